package sc.fiji.unet.model;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import sc.fiji.unet.Cards;
import sc.fiji.unet.base.InputException;
import sc.fiji.unet.config.ModelCard;
import sc.fiji.unet.nn.Calibration;
import sc.fiji.unet.nn.Graph;
import sc.fiji.unet.nn.Inference;
import sc.fiji.unet.nn.Weights;

class ModelFolderTest {
    @TempDir
    Path folder;

    @Test
    void theNetworkComesBackAsItWasSaved() {
        ModelCard card = card("unet depth=1 width=4");
        Graph graph = ModelFolder.graph(card);
        Weights weights = Weights.initial(graph, 7);
        ModelFolder model = new ModelFolder(folder.resolve("new/model"));
        model.write(card, graph, weights);
        assertEquals(card, model.card());
        Inference expected = Inference.of(graph, weights);
        Inference found = model.inference();
        expected.weights()
                .arrays()
                .forEach((name, values) ->
                        assertArrayEquals(values, found.weights().get(name), name));
    }

    @Test
    void whatIsKnownOfTheValuesInsideIsForgottenWithTheWeights() throws IOException {
        ModelCard card = card("unet depth=1 width=4");
        Graph graph = ModelFolder.graph(card);
        ModelFolder model = new ModelFolder(folder);
        model.write(card, graph, Weights.initial(graph, 7));
        assertEquals(Calibration.NONE, model.inference().calibration());
        Calibration watched = new Calibration(Map.of("pool0", new Calibration.Range(-1, 2.5)))
                .leaving(List.of("bottom_a_conv"))
                .upTo(Calibration.HALF_A_BYTE)
                .scored(0.0005, 0.9995);
        model.keepFormats(watched, Map.of("Validation Dice in int8", "0.9"));
        assertEquals(watched, model.inference().calibration());
        assertEquals("0.9", model.card().training().get("Validation Dice in int8"));
        String older = Files.readString(model.calibrationFile()).replaceAll("\"largestWeight\"[^,]*,", "");
        Files.writeString(model.calibrationFile(), older);
        assertEquals(Calibration.WHOLE_BYTE, model.inference().calibration().largestWeight(), "all had that before");
        model.write(card, graph, Weights.initial(graph, 8));
        assertEquals(Calibration.NONE, model.inference().calibration());
    }

    @Test
    void aFolderWithoutCardIsNamed() {
        String message = assertThrows(InputException.class, () -> new ModelFolder(folder).card())
                .getMessage();
        assertTrue(message.contains(folder.toString()) && message.contains("model.json"), message);
    }

    @Test
    void weightsOfAnotherNetworkAndCutOffWeightsAreRefused() throws IOException {
        ModelFolder model = new ModelFolder(folder);
        ModelCard card = card("unet depth=1 width=4");
        Graph graph = ModelFolder.graph(card);
        model.write(card("unet depth=2 width=4"), graph, Weights.initial(graph, 7));
        assertThrows(InputException.class, model::inference);
        model.write(card, graph, Weights.initial(graph, 7));
        byte[] bytes = Files.readAllBytes(model.networkFile());
        Files.write(model.networkFile(), Arrays.copyOf(bytes, bytes.length / 2));
        String message = assertThrows(InputException.class, model::inference).getMessage();
        assertTrue(message.contains("model.pt"), message);
    }

    private static ModelCard card(String architecture) {
        return Cards.card(Cards.of(architecture, 2, 1), false);
    }
}
