package sc.fiji.unet.segment;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import net.imglib2.FinalInterval;
import net.imglib2.img.array.ArrayImgs;
import net.imglib2.util.Intervals;
import org.junit.jupiter.api.Test;
import sc.fiji.unet.Cards;
import sc.fiji.unet.base.InputException;
import sc.fiji.unet.base.Progress;
import sc.fiji.unet.config.LabelOptions;
import sc.fiji.unet.config.ModelCard;
import sc.fiji.unet.image.ImageSource;
import sc.fiji.unet.predict.PatchPredictor;
import sc.fiji.unet.predict.SimpleNetwork;

/** With a network that sees a slice with both neighbors, and says foreground where the slice above is bright. */
class SlicedVolumeTest {
    private static final int WIDTH = 7;
    private static final int HEIGHT = 6;
    private static final int DEPTH = 5;
    private static final int AREA = WIDTH * HEIGHT;

    private static final ModelCard CARD = new ModelCard(
            Cards.tiny(2, 3),
            new ModelCard.Input("range min=0 max=255", List.of(1.0, 1.0, 1.0), "pixel", List.of(), 1),
            new ModelCard.Labels(Cards.twoClasses(), true, null));

    private static PatchPredictor above() {
        return new SimpleNetwork(3, 2, (input, n, size, output) -> {
            int pixels = size[0] * size[1];
            for (int i = 0; i < n * pixels; i++) {
                float foreground = input[(i / pixels * 3 + 2) * pixels + i % pixels] > 0.5f ? 0.75f : 0.25f;
                output[i / pixels * 2 * pixels + i % pixels] = 1 - foreground;
                output[(i / pixels * 2 + 1) * pixels + i % pixels] = foreground;
            }
        });
    }

    /** Bright columns of two pixels: one in slices 1 to 3, one in slice 3 only. */
    private static byte[] bright() {
        byte[] pixels = new byte[AREA * DEPTH];
        for (int z = 1; z <= 3; z++) pixels[z * AREA + WIDTH + 1] = pixels[z * AREA + WIDTH + 2] = (byte) 255;
        pixels[3 * AREA + 4 * WIDTH + 5] = pixels[3 * AREA + 4 * WIDTH + 6] = (byte) 255;
        return pixels;
    }

    private static ImageSource volume(int channels) {
        return new ImageSource("volume", ArrayImgs.unsignedBytes(bright(), WIDTH, HEIGHT, DEPTH, channels));
    }

    private static Segmentation run(FinalInterval part) {
        ImageSegmenter segmenter = new ImageSegmenter(above(), CARD);
        SegmentRequest request = SegmentRequest.of(LabelOptions.defaults(), CARD, true);
        return segmenter
                .run(List.of(volume(1)), part, request, new MemoryStore(), Progress.NONE)
                .get(0);
    }

    @Test
    void eachSliceIsSeenWithItsNeighborsAndObjectsReachAcrossSlices() {
        Segmentation found = run(null);
        byte[] pixels = bright();
        int[] expected = new int[pixels.length];
        for (int i = 0; i < expected.length; i++) {
            int above = i + AREA < expected.length ? i + AREA : i;
            expected[i] = pixels[above] == 0 ? 0 : 1;
        }
        assertArrayEquals(expected, found.classArray());
        assertEquals(2, found.count(), "one object through three slices, and one in a single slice");
        int[] objects = found.objectArray();
        assertEquals(objects[WIDTH + 1], objects[2 * AREA + WIDTH + 1]);
        assertEquals(4, found.probabilities().numDimensions());
        assertEquals(0.75f, found.probabilities().getAt(1, 1, 0, 1).get());
    }

    @Test
    void aPartIsWhatTheWholeIsThere() {
        Segmentation whole = run(null);
        Segmentation part = run(Intervals.createMinSize(1, 1, 1, 5, 4, 2));
        for (int z = 0; z < 2; z++) {
            for (int y = 0; y < 4; y++) {
                for (int x = 0; x < 5; x++) {
                    assertEquals(
                            whole.classes().getAt(x + 1, y + 1, z + 1).get(),
                            part.classes().getAt(x, y, z).get());
                }
            }
        }
    }

    @Test
    void channelsAreThoseOfTheVolumeNotOfTheNetwork() {
        ImageSegmenter segmenter = new ImageSegmenter(above(), CARD);
        ImageSource two = new ImageSource("two", ArrayImgs.unsignedBytes(WIDTH, HEIGHT, DEPTH, 2));
        SegmentRequest request = SegmentRequest.of(LabelOptions.semantic(), CARD, false);
        String message = assertThrows(
                        InputException.class, () -> segmenter.run(two, request, new MemoryStore(), Progress.NONE))
                .getMessage();
        assertTrue(message.contains("two has 2 channels") && message.contains("trained on 1"), message);
    }
}
