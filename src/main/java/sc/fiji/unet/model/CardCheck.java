package sc.fiji.unet.model;

import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import sc.fiji.unet.auxiliary.AuxiliaryTargets;
import sc.fiji.unet.base.InputException;
import sc.fiji.unet.base.OptionException;
import sc.fiji.unet.config.ChannelChoice;
import sc.fiji.unet.config.ClassInfo;
import sc.fiji.unet.config.ModelCard;
import sc.fiji.unet.config.ObjectRule;
import sc.fiji.unet.image.Normalization;
import sc.fiji.unet.label.PostProcess;
import sc.fiji.unet.nn.Anisotropy;
import sc.fiji.unet.nn.Architecture;
import sc.fiji.unet.nn.Graph;
import sc.fiji.unet.registry.Extensions;
import sc.fiji.unet.registry.Extensions.Configured;
import sc.fiji.unet.steps.AnswerSteps;

/**
 * Refuses cards that no training could have written. How a network sees an image follows from the network: what the card says
 * of it is only compared.
 */
final class CardCheck {
    private static final int MOST_CHANNELS = 0xFFFF;
    private static final int MOST_LEVELS = 30;
    private static final int LONGEST_NAME = 1000;
    /** Networks that came from elsewhere are written operation by operation. */
    private static final int LONGEST_NETWORK = 1 << 18;

    private final ModelCard card;
    private final Path file;

    private CardCheck(ModelCard card, Path file) {
        this.card = card;
        this.file = file;
    }

    /** The card with the geometry of its network; what does not fit is refused by name. */
    static ModelCard of(ModelCard card, Path file) {
        CardCheck check = new CardCheck(card, file);
        check.network();
        check.input();
        check.classes();
        check.labels();
        return card.withNetwork(check.geometry(check.graph()));
    }

    /** Builds the network that a card describes. */
    static Graph graph(ModelCard card) {
        ModelCard.Network network = card.network();
        Extensions.Configured<Architecture> architecture =
                Extensions.of(Architecture.class).get(network.spec());
        Graph graph = architecture
                .extension()
                .build(network.rank(), network.channels(), network.outputs(), architecture.options());
        ModelCard.Depth depth = network.depth();
        return depth == null ? graph : new Anisotropy(depth.planes(), depth.halvings()).applyTo(graph);
    }

    private void network() {
        ModelCard.Network network = card.network();
        text("network.architecture", network.architecture(), LONGEST_NETWORK);
        within("network.rank", network.rank(), 2, 3);
        within("network.channels", network.channels(), 1, MOST_CHANNELS);
        within("network.outputs", network.outputs(), 1, MOST_CHANNELS);
        if (network.depth() != null) depth(network);
    }

    private void depth(ModelCard.Network network) {
        if (network.rank() != 3) throw refused("network.depth", network.depth(), "expected none without a third axis");
        within("network.depth.planes", network.depth().planes(), 0, MOST_LEVELS);
        within("network.depth.halvings", network.depth().halvings(), 0, MOST_LEVELS);
        within("network.depth.margin", network.depth().margin(), 0, MOST_CHANNELS);
    }

    private void input() {
        ModelCard.Input input = card.input();
        neighbors(input.neighbors());
        text("input.normalization", input.normalization());
        text("input.unit", input.unit());
        try {
            Extensions.of(Normalization.class).get(input.spec());
        } catch (OptionException e) {
            throw refused("input.normalization", input.normalization(), e.getMessage());
        }
        List<Double> sizes = input.pixelSize();
        if (sizes.size() < 2 || sizes.size() > 3) throw refused("input.pixelSize", sizes, "expected a size an axis");
        for (double size : sizes) {
            if (!(size > 0 && size < Double.POSITIVE_INFINITY))
                throw refused("input.pixelSize", sizes, "expected finite sizes above 0");
        }
        channels(input.channels());
    }

    private void neighbors(int neighbors) {
        within("input.neighbors", neighbors, 0, MOST_LEVELS);
        boolean fits = card.network().rank() == 2 && card.network().channels() % (1 + 2 * neighbors) == 0;
        if (neighbors > 0 && !fits)
            throw refused(
                    "input.neighbors", neighbors, "expected slices of a network for planes that are its channels");
    }

    private void channels(List<Integer> numbers) {
        String expected =
                "expected none, or different ones from 1 for the network's " + card.imageChannels() + " channels";
        if (!numbers.isEmpty() && numbers.size() != card.imageChannels())
            throw refused("input.channels", numbers, expected);
        try {
            new ChannelChoice(numbers);
        } catch (OptionException e) {
            throw refused("input.channels", numbers, expected);
        }
    }

    private void classes() {
        List<ClassInfo> classes = card.classes();
        int expected = card.answer().isEmpty() ? Math.max(2, card.network().outputs() - auxiliary()) : decided();
        if (classes.size() != expected) {
            throw refused(
                    "labels.classes",
                    classes.size() + " classes",
                    "expected " + expected + " for the network's "
                            + card.network().outputs() + " outputs");
        }
        Set<Integer> values = new HashSet<>();
        for (ClassInfo info : classes) {
            text("labels.classes.name", info.name());
            within("labels.classes.color", info.color(), 0, 0xFFFFFF);
            if (!values.add(info.value()))
                throw refused("labels.classes.value", info.value(), "expected another one for each class");
        }
    }

    /** Classes that are decided on once all of the answer is there. */
    private int decided() {
        try {
            return AnswerSteps.map(card.answer(), card.network().outputs()).made();
        } catch (OptionException e) {
            throw refused("network.architecture", card.answer(), e.getMessage());
        }
    }

    /** How many of the outputs help to tell objects apart. */
    private int auxiliary() {
        ObjectRule rule = card.labels().objects();
        try {
            Configured<PostProcess> method = Extensions.of(PostProcess.class).get(rule.spec());
            int learned = Extensions.of(AuxiliaryTargets.class)
                    .get(rule.auxiliary())
                    .names(card.network().rank())
                    .size();
            return method.extension().numbers(method.options()).orElse(learned);
        } catch (OptionException e) {
            throw refused("labels.objects", rule, e.getMessage());
        }
    }

    private void labels() {
        ModelCard.Labels labels = card.labels();
        boolean taken =
                labels.ignore() != null && card.classes().stream().anyMatch(info -> info.value() == labels.ignore());
        if (taken) throw refused("labels.ignore", labels.ignore(), "expected a value that is no class");
        within("labels.smallest", labels.smallest(), 0, Integer.MAX_VALUE);
        for (int pieces : labels.pieces()) within("labels.pieces", pieces, 0, Integer.MAX_VALUE);
        if (labels.pieces().size() > card.classes().size())
            throw refused("labels.pieces", labels.pieces(), "expected one a class at most");
    }

    private Graph graph() {
        try {
            Graph graph = graph(card);
            graph.parameterCount(); // fails where no array could hold them
            return graph;
        } catch (OptionException e) {
            throw refused("network.architecture", card.network().architecture(), e.getMessage());
        } catch (ArithmeticException e) {
            throw refused("network.architecture", card.network().architecture(), "it is too large for any computer");
        }
    }

    private ModelCard.Network geometry(Graph graph) {
        ModelCard.Network said = card.network();
        int stride = graph.stride();
        int halo = graph.halo();
        if (unlike(said.stride(), stride, stride)) throw derived("stride", said.stride(), String.valueOf(stride));
        if (unlike(said.halo(), halo - stride + 1, halo)) throw derived("halo", said.halo(), String.valueOf(halo));
        if (unlike(said.margin(), 0, halo)) throw derived("margin", said.margin(), "0 to " + halo);
        int margin = said.margin() == ModelCard.UNSAID ? stride : said.margin();
        ModelCard.Network derived = said.withTiles(stride, halo, margin, graph.tileInvariant());
        ModelCard.Depth depth = said.depth();
        if (depth == null) return derived;
        return derived.withDepth(
                new ModelCard.Depth(depth.planes(), depth.halvings(), graph.stride(2), graph.halo(2), depth.margin()));
    }

    private static boolean unlike(int said, int least, int most) {
        return said != ModelCard.UNSAID && (said < least || said > most);
    }

    private InputException derived(String key, int said, String expected) {
        return refused("network." + key, said, "its network has " + expected);
    }

    private void text(String key, String value) {
        text(key, value, LONGEST_NAME);
    }

    private void text(String key, String value, int longest) {
        if (value == null || value.isBlank() || value.length() > longest)
            throw refused(key, value == null ? "missing" : value, "expected a text of 1 to " + longest + " characters");
    }

    private void within(String key, int value, int least, int most) {
        if (value < least || value > most) throw refused(key, value, "expected " + least + " to " + most);
    }

    private InputException refused(String key, Object value, String why) {
        String shown = String.valueOf(value);
        if (shown.length() > 200) shown = shown.substring(0, 200) + "...";
        return new InputException(
                file + ": " + key + " is " + shown + ": " + why + ". Copy the model folder again, or train anew.");
    }
}
