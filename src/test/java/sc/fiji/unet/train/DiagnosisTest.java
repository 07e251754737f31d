package sc.fiji.unet.train;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntToDoubleFunction;
import org.junit.jupiter.api.Test;
import sc.fiji.unet.train.Diagnosis.Kind;

class DiagnosisTest {
    private static final List<String> CLASSES = List.of("background", "cell", "debris");

    /** Epochs 1..n with these curves; both classes have the Dice, or the second has none. */
    private static List<EpochRow> history(
            int n, IntToDoubleFunction train, IntToDoubleFunction validation, IntToDoubleFunction dice) {
        List<EpochRow> history = new ArrayList<>();
        for (int e = 1; e <= n; e++) {
            double d = dice.applyAsDouble(e);
            double[] classDice = {Double.NaN, d, d};
            Validation.Scores scores = new Validation.Scores(validation.applyAsDouble(e), d, d / 2, classDice);
            history.add(new EpochRow(e, 10L * e, e, train.applyAsDouble(e), 0.001, scores));
        }
        return history;
    }

    private static Diagnosis of(List<EpochRow> history) {
        return Diagnosis.of(history, CLASSES);
    }

    @Test
    void nothingIsSaidBeforeTheFirstEpoch() {
        assertEquals(Kind.BEGINNING, of(List.of()).kind());
    }

    @Test
    void improvementIsTold() {
        Diagnosis told = of(history(12, e -> 1.0 / e, e -> 1.0 / e, e -> 1 - 1.0 / (e + 1)));
        assertEquals(Kind.IMPROVING, told.kind());
        // 12/13 - 7/8
        assertTrue(told.text().contains("0.923") && told.text().contains("+0.048"), told.text());
    }

    @Test
    void overfittingIsDatedFromTheLowestValidationLoss() {
        List<EpochRow> history =
                history(12, e -> 1.0 / e, e -> Math.abs(e - 6) * 0.1 + 0.3, e -> e < 6 ? 0.1 * e : 0.5);
        Diagnosis told = of(history);
        assertEquals(Kind.OVERFITTING, told.kind());
        assertTrue(told.text().contains("since epoch 6") && told.text().contains("epoch 5, is kept"), told.text());
    }

    @Test
    void aRisingValidationLossIsNoOverfittingWhileDiceGrows() {
        assertEquals(
                Kind.IMPROVING,
                of(history(12, e -> 1.0 / e, e -> 0.3 + 0.01 * e, e -> 0.05 * e))
                        .kind());
    }

    @Test
    void onlyBackgroundIsUsualAtFirstAndNotLater() {
        assertEquals(
                Kind.BEGINNING, of(history(2, e -> 1.0 / e, e -> 0.1, e -> 0)).kind());
        assertEquals(
                Kind.ONLY_BACKGROUND,
                of(history(3, e -> 1.0 / e, e -> 0.1, e -> 0.001)).kind());
        assertEquals(
                Kind.ONLY_BACKGROUND,
                of(history(4, e -> 1.0 / e, e -> 0.1, e -> Double.NaN)).kind());
    }

    @Test
    void aClassThatIsNeverFoundIsNamed() {
        List<EpochRow> history = history(6, e -> 1.0 / e, e -> 1.0 / e, e -> 0.1 * e);
        history.forEach(row -> row.validation().classDice()[2] = 0);
        Diagnosis told = of(history);
        assertEquals(Kind.CLASS_MISSED, told.kind());
        assertTrue(told.text().contains("debris"), told.text());
        // a class that does not occur in the validation images is not missed
        history.forEach(row -> row.validation().classDice()[2] = Double.NaN);
        assertEquals(Kind.IMPROVING, of(history).kind());
    }

    @Test
    void aPlateauIsSettled() {
        Diagnosis told = of(history(20, e -> 0.3, e -> 0.3, e -> Math.min(e, 8) * 0.1));
        assertEquals(Kind.SETTLED, told.kind());
        assertTrue(told.text().contains("epoch 8") && told.text().contains("0.800"), told.text());
    }

    @Test
    void lossesThatGrowOrAreNoNumberComeFromTheLearningRate() {
        assertEquals(Kind.DIVERGING, of(history(5, e -> e, e -> 1, e -> 0.5)).kind());
        Diagnosis nan = of(history(2, e -> e == 2 ? Double.NaN : 1, e -> 1, e -> 0.5));
        assertEquals(Diagnosis.notANumber(), nan);
        assertTrue(nan.text().contains("learning rate"));
    }
}
