package sc.fiji.unet.metrics;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import sc.fiji.unet.base.InputException;

/** Cross-entropy, instances, outlines and noise on images small enough to reckon by hand. */
class MeasuresTest {
    @Test
    void crossEntropyIsTheMeanOfMinusLogOfTheTrueClass() {
        CrossEntropyMetric entropy = new CrossEntropyMetric();
        entropy.add(new float[] {0.5f, 0.9f, 1, 0.5f, 0.1f, 0}, new int[] {0, 1, -1});
        assertEquals((Math.log(2) + Math.log(10)) / 2, entropy.mean(), 1e-6);
        CrossEntropyMetric binary = new CrossEntropyMetric();
        binary.add(new float[] {0.25f, 0.5f}, new int[] {0, 1});
        assertEquals((Math.log(4 / 3.0) + Math.log(2)) / 2, binary.mean(), 1e-6);
    }

    @Test
    void certaintyInTheWrongStaysFinite() {
        CrossEntropyMetric entropy = new CrossEntropyMetric();
        entropy.add(new float[] {0, 1}, new int[] {0});
        assertEquals(-Math.log(1e-7), entropy.mean(), 1e-9);
        assertThrows(InputException.class, () -> entropy.add(new float[3], new int[2]));
    }

    @Test
    void anObjectWithThreeOfFourPixelsCountsBelowIouThreeQuarters() {
        InstanceScore score = InstanceScore.of(new int[] {7, 7, 7, 7, 0, 2}, new int[] {3, 3, 3, 0, 4, 0});
        assertEquals(2, score.truths());
        assertEquals(2, score.predictions());
        // one hit, one missed, one invented at 0.5 to 0.7; an IoU of exactly 0.75 is not above 0.75
        assertArrayEquals(new int[] {1, 1, 1, 1, 1, 0, 0, 0, 0, 0}, score.hits());
        assertEquals(1 / 3.0, score.ap(0), 1e-12);
        assertEquals(5 / 3.0 / 10, score.meanAp(), 1e-12);
    }

    @Test
    void twoObjectsMergedIntoOneAreMissed() {
        InstanceScore score = InstanceScore.of(new int[] {1, 1, 2, 2}, new int[] {1, 1, 1, 1});
        assertEquals(0, score.ap(0));
        assertEquals(
                1,
                InstanceScore.of(new int[] {1, 1, 2, 2}, new int[] {5, 5, 4, 4}).meanAp());
    }

    @Test
    void objectsOfEachClassAreScoredByThemselves() {
        // the first is found, though as of another class; the second exactly; the third is of a class by most of its
        // pixels
        int[] objects = {1, 1, 0, 2, 2, 0, 3, 3, 3, -1};
        EvaluatedImage image = new EvaluatedImage(
                        "row", new int[] {10, 1}, new int[] {1, 1, 0, 1, 1, 0, 2, 2, 2, -1}, new int[] {
                            2, 2, 0, 1, 1, 0, 1, 2, 2, 1
                        })
                .withObjects(objects, new int[] {4, 4, 0, 5, 5, 0, 6, 6, 6, 7});
        Score score = Score.of(image, 3);
        assertEquals(1, score.figures().get("ap50"), "over all, classes do not count");
        assertEquals(0.5, score.figures(1).get("ap50"), "one of two, and nothing else was said to be of it");
        assertEquals(0.5, score.figures(2).get("ap"), "the third, and one too many");
        assertEquals(2 / 3.0, score.figures(1).get("pq"), 1e-12);
        assertTrue(EvaluationReport.csv(Evaluation.of(java.util.List.of("no", "a", "b"), java.util.List.of(score), 1))
                .contains("ap50 b"));
        Score single = Score.of(
                new EvaluatedImage("row", new int[] {2, 1}, new int[2], new int[2])
                        .withObjects(new int[] {1, 2}, new int[] {1, 2}),
                2);
        assertTrue(!single.figures(1).containsKey("ap"), "of a single class all is said already");
    }

    @Test
    void ignoredPixelsAreNoObjectsAndWithoutObjectsThereIsNoScore() {
        InstanceScore one = InstanceScore.of(new int[] {1, 1, -1, -1}, new int[] {1, 1, 1, 2});
        assertEquals(1, one.predictions());
        assertEquals(1, one.meanAp());
        assertTrue(Double.isNaN(InstanceScore.of(new int[2], new int[2]).ap(0)));
    }

    @Test
    void aShiftByOnePixelIsOneSpacingAway() {
        int[] size = {5, 1};
        BoundaryDistance distance = BoundaryDistance.of(
                new int[] {0, 1, 0, 0, 0}, new int[] {0, 0, 1, 0, 0}, 1, size, new double[] {0.5, 1});
        assertEquals(new BoundaryDistance(0.5, 0.5), distance);
    }

    @Test
    void percentileAndMeanOfBothDirectionsByHand() {
        // truth 0..2, prediction 0..6 on a line: distances there 0 0 0, back 0 0 0 1 2 3 4 (all are outline: one row)
        int[] truth = {1, 1, 1, 0, 0, 0, 0, 0};
        int[] prediction = {1, 1, 1, 1, 1, 1, 1, 0};
        BoundaryDistance distance = BoundaryDistance.of(truth, prediction, 1, new int[] {8, 1}, new double[] {1, 1});
        assertEquals(10 / 10.0, distance.asd(), 1e-9);
        assertEquals(3 + 0.7, distance.hd95(), 1e-6); // rank 0.95 * 6 = 5.7 between 3 and 4
    }

    @Test
    void insideAnObjectThereIsNoOutline() {
        int[] full = new int[25];
        java.util.Arrays.fill(full, 1);
        int[] hollow = full.clone();
        hollow[12] = 0;
        // the hollow one has an inner outline of 4 pixels, one away from the outer one; its hole is no pixel of it
        BoundaryDistance distance = BoundaryDistance.of(full, hollow, 1, new int[] {5, 5}, new double[] {1, 1});
        assertEquals(4 / 36.0, distance.asd(), 1e-9);
        int[] unknown = full.clone();
        unknown[12] = -1;
        assertEquals(
                0,
                BoundaryDistance.of(unknown, full, 1, new int[] {5, 5}, new double[] {1, 1})
                        .asd());
    }

    @Test
    void anOutlineMissingOnOneSideIsADiagonalAwayAndOnBothUndefined() {
        int[] size = {3, 4};
        int[] nothing = new int[12];
        int[] something = {0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0};
        BoundaryDistance missing = BoundaryDistance.of(something, nothing, 1, size, new double[] {1, 1});
        assertEquals(new BoundaryDistance(5, 5), missing);
        assertTrue(Double.isNaN(BoundaryDistance.of(nothing, nothing, 1, size, new double[] {1, 1})
                .hd95()));
    }

    @Test
    void outlinesInAVolumeUseTheSliceSpacing() {
        int[] truth = {1, 0, 0};
        int[] prediction = {0, 0, 1};
        double[] spacing = {1, 1, 2.5};
        assertEquals(
                5,
                BoundaryDistance.of(truth, prediction, 1, new int[] {1, 1, 3}, spacing)
                        .asd(),
                1e-6);
    }

    /** One chain of corners through three slices of 2 x 2 is one speck; without its middle it is two. */
    @Test
    void specksInAVolumeConnectAcrossCorners() {
        int[] chain = {1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1, 0};
        assertEquals(1, SpuriousComponents.count(new int[12], chain, new int[] {2, 2, 3}, 2)[1]);
        chain[5] = 0;
        assertEquals(2, SpuriousComponents.count(new int[12], chain, new int[] {2, 2, 3}, 2)[1]);
    }

    @Test
    void aSpeckIsAComponentThatTouchesNoTruthOfItsClass() {
        int[] truth = {1, 0, 0, 0, 2, 0, -1};
        int[] prediction = {1, 1, 0, 1, 1, 2, 0};
        int[] noise = SpuriousComponents.count(truth, prediction, new int[] {7, 1}, 3);
        assertArrayEquals(new int[] {0, 1, 1}, noise);
        assertArrayEquals(
                new int[] {0, 0},
                SpuriousComponents.count(new int[] {-1, -1, 0}, new int[] {1, 1, 0}, new int[] {3, 1}, 2));
    }
}
