package sc.fiji.unet.segment;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import net.imglib2.img.array.ArrayImgs;
import org.junit.jupiter.api.Test;
import sc.fiji.unet.Cards;
import sc.fiji.unet.base.Progress;
import sc.fiji.unet.config.ClassList;
import sc.fiji.unet.config.LabelOptions;
import sc.fiji.unet.config.ModelCard;
import sc.fiji.unet.config.ObjectRule;
import sc.fiji.unet.image.ImageSource;
import sc.fiji.unet.predict.SimpleNetwork;

/** Objects of several classes at a time: the pixels of each vote on its class. */
class ClassVoteTest {
    private static final int WIDTH = 11;

    /** Says of each pixel what its four channels hold: how likely it is of three classes, and how deep in its object. */
    private static ImageSegmenter segmenter(String method) {
        return new ImageSegmenter(
                new SimpleNetwork(4, 4, (in, n, size, out) -> System.arraycopy(in, 0, out, 0, out.length)),
                card(method));
    }

    private static ModelCard card(String method) {
        ModelCard.Network network =
                ModelCard.Network.of("unet depth=1 width=4", 2, 4, 4).withTiles(2, 10, 10, true);
        ModelCard.Labels labels = new ModelCard.Labels(
                        ClassList.named(List.of("background", "round", "long")), true, null)
                .withObjects(new ObjectRule("distance", method, 0.5, 1));
        return new ModelCard(network, Cards.input("range min=0 max=1"), labels);
    }

    /** Two hills that touch in a row of pixels: left 4 x 0.6 against 1 x 0.9, right 3 x 0.8 against 2 x 0.7. */
    private static ImageSource image() {
        float[] round = {0, 0.6f, 0.6f, 0.1f, 0.6f, 0.6f, 0.8f, 0.8f, 0.2f, 0.2f, 0};
        float[] second = {0, 0.3f, 0.3f, 0.9f, 0.3f, 0.3f, 0.1f, 0.1f, 0.7f, 0.7f, 0};
        float[] depth = {0, 0.3f, 0.7f, 1, 0.7f, 0.3f, 0.3f, 0.7f, 1, 0.7f, 0};
        float[] pixels = new float[4 * WIDTH];
        for (int i = 0; i < WIDTH; i++) {
            pixels[i] = 1 - round[i] - second[i];
            pixels[WIDTH + i] = round[i];
            pixels[2 * WIDTH + i] = second[i];
            pixels[3 * WIDTH + i] = depth[i];
        }
        return new ImageSource("row", ArrayImgs.floats(pixels, WIDTH, 1, 4));
    }

    private static Segmentation found(String method) {
        SegmentRequest request =
                SegmentRequest.of(LabelOptions.defaults().withCleaning("0", false), card(method), false);
        return segmenter(method).run(image(), request, new MemoryStore(), Progress.NONE);
    }

    @Test
    void anObjectIsOfTheClassThatItsPixelsHoldLikeliestTogether() {
        Segmentation found = found("distance shape=0");
        assertArrayEquals(new int[] {0, 1, 1, 1, 1, 1, 2, 2, 2, 2, 0}, found.objectArray());
        // 2.5 against 2.1 on the left; 2.0 against 1.6 on the right
        assertArrayEquals(new int[] {0, 1, 1, 1, 1, 1, 1, 1, 1, 1, 0}, found.classArray());
        assertEquals(2, found.certainty().length);
    }

    @Test
    void objectsOfClassesAloneStayInTheirClass() {
        Segmentation found = found("components");
        assertArrayEquals(new int[] {0, 1, 1, 2, 1, 1, 1, 1, 2, 2, 0}, found.classArray());
        assertArrayEquals(new int[] {0, 1, 1, 2, 3, 3, 3, 3, 4, 4, 0}, found.objectArray());
    }

    @Test
    void whatIsNoObjectAnyMoreIsLeftAsItWas() {
        float[] chances = {0, 0, 0, 0, 1, 1, 0, 0.4f, 0, 0, 1, 0.6f};
        int[] settled = new ClassVote(chances, 3)
                .settle(new int[] {1, 1, 2, 2}, new int[] {1, 1, 0, 1}, new int[] {1, 1, 0, 0});
        assertArrayEquals(new int[] {1, 1, 0, 2}, settled);
        int[] equal = new ClassVote(new float[] {0, 0.5f, 0.5f}, 3).settle(new int[] {2}, new int[] {1}, new int[] {1});
        assertArrayEquals(new int[] {1}, equal, "the first of two that are as likely");
    }
}
