package sc.fiji.unet.workflow;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.BufferedImage;
import java.util.List;
import net.imglib2.img.array.ArrayImgs;
import org.junit.jupiter.api.Test;
import sc.fiji.unet.config.ClassList;
import sc.fiji.unet.data.AnnotatedImage;
import sc.fiji.unet.image.ImageSource;

/** Three cuts through a volume of 40 x 20 x 10 voxels, each twice as high as wide. */
class VolumePreviewTest {
    private static final int WIDTH = 40;
    private static final int HEIGHT = 20;
    private static final int DEPTH = 10;
    private static final int X = 147;
    private static final int Y = 74;

    private static int z(int i) {
        return i / WIDTH / HEIGHT;
    }

    @Test
    void cutsShowTheMiddleFromAboveFromTheRightAndFromBelow() {
        float[] values = new float[WIDTH * HEIGHT * DEPTH];
        int[] truth = new int[values.length];
        for (int i = 0; i < values.length; i++) {
            values[i] = 10 * z(i) + i % WIDTH;
            boolean inside = i % WIDTH >= 20 && i / WIDTH % HEIGHT >= 10 && z(i) >= 5;
            truth[i] = inside ? 1 : 0;
        }
        ImageSource source = new ImageSource(
                "volume", ArrayImgs.floats(values, WIDTH, HEIGHT, DEPTH, 1), new double[] {1, 1, 2}, "um");
        AnnotatedImage annotated = new AnnotatedImage(source, ArrayImgs.ints(truth, WIDTH, HEIGHT, DEPTH), null);
        PreviewTile tile = new PreviewTile(annotated, ClassList.named(List.of("background", "box")));
        List<BufferedImage> pictures = tile.pictures(new int[values.length]);
        BufferedImage image = pictures.get(0);
        assertEquals(X + 3 + Y, image.getWidth());
        assertEquals(Y + 3 + Y, image.getHeight());
        assertTrue(gray(image, X - 1, 9) > gray(image, 0, 9), "x runs to the right");
        assertTrue(gray(image, X + 3 + Y - 1, 9) > gray(image, X + 3, 9), "z runs to the right");
        assertTrue(gray(image, 9, Y + 3 + Y - 1) > gray(image, 9, Y + 3), "z runs down");
        assertEquals(0x202020, image.getRGB(X + 9, Y + 9) & 0xFFFFFF, "nothing lies beside the cuts");
        BufferedImage wrong = pictures.get(3);
        assertEquals(PreviewTile.MISSED, wrong.getRGB(X - 2, Y - 2) & 0xFFFFFF);
        assertEquals(PreviewTile.MISSED, wrong.getRGB(X + 3 + Y - 2, Y - 2) & 0xFFFFFF);
        assertEquals(PreviewTile.MISSED, wrong.getRGB(X - 2, Y + 3 + Y - 2) & 0xFFFFFF);
        assertTrue(PreviewTile.MISSED != (wrong.getRGB(X + 3 + 2, Y - 2) & 0xFFFFFF), "z below 5");
        assertTrue(PreviewTile.MISSED != (wrong.getRGB(2, Y - 2) & 0xFFFFFF), "x below 20");
    }

    private static int gray(BufferedImage image, int x, int y) {
        return image.getRGB(x, y) & 0xFF;
    }
}
