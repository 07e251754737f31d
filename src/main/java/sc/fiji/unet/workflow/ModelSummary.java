package sc.fiji.unet.workflow;

import java.util.Locale;
import java.util.StringJoiner;
import sc.fiji.unet.base.Counted;
import sc.fiji.unet.config.ChannelChoice;
import sc.fiji.unet.config.ClassList;
import sc.fiji.unet.config.ModelCard;
import sc.fiji.unet.config.Spec;
import sc.fiji.unet.model.ModelFolder;
import sc.fiji.unet.nn.Graph;
import sc.fiji.unet.nn.zoo.Imported;

/** Tells a person what a model is, in lines of plain text. */
public final class ModelSummary {
    private static final String PLAN = "Plan: ";

    private ModelSummary() {}

    /** Reads the card of a model folder, builds its network and describes both. */
    public static String of(ModelFolder folder) {
        ModelCard card = folder.card();
        ModelCard.Network network = card.network();
        Graph graph = ModelFolder.graph(card);
        StringJoiner text = new StringJoiner(System.lineSeparator());
        text.add(line("Model", folder.path()));
        text.add(line("Network", architecture(network.spec(), graph)));
        text.add(line("Parameters", String.format(Locale.ROOT, "%,d", graph.parameterCount())));
        text.add(line(
                "Input",
                network.rank() + "-D, " + Counted.of(network.channels(), "channel") + trainedOn(card.input())
                        + pixelSize(card.input())));
        text.add(line("Normalization", card.input().normalization()));
        text.add(line("Classes", classes(card.classes())));
        ComponentLimits.sentences(card.labels()).forEach(sentence -> text.add(line("Pieces", sentence)));
        text.add(line("Labels", card.labels().instances() ? "objects, each with its own number" : "classes"));
        if (card.labels().instances()) text.add(line("Objects", card.labels().autoObjects()));
        text.add(line("Tiles", tiles(network)));
        card.training().forEach((key, value) -> {
            if (!key.startsWith(PLAN)) text.add(line(key, value));
        });
        if (card.training().keySet().stream().anyMatch(key -> key.startsWith(PLAN)))
            text.add("Planned from the images:");
        // what is planned says its name itself: "patch = 256: the median image is ..."
        card.training().forEach((key, value) -> {
            if (key.startsWith(PLAN)) text.add("  " + value);
        });
        return text.toString();
    }

    /** The operations of an imported network, each of which the card names, are too many for a line. */
    private static String architecture(Spec spec, Graph graph) {
        return spec.id().equals(Imported.ID)
                ? spec.id() + " (" + (graph.nodes().size() - 1) + " operations)"
                : spec.toString();
    }

    private static String line(String key, Object value) {
        return String.format(Locale.ROOT, "%-15s %s", key + ":", value);
    }

    private static String trainedOn(ModelCard.Input input) {
        boolean pages = input.composed() == ChannelChoice.Composition.PAGES;
        ChannelChoice choice = new ChannelChoice(input.channels(), pages);
        if (choice.isAuto()) return input.composed() == ChannelChoice.Composition.FILES ? " (a file each)" : "";
        return " (channels=" + choice + " of its images)";
    }

    private static String pixelSize(ModelCard.Input input) {
        if (input.unit().equals("pixel")) return "";
        StringJoiner sizes = new StringJoiner(" x ", ", pixels of ", " " + input.unit());
        input.pixelSize().forEach(size -> sizes.add(String.format(Locale.ROOT, "%.4g", size)));
        return sizes.toString();
    }

    private static String classes(ClassList classes) {
        StringJoiner names = new StringJoiner(", ");
        classes.forEach(info -> names.add(info.name() + "=" + info.value()));
        return names.toString();
    }

    private static String tiles(ModelCard.Network network) {
        return "stride " + network.stride() + ", halo " + network.halo() + " pixels, "
                + (network.tileInvariant() ? "seamless" : "results depend on the tile size");
    }
}
