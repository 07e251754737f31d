package sc.fiji.unet.imports;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import sc.fiji.unet.base.InputException;
import sc.fiji.unet.config.ModelCard;
import sc.fiji.unet.config.Spec;
import sc.fiji.unet.image.LengthUnit;
import sc.fiji.unet.model.ModelFolder;
import sc.fiji.unet.nn.Graph;
import sc.fiji.unet.nn.GraphText;
import sc.fiji.unet.nn.Transfer;
import sc.fiji.unet.nn.zoo.Imported;

/**
 * The card of an imported model, and its network as the card builds it.
 *
 * @param card without an account
 * @param network puts out a number for each class
 */
record ImportedCard(ModelCard card, Transfer.Source network) {
    /** What is said of it, and what its graph tells. */
    static ImportedCard of(OpenedModel opened, TensorText input, TensorText output, Answer answer) {
        Optional<ModelCard> ours = ours(opened, answer);
        if (ours.isEmpty() && answer.beside()) {
            throw new InputException(opened.where() + ": its network says more than classes, and what is not said."
                    + " Expected the package that this program exported. Export it again.");
        }
        if (ours.isPresent() && !answer.activated()) { // its numbers are probabilities, of which ours would make others
            throw new InputException(
                    opened.where() + ": its network is the mean of several, which cannot be taken apart."
                            + " Expected the package of a single model. Export its members one by one, and import each.");
        }
        Transfer.Source logits = ours.isPresent() ? answer.logits() : NetworkEnds.described(answer.network());
        String word = GraphText.of(logits.graph());
        Transfer.Source network = NetworkEnds.as(word, logits);
        Graph graph = network.graph();
        int margin = ours.map(card -> card.network().margin()).orElse(said(output, graph.stride()));
        ModelCard.Network seen = ModelCard.Network.of(
                        architecture(word, answer).toString(), graph.rank(), graph.channels(), graph.classes())
                .withTiles(
                        graph.stride(),
                        graph.halo(),
                        Math.max(0, Math.min(graph.halo(), margin)),
                        graph.tileInvariant());
        ModelCard card = ours.map(old -> new ModelCard(seen, old.input(), old.labels()))
                .orElseGet(() -> new ModelCard(
                        seen,
                        new ModelCard.Input(
                                opened.normalization().toString(), pixelSize(input, graph.rank()), unit(input)),
                        new ModelCard.Labels(answer.classes(), answer.isObjects(), null)
                                .withObjects(answer.objects())));
        return new ImportedCard(ModelFolder.checked(card, opened.where()), network);
    }

    private static Spec architecture(String word, Answer answer) {
        Spec imported = Spec.parse(Imported.ID).with("graph", word);
        return answer.whole().isEmpty() ? imported : imported.with("answer", answer.whole());
    }

    /** The card that this program exported along with its model, where it still fits. */
    private static Optional<ModelCard> ours(OpenedModel opened, Answer answer) {
        String text = opened.text().ours();
        if (text.isEmpty()
                || !answer.whole().isEmpty()
                || answer.logits().graph().foreign().isPresent()) return Optional.empty();
        ModelCard old = ModelCard.parse(text, opened.where());
        Graph graph = answer.logits().graph();
        boolean fits = old.network().outputs() == graph.classes()
                && old.network().channels() == graph.channels()
                && old.network().rank() == graph.rank();
        return fits ? Optional.of(old) : Optional.empty();
    }

    /** As many pixels as users of the answer are told to cut off, else as many as our own networks get. */
    private static int said(TensorText output, int otherwise) {
        int halo = halo(output);
        return halo > 0 ? halo : otherwise;
    }

    /** The widest border that users of the answer are told to cut off; 0 for none. */
    static int halo(TensorText output) {
        return output.sizes().values().stream()
                .mapToInt(TensorText.Size::halo)
                .max()
                .orElse(0);
    }

    /** In micrometers where that is said of every axis, else unknown. */
    private static List<Double> pixelSize(TensorText input, int rank) {
        List<Double> sizes = new ArrayList<>();
        for (char axis : "xyz".substring(0, rank).toCharArray()) {
            sizes.add(known(input) ? micrometers(input.scales().get(axis)) : 1.0);
        }
        return sizes;
    }

    private static double micrometers(TensorText.Scale scale) {
        return scale.size() * LengthUnit.micrometers(scale.unit());
    }

    private static boolean known(TensorText input) {
        return !input.axes().isEmpty()
                && input.spatial().chars().allMatch(axis -> {
                    TensorText.Scale scale = input.scales().get((char) axis);
                    return scale != null && scale.size() > 0 && LengthUnit.known(scale.unit());
                });
    }

    private static String unit(TensorText input) {
        return known(input) ? "micrometer" : "pixel";
    }
}
