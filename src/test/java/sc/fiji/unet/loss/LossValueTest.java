package sc.fiji.unet.loss;

import static java.lang.Math.log;
import static java.lang.Math.pow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import sc.fiji.unet.base.OptionException;

/**
 * Four pixels by hand. Their logits are logarithms, so the probabilities are the fractions in the comments; the third
 * pixel's weight differs and the fourth does not count.
 */
class LossValueTest {
    private static final double EXACT = 1e-6;

    /** Foreground probability 1/2, 3/4, 4/5, 9/10; truth 0, 1, 1, (1); weight 1, 1, 2, 0. */
    private static final LossCase FOUR = LossCase.row(
            new double[][] {{0, 0, 0, 0}, {log(1), log(3), log(4), log(9)}}, new long[] {0, 1, 1, 1}, 1, 1, 2, 0);

    /** The same as one sigmoid channel. */
    private static final LossCase FOUR_SIGMOID =
            LossCase.row(new double[][] {{log(1), log(3), log(4), log(9)}}, new long[] {0, 1, 1, 1}, 1, 1, 2, 0);

    /** Of class 1: both = 3/4 + 2 * 4/5, predicted = 1/2 + that, there = 3. */
    private static final double BOTH = 2.35;

    private static final double PREDICTED = 2.85;
    private static final double THERE = 3;

    @Test
    void crossEntropyIsTheWeightedMeanOfMinusLogProbability() {
        double expected = -(log(0.5) + log(0.75) + 2 * log(0.8)) / 4;
        assertBoth(expected, "cross-entropy");
        assertEquals(expected, FOUR_SIGMOID.value("binary-ce"), EXACT);
        assertBoth(expected, "focal gamma=0");
    }

    @Test
    void classWeightsMultiplyPixelWeights() {
        double expected = -(3 * log(0.5) + log(0.75) + 2 * log(0.8)) / 6;
        assertBoth(expected, "cross-entropy classweights=3:1");
        assertEquals(expected, FOUR_SIGMOID.value("binary-ce classweights=3:1"), EXACT);
        assertBoth(expected, "focal gamma=0 classweights=3:1");
    }

    @Test
    void smoothingMixesInTheMeanOverClasses() {
        double first = -log(0.5);
        double second = -(0.95 * log(0.75) + 0.05 * log(0.25));
        double third = -(0.95 * log(0.8) + 0.05 * log(0.2));
        assertBoth((first + second + 2 * third) / 4, "cross-entropy smoothing=0.1");
    }

    @Test
    void topkTakesTheHardestOfThePixelsThatCount() {
        assertBoth(-log(0.5), "cross-entropy topk=0.3");
        assertBoth(-(log(0.5) + log(0.75)) / 2, "cross-entropy topk=0.5");
    }

    @Test
    void binaryCrossEntropyTellsEachOfSeveralClassesFromTheRest() {
        LossCase one = LossCase.row(new double[][] {{log(2)}, {log(3)}, {-log(4)}}, new long[] {1}, 1);
        assertEquals(-(log(1 / 3.0) + log(0.75) + log(0.8)) / 3, one.value("binary-ce"), EXACT);
    }

    @Test
    void focalTurnsDownWhatIsRightAlready() {
        double expected = -(0.25 * log(0.5) + 0.0625 * log(0.75) + 2 * 0.04 * log(0.8)) / 4;
        assertBoth(expected, "focal");
    }

    @Test
    void diceComparesWeightedSums() {
        assertBoth(1 - 2 * BOTH / (PREDICTED + THERE), "dice");
        double squares = 0.25 + 0.5625 + 2 * 0.64;
        assertBoth(1 - 2 * BOTH / (squares + THERE), "dice squared=true");
        double background = 2 * 0.5 / (0.5 + 0.25 + 2 * 0.2 + 1);
        assertBoth(1 - (2 * BOTH / (PREDICTED + THERE) + background) / 2, "dice background=true");
    }

    @Test
    void dicePoolsTheBatchOrAveragesImages() {
        LossCase two = new LossCase(
                new long[] {2, 1, 1, 2}, new double[] {0, log(3), log(4), 0}, new long[] {1, 1, 1, 0}, new double[] {
                    1, 1, 1, 1
                });
        double first = 2 * 1.25 / (1.25 + 2);
        double second = 2 * 0.8 / (1.3 + 1);
        assertEquals(1 - 2 * 2.05 / (2.55 + 3), two.value("dice"), EXACT * 5);
        assertEquals(1 - (first + second) / 2, two.value("dice batch=false"), EXACT * 5);
    }

    @Test
    void diceOfAnAbsentClassIsOneMinusNothing() {
        LossCase absent = LossCase.row(new double[][] {{-40, -40}}, new long[] {0, 0}, 1, 1);
        assertEquals(0, absent.value("dice"), EXACT);
    }

    @Test
    void diceAndCrossEntropyAddUpWithTheirFactors() {
        double dice = FOUR.value("dice squared=true");
        double crossEntropy = FOUR.value("cross-entropy smoothing=0.2");
        String options = "dice-ce diceweight=0.5 ceweight=2 squared=true smoothing=0.2";
        assertBoth(0.5 * dice + 2 * crossEntropy, options);
    }

    @Test
    void generalizedDiceWeighsClassesByTheirInverseSquaredSize() {
        double background = 1;
        double foreground = 1 / (THERE * THERE);
        double both = background * 0.5 + foreground * BOTH;
        double total = background * (0.5 + 0.25 + 0.4 + 1) + foreground * (PREDICTED + THERE);
        assertBoth(1 - 2 * both / total, "generalised-dice");
    }

    @Test
    void generalizedDiceCountsAnAbsentClassLikeTheSmallestPresent() {
        double third = 1 / 3.0;
        LossCase absent = LossCase.row(new double[3][3], new long[] {0, 0, 1}, 1, 1, 1);
        double both = 0.25 * 2 * third + third;
        double total = 0.25 * (1 + 2) + (1 + 1) + 1;
        assertEquals(1 - 2 * both / total, absent.value("generalised-dice"), EXACT * 5);
    }

    @Test
    void tverskyPricesFalsePositivesAndNegatives() {
        double falsePositives = PREDICTED - BOTH;
        double falseNegatives = THERE - BOTH;
        double index = BOTH / (BOTH + 0.3 * falsePositives + 0.7 * falseNegatives);
        assertBoth(1 - index, "tversky");
        assertBoth(pow(1 - index, 0.75), "focal-tversky");
        assertBoth(FOUR.value("dice"), "tversky alpha=0.5 beta=0.5");
    }

    @Test
    void lovaszOfACertainPredictionIsOneMinusIoU() {
        LossCase certain = LossCase.row(
                new double[][] {{90, 90, -90, -90, 90, 90}}, new long[] {1, 0, 1, 1, 1, 1}, 1, 2, 3, 0, 1, 1);
        assertEquals(1 - 3 / 8.0, certain.value("lovasz background=false"), EXACT);
        assertEquals(1 - (3 / 8.0 + 0 / 5.0) / 2, certain.value("lovasz"), EXACT);
    }

    @Test
    void lovaszSumsErrorsTimesTheStepsOfTheJaccardLoss() {
        // errors 1/2 (false positive, weight 1), 1/4, 1/5 (false negatives, weights 1, 2); 3 there
        double jaccard1 = 1 - 3 / 4.0;
        double jaccard2 = 1 - 2 / 4.0;
        double jaccard3 = 1;
        double foreground = 0.5 * jaccard1 + 0.25 * (jaccard2 - jaccard1) + 0.2 * (jaccard3 - jaccard2);
        assertBoth(foreground, "lovasz background=false");
        // of the background: the same errors; 1 there, then the union grows by 1 and by 2
        double background = 0.5 * 1;
        assertBoth((foreground + background) / 2, "lovasz");
    }

    @Test
    void lovaszLeavesOutAbsentClasses() {
        LossCase absent = LossCase.row(new double[3][2], new long[] {0, 1}, 1, 1);
        // two errors of 2/3 and 1/3: a missed pixel empties the intersection at once
        double each = 2 / 3.0;
        assertEquals(each, absent.value("lovasz"), EXACT);
    }

    @Test
    void refusesImpossibleOptionsByName() {
        for (String spec : new String[] {
            "cross-entropy topk=0",
            "cross-entropy smoothing=2",
            "cross-entropy classweights=1:2:3",
            "cross-entropy classweights=1:-2",
            "cross-entropy classweights=1:x",
            "focal gamma=-1",
            "tversky alpha=-1",
            "dice squared=yes",
            "dice gamma=1"
        }) {
            String key = spec.split("[ =]")[1];
            String message =
                    assertThrows(OptionException.class, () -> FOUR.value(spec)).getMessage();
            assertTrue(message.contains(key), message);
        }
    }

    private static void assertBoth(double expected, String spec) {
        assertEquals(expected, FOUR.value(spec), 5 * EXACT, spec);
        assertEquals(expected, FOUR_SIGMOID.value(spec), 5 * EXACT, spec + " of a sigmoid");
    }
}
