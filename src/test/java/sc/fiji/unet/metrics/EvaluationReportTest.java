package sc.fiji.unet.metrics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import sc.fiji.unet.base.Csv;
import sc.fiji.unet.base.CsvRow;
import sc.fiji.unet.base.InputException;

class EvaluationReportTest {
    private static final int[] SIZE = {2, 2};

    /** Dice 1 with 2 pixels, Dice 2/3 with 1 of 2, and one image without foreground: pooled 2 * 3 / (4 + 3). */
    private static Evaluation evaluation() {
        EvaluatedImage good = new EvaluatedImage("good", SIZE, new int[] {1, 1, 0, 0}, new int[] {1, 1, 0, 0});
        EvaluatedImage half = new EvaluatedImage("half, \"b\"", SIZE, new int[] {1, 1, 0, 0}, new int[] {1, 0, 0, 0})
                .withObjects(new int[] {1, 1, 0, 0}, new int[] {1, 0, 0, 0})
                .withProbabilities(new float[] {0, 0.5f, 1, 1, 1, 0.5f, 0, 0});
        EvaluatedImage empty = new EvaluatedImage("empty", SIZE, new int[4], new int[4]);
        List<Score> scores =
                List.of(empty, good, half).stream().map(j -> Score.of(j, 2)).toList();
        return Evaluation.of(List.of("background", "cell"), scores, 1.5);
    }

    @Test
    void pooledCountsPixelsAndTheRestAreMeansOverImages() {
        Score pooled = evaluation().pooled();
        assertEquals(6 / 7.0, pooled.figures().get("dice"), 1e-12);
        assertEquals(3 / 4.0, pooled.figures().get("iou"), 1e-12);
        assertEquals(11 / 12.0, pooled.figures().get("pixelaccuracy"), 1e-12);
        assertEquals(Math.log(2) / 4, pooled.figures().get("crossentropy"), 1e-6);
        assertEquals(0, pooled.figures().get("ap50"));
        assertEquals(0.75, pooled.figures(1).get("recall"), 1e-12);
        // good 0; half: outline pixel 1 is one away from pixel 0, so 1 of 3 distances is 1
        assertEquals((0 + 1 / 3.0) / 2, pooled.figures(1).get("asd"), 1e-6);
    }

    @Test
    void worstImagesComeFirstAndEmptyOnesLast() {
        assertEquals(
                List.of("half, \"b\"", "good", "empty"),
                evaluation().images().stream().map(Score::name).toList());
    }

    @Test
    void jsonHasTheKeysThatMachinesRead(@TempDir Path folder) throws IOException {
        EvaluationReport.write(evaluation(), folder.resolve("report.json"));
        JsonObject json = JsonParser.parseString(Files.readString(folder.resolve("report.json")))
                .getAsJsonObject();
        assertEquals(6 / 7.0, json.get("dice").getAsDouble(), 1e-12);
        assertEquals(1.5, json.get("seconds").getAsDouble());
        JsonObject cell = json.getAsJsonArray("classes").get(1).getAsJsonObject();
        assertEquals("cell", cell.get("name").getAsString());
        assertEquals(1, cell.get("precision").getAsDouble());
        assertEquals(2, json.getAsJsonArray("classes").size());
        assertEquals(
                1,
                json.getAsJsonArray("confusion").get(1).getAsJsonArray().get(0).getAsInt());
        JsonObject last = json.getAsJsonArray("images").get(2).getAsJsonObject();
        assertTrue(last.get("dice").isJsonNull());
        assertTrue(Files.exists(folder.resolve("report.csv")));
        try (var files = Files.list(folder)) {
            assertEquals(2, files.count());
        }
    }

    @Test
    void csvHasOneRowAnImageAndOneForAll() {
        List<String> lines = EvaluationReport.csv(evaluation()).lines().toList();
        assertEquals(5, lines.size());
        assertTrue(lines.get(0).startsWith("name,dice,iou,pixelaccuracy,"), lines.get(0));
        assertTrue(lines.get(0).contains(",dice cell,iou cell,precision cell,recall cell,"), lines.get(0));
        assertTrue(lines.get(1).startsWith("\"half, \"\"b\"\"\",0.666"), lines.get(1));
        assertTrue(lines.get(3).startsWith("empty,,,1.0,"), lines.get(3));
        assertTrue(lines.get(4).startsWith("all,0.857"), lines.get(4));
    }

    @Test
    void theTableForEyesIsAligned() {
        List<String> lines = EvaluationReport.text(evaluation()).lines().toList();
        assertEquals(lines.get(0).length(), lines.get(1).length());
        assertEquals(lines.get(0).length(), lines.get(2).length());
        // 8 of the 12 pixels are background and 9 are called so
        assertTrue(lines.get(1).startsWith("background     0.9412     0.8889     0.8889     1.0000"), lines.get(1));
        assertTrue(lines.get(2).startsWith("cell           0.8571     0.7500     1.0000     0.7500"), lines.get(2));
        assertTrue(lines.get(3).startsWith("3 images: dice 0.8571 iou 0.7500 pixelaccuracy 0.9167"), lines.get(3));
    }

    @Test
    void figuresWithStrangeNamesAreExplained() {
        String text = EvaluationReport.text(evaluation());
        for (String name : List.of("hd95", "asd", "noise", "crossentropy")) {
            assertTrue(text.substring(text.lastIndexOf("hd95, asd")).contains(name), text);
        }
    }

    @Test
    void nothingToEvaluateAndUnequalSizesAreRefused() {
        assertThrows(InputException.class, () -> Evaluation.of(List.of("a"), List.of(), 0));
        assertThrows(InputException.class, () -> new EvaluatedImage("a", SIZE, new int[4], new int[3]));
        assertThrows(InputException.class, () -> new EvaluatedImage("a", SIZE, new int[4], new int[4]).withSpacing(1));
    }

    @Test
    void namesOfClassesSurviveTheTable() {
        String odd = "cell, \"big\"; Zellkörper\nrest";
        EvaluatedImage image = new EvaluatedImage("i", SIZE, new int[4], new int[] {0, 1, 0, 0});
        Evaluation evaluation = Evaluation.of(List.of("background", odd), List.of(Score.of(image, 2)), 0);
        List<CsvRow> rows = Csv.parse(EvaluationReport.csv(evaluation), "report");
        assertTrue(rows.get(0).cells().contains("dice " + odd), rows.get(0).toString());
        assertEquals(rows.get(0).cells().size(), rows.get(1).cells().size());
    }
}
