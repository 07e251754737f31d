package sc.fiji.unet.metrics;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import sc.fiji.unet.data.AnnotatedImage;

class ObjectErrorsTest {
    private static EvaluatedImage row(int[] truth, int[] prediction) {
        return new EvaluatedImage("row", new int[] {truth.length, 1}, truth, prediction).withObjects(truth, prediction);
    }

    /** True 1 is found, 2 and 3 are taken for one, 4 is two, 5 is not seen; 9 is nothing, 8 is ignored. */
    @Test
    void halfOfAnObjectDecides() {
        int ignored = AnnotatedImage.IGNORE;
        int[] truth = {1, 1, 1, 0, 2, 2, 3, 3, 0, 4, 4, 4, 4, 0, 5, 5, 5, 0, 0, ignored, ignored};
        int[] found = {3, 3, 3, 0, 5, 5, 5, 5, 0, 6, 6, 7, 7, 0, 2, 0, 0, 9, 9, 8, 8};
        ObjectErrors errors = row(truth, found).objectErrors();
        assertEquals(Set.of(5), errors.missed());
        assertEquals(Set.of(9), errors.invented());
        assertEquals(Set.of(5), errors.merged());
        assertEquals(Set.of(4), errors.split());
    }

    /** IoU 1 and 2/3 of two hits, one miss and one invention: (5/3) / (3 + 3) * 2. */
    @Test
    void panopticQualityIsHowManyTimesHowWell() {
        int[] truth = {1, 1, 0, 2, 2, 2, 0, 3, 0, 0};
        int[] found = {4, 4, 0, 5, 5, 0, 0, 0, 0, 6};
        InstanceScore score = InstanceScore.of(truth, found);
        assertEquals(5 / 3.0 / 3, score.panopticQuality(), 1e-12);
        assertEquals(2, score.hits()[0]);
    }

    @Test
    void countsAreAddedUpOverImages() {
        Score one = Score.of(row(new int[] {1, 0, 2, 2}, new int[] {0, 0, 2, 2}), 3);
        Score other = Score.of(row(new int[] {1, 0, 0, 2}, new int[] {0, 0, 3, 0}), 4);
        Score pooled = Score.pooled("all", List.of(one, one));
        assertEquals(4, pooled.figures().get("objects"));
        assertEquals(2, pooled.figures().get("missed"));
        assertEquals(2, other.figures().get("missed"));
        assertEquals(1, other.figures().get("invented"));
    }
}
