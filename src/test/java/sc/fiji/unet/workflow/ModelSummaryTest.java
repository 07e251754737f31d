package sc.fiji.unet.workflow;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import sc.fiji.unet.Cards;
import sc.fiji.unet.config.ClassInfo;
import sc.fiji.unet.config.ClassList;
import sc.fiji.unet.config.ModelCard;
import sc.fiji.unet.model.ModelFolder;
import sc.fiji.unet.nn.Graph;
import sc.fiji.unet.nn.Weights;

class ModelSummaryTest {
    @Test
    void whatWasPlannedIsSaidOnce() {
        List<String> lines = ModelSummary.of(new ModelFolder(StoredModelTest.FORMAT_1))
                .lines()
                .toList();
        int heading = lines.indexOf("Planned from the images:");
        assertEquals("  batch = 32: a step of good size that memory holds", lines.get(heading + 1));
        assertTrue(lines.stream().noneMatch(line -> line.contains("Plan: ")), lines.toString());
    }

    @Test
    void namesWhatAPersonNeedsToKnow(@TempDir Path folder) {
        ModelCard card = new ModelCard(
                        Cards.tiny(2, 3),
                        new ModelCard.Input("minmax", List.of(0.5, 0.25), "µm"),
                        new ModelCard.Labels(
                                ClassList.of(ClassInfo.ofIndex(0), new ClassInfo("lung", 255, 0)), false, null))
                .withTraining(Map.of("Best epoch", "12"));
        Graph graph = ModelFolder.graph(card);
        ModelFolder model = new ModelFolder(folder);
        model.write(card, graph, Weights.initial(graph, 1));
        String text = ModelSummary.of(model);
        for (String expected : List.of(
                "unet depth=1 width=4",
                "2-D, 3 channels, pixels of 0.5000 x 0.2500 µm",
                "background=0, lung=255",
                "stride 2, halo 10 pixels, seamless",
                "Best epoch:     12")) {
            assertTrue(text.contains(expected), text);
        }
    }
}
