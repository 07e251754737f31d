package sc.fiji.unet.metrics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Where truth is unknown, figures do not exist, and nothing may stand in for them. */
class MissingFiguresTest {
    private static final int[] SIZE = {5, 4};
    private static final int IGNORED = -1;

    /** A cell outlined on unlabeled ground, 2 x 2 of 5 x 4; the prediction misses one of its pixels. */
    private static EvaluatedImage onUnknownGround() {
        int[] truth = new int[20];
        java.util.Arrays.fill(truth, IGNORED);
        int[] prediction = new int[20];
        for (int i : new int[] {6, 7, 11, 12}) {
            truth[i] = 1;
            prediction[i] = 1;
        }
        prediction[12] = 0;
        return new EvaluatedImage("cell", SIZE, truth, prediction);
    }

    private static Evaluation evaluation() {
        return Evaluation.of(List.of("background", "cell", "debris"), List.of(Score.of(onUnknownGround(), 3)), 1);
    }

    @Test
    void aClassThatIsEverywhereKnownHasNoOutlineAndSoNoDistance() {
        Score score = evaluation().pooled();
        assertEquals(6 / 7.0, score.figures(1).get("dice"), 1e-12);
        assertTrue(Double.isNaN(score.figures(1).get("hd95")), score.figures(1).toString());
        assertTrue(Double.isNaN(score.figures().get("asd")), score.figures().toString());
    }

    @Test
    void backgroundThatNobodyAnnotatedHasNoFigures() {
        evaluation().pooled().figures(0).forEach((name, value) -> assertTrue(Double.isNaN(value), name + " " + value));
    }

    @Test
    void nothingIsKnownOfAnImageThatIsIgnoredAsAWhole() {
        int[] ignored = new int[20];
        java.util.Arrays.fill(ignored, IGNORED);
        Score score = Score.of(new EvaluatedImage("unknown", SIZE, ignored, new int[20]), 2);
        score.figures().forEach((name, value) -> assertTrue(Double.isNaN(value), name + " " + value));
    }

    @Test
    void reportsHaveADashAnEmptyCellOrNull(@TempDir Path folder) throws Exception {
        List<String> lines = EvaluationReport.text(evaluation()).lines().toList();
        assertTrue(lines.get(1).matches("background(\\s+-){7}"), lines.get(1));
        assertTrue(lines.get(3).matches("debris(\\s+-){6}\\s+0.0000"), lines.get(3));
        EvaluationReport.write(evaluation(), folder.resolve("report.json"));
        String json = Files.readString(folder.resolve("report.json"));
        assertTrue(json.contains("\"hd95\": null"), json);
        String csv = Files.readString(folder.resolve("report.csv"));
        assertFalse(csv.contains("NaN"), csv);
    }

    @Test
    void peopleReadADash() {
        assertEquals("-", Figure.text(Double.NaN, 3));
        assertEquals("0.5000", Figure.text(0.5, 4));
    }
}
