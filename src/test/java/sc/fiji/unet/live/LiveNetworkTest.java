package sc.fiji.unet.live;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import sc.fiji.unet.Cards;
import sc.fiji.unet.auxiliary.AuxiliaryTargets;
import sc.fiji.unet.config.ModelCard;
import sc.fiji.unet.config.ObjectRule;
import sc.fiji.unet.model.ModelFolder;
import sc.fiji.unet.nn.Graph;
import sc.fiji.unet.nn.Weights;
import sc.fiji.unet.nn.op.Parameter;
import sc.fiji.unet.predict.PatchPredictor;
import sc.fiji.unet.registry.Extensions;
import sc.fiji.unet.train.Checkpoint;

/** What a session takes of the last layer of the model that it goes on with, which is sure of one of its outputs. */
class LiveNetworkTest {
    private static final int EDGE = 16;
    private static final float SURE = 100;

    @TempDir
    Path folder;

    private Path model(int outputs, String auxiliary, int sure) {
        ModelCard.Labels labels = new ModelCard.Labels(Cards.twoClasses(), false, null)
                .withObjects(new ObjectRule(auxiliary, "components", 0.5, 0));
        ModelCard card =
                new ModelCard(ModelCard.Network.of("unet depth=1 width=4", 2, 1, outputs), Cards.PLAIN, labels);
        Graph graph = ModelFolder.graph(card);
        Map<String, float[]> arrays =
                new LinkedHashMap<>(Weights.initial(graph, 3).arrays());
        List<Parameter> parameters = graph.parameters();
        String bias = parameters.get(parameters.size() - 1).name();
        float[] values = new float[outputs];
        values[sure] = SURE;
        assertTrue(arrays.put(bias, values).length == outputs, bias);
        ModelCard written = card.withNetwork(
                card.network().withTiles(graph.stride(), graph.halo(), graph.stride(), graph.tileInvariant()));
        new ModelFolder(folder).write(written, graph, new Weights(arrays));
        return folder;
    }

    /** The mean probability of a class, as a session begins with this model. */
    private double atFirst(Path model, int classes, int index) {
        float[] found = new float[classes * EDGE * EDGE];
        try (LiveNetwork network =
                        LiveNetwork.open(1, classes, "cpu", StartFrom.of(model), folder.resolve("network.pt"));
                PatchPredictor predictor = network.predictor()) {
            predictor.predict(new float[EDGE * EDGE], 1, new int[] {EDGE, EDGE}, found);
        }
        float[] one = Arrays.copyOfRange(found, index * EDGE * EDGE, (index + 1) * EDGE * EDGE);
        double sum = 0;
        for (float value : one) sum += value;
        return sum / one.length;
    }

    @Test
    void classesOfAModelGoOn() {
        double found = atFirst(model(2, AuxiliaryTargets.NONE, 1), 3, 1);
        assertTrue(found > 0.99, "known foreground " + found);
    }

    @Test
    void whatASessionLearnedBeforeComesAheadOfTheModelItBeganWith() {
        Path model = model(2, AuxiliaryTargets.NONE, 1);
        Graph graph = ModelFolder.graph(new ModelFolder(model).card());
        Map<String, float[]> arrays =
                new LinkedHashMap<>(Weights.initial(graph, 4).arrays());
        List<Parameter> parameters = graph.parameters();
        arrays.put(parameters.get(parameters.size() - 1).name(), new float[] {SURE, 0});
        Checkpoint.of(new Weights(arrays)).write(folder.resolve("network.pt"));
        double found = atFirst(model, 2, 0);
        assertTrue(found > 0.99, "background, as it learned meanwhile " + found);
    }

    @Test
    void theForegroundOfABinaryModelIsNotTakenForBackground() {
        double found = atFirst(model(1, AuxiliaryTargets.NONE, 0), 2, 0);
        assertTrue(found < 0.9, "background " + found);
    }

    @Test
    void whatHelpsToTellObjectsApartIsNotTakenForAClass() {
        int more = Extensions.of(AuxiliaryTargets.class).get("border").names(2).size();
        double found = atFirst(model(2 + more, "border", 2), 3, 2);
        assertTrue(found < 0.9, "new class " + found);
    }
}
