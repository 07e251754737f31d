package sc.fiji.unet.workflow;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import net.imglib2.img.array.ArrayImgs;
import org.junit.jupiter.api.Test;
import sc.fiji.unet.config.ClassInfo;
import sc.fiji.unet.config.ClassList;
import sc.fiji.unet.config.ModelCard;
import sc.fiji.unet.data.AnnotatedImage;
import sc.fiji.unet.image.ImageSource;
import sc.fiji.unet.metrics.EvaluatedImage;

class ComponentLimitsTest {
    private static final int[] ONE = {0, 1, 1, 0, 0, 0, 0};
    private static final int[] TWO = {0, 1, 1, 0, 0, 1, 0};
    private static final int[] FIVE = {1, 0, 1, 0, 1, 0, 1, 0, 1};

    @Test
    void aClassThatNearlyAllImagesShowInFewPiecesHasALimit() {
        assertEquals(List.of(0, 1, 0), usual(Collections.nCopies(9, ONE)));
        assertEquals(List.of(0, 1, 0), usual(with(Collections.nCopies(49, ONE), TWO)));
        assertEquals(List.of(0, 2, 0), usual(with(Collections.nCopies(48, ONE), TWO)));
    }

    @Test
    void manyPiecesOrFewImagesTellNothing() {
        assertEquals(List.of(0, 0, 0), usual(Collections.nCopies(9, FIVE)));
        assertEquals(List.of(0, 0, 0), usual(Collections.nCopies(4, ONE)));
        List<int[]> mostlyWithout = new ArrayList<>(Collections.nCopies(20, new int[7]));
        mostlyWithout.addAll(Collections.nCopies(4, ONE));
        assertEquals(List.of(0, 0, 0), usual(mostlyWithout));
    }

    @Test
    void imagesWithIgnoredPixelsTellNothing() {
        assertEquals(List.of(0, 0, 0), usual(Collections.nCopies(9, new int[] {0, 1, 1, 0, -1})));
    }

    @Test
    void aLimitIsKeptOnlyWhereValidationImagesAreTheBetterForIt() {
        List<Integer> usual = List.of(0, 1, 1);
        EvaluatedImage speck = evaluated(new int[] {1, 1, 0, 0, 2, 0}, new int[] {1, 1, 0, 1, 2, 0});
        assertEquals(List.of(0, 1, 0), ComponentLimits.worthwhile(List.of(speck), usual));
        EvaluatedImage broken = evaluated(new int[] {1, 1, 1, 1, 2, 2}, new int[] {1, 1, 0, 1, 2, 2});
        assertEquals(List.of(0, 0, 0), ComponentLimits.worthwhile(List.of(broken), usual));
        assertEquals(List.of(0, 0, 0), ComponentLimits.worthwhile(List.of(speck, broken, broken), usual));
    }

    @Test
    void aModelSaysWhatItDrops() {
        ClassList classes = ClassList.of(
                ClassInfo.ofIndex(0), new ClassInfo("lung", 1, 0xFF0000), new ClassInfo("heart", 2, 0x00FF00));
        ModelCard.Labels labels = new ModelCard.Labels(classes, false, null);
        assertEquals(List.of(), ComponentLimits.sentences(labels));
        List<String> sentences = ComponentLimits.sentences(labels.withPieces(List.of(0, 2, 1)));
        assertEquals(
                "Of lung only the 2 largest pieces are kept in each image, as in the images that the model learned from.",
                sentences.get(0));
        assertEquals(
                "Of heart only the largest piece is kept in each image, as in the images that the model learned from.",
                sentences.get(1));
    }

    private static List<int[]> with(List<int[]> masks, int[] further) {
        List<int[]> all = new ArrayList<>(masks);
        all.add(further);
        return all;
    }

    private static List<Integer> usual(List<int[]> masks) {
        List<AnnotatedImage> images = new ArrayList<>();
        for (int[] mask : masks) {
            ImageSource source =
                    new ImageSource("image", ArrayImgs.bytes(mask.length, 1, 1), new double[] {1, 1}, "pixel");
            images.add(new AnnotatedImage(source, ArrayImgs.ints(mask.clone(), mask.length, 1), null));
        }
        return ComponentLimits.usual(images, 3);
    }

    private static EvaluatedImage evaluated(int[] truth, int[] prediction) {
        return new EvaluatedImage("image", new int[] {truth.length, 1}, truth, prediction);
    }
}
