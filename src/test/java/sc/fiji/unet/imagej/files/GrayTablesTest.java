package sc.fiji.unet.imagej.files;

import static org.junit.jupiter.api.Assertions.assertEquals;

import ij.ImagePlus;
import ij.process.ByteProcessor;
import ij.process.LUT;
import java.awt.image.BufferedImage;
import java.awt.image.IndexColorModel;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import sc.fiji.unet.base.Progress;
import sc.fiji.unet.data.LabelImage;
import sc.fiji.unet.image.ImageSource;
import sc.fiji.unet.imagej.pixels.ImagePlusLabels;

/** Gray pictures that a program stored as places in a short table of grays, as GIF files always are and small PNG files often. */
class GrayTablesTest {
    private static final ImageFiles READER = new ImageFiles();

    @TempDir
    Path folder;

    /** A program leaves out what no pixel has: then the same gray has another place in each file. */
    @ParameterizedTest
    @ValueSource(strings = {"png", "gif"})
    void theSameGrayIsTheSameLabelInEveryFile(String format) throws IOException {
        Path three = write("three." + format, new int[] {0, 128, 255}, new int[] {0, 1, 2, 2});
        Path two = write("two." + format, new int[] {0, 255}, new int[] {0, 0, 1, 1});
        Path turned = write("turned." + format, new int[] {255, 0, 128}, new int[] {1, 2, 0, 0});
        assertValues(labels(three), 0, 128, 255, 255);
        assertValues(labels(two), 0, 0, 255, 255);
        assertValues(labels(turned), 0, 128, 255, 255);
        assertValues(image(two), 0, 0, 255, 255);
        assertValues(image(turned), 0, 128, 255, 255);
    }

    /** Many grays in their order look smooth, yet their places are no brightness. */
    @Test
    void imagesHaveTheirGrays() throws IOException {
        int[] levels = new int[100];
        int[] pixels = new int[100];
        for (int i = 0; i < 100; i++) {
            levels[i] = 2 * i + 7;
            pixels[i] = 99 - i;
        }
        ImageSource image = image(write("many.png", levels, pixels));
        assertEquals(1, image.channels());
        for (int i = 0; i < 100; i++)
            assertEquals(2 * (99 - i) + 7, image.pixels().getAt(i, 0, 0).getRealDouble());
    }

    /** ImageJ saves how somebody looked at the numbers: with other limits, or turned round. */
    @Test
    void aTableOf256GraysIsAWayToLook() {
        byte[] stretched = new byte[256];
        byte[] turned = new byte[256];
        for (int i = 0; i < 256; i++) {
            stretched[i] = (byte) Math.min(255, 20 * i);
            turned[i] = (byte) (255 - i);
        }
        for (byte[] grays : new byte[][] {stretched, turned}) {
            ByteProcessor plane = new ByteProcessor(4, 1, new byte[] {0, 3, 9, 30});
            plane.setLut(new LUT(grays, grays, grays));
            LabelImage labels =
                    ImagePlusLabels.of(new ImagePlus("open", plane), 2).get(0);
            assertValues(labels, 0, 3, 9, 30);
        }
    }

    /** Pages may differ in what 0 is. */
    @Test
    void whiteIsZeroInSomePagesOnly() throws IOException {
        Path file = new TiffSample(5, 3)
                .pages(2)
                .secondPage(262, 0)
                .write(folder.resolve("two.tif"), (page, x, y, s) -> page == 0 ? 10 * x + y : 255 - 10 * x - y);
        for (ImageSource page : READER.images(file, 2, Progress.NONE)) {
            assertEquals(32, page.pixels().getAt(3, 2, 0).getRealDouble());
        }
        assertEquals(2, READER.images(file, 2, Progress.NONE).size());
    }

    private Path write(String name, int[] levels, int[] places) throws IOException {
        byte[] grays = new byte[levels.length];
        for (int i = 0; i < grays.length; i++) grays[i] = (byte) levels[i];
        IndexColorModel table = new IndexColorModel(8, grays.length, grays, grays, grays);
        BufferedImage image = new BufferedImage(places.length, 1, BufferedImage.TYPE_BYTE_INDEXED, table);
        image.getRaster().setPixels(0, 0, places.length, 1, places);
        File file = folder.resolve(name).toFile();
        ImageIO.write(image, name.substring(name.lastIndexOf('.') + 1), file);
        return file.toPath();
    }

    private static LabelImage labels(Path file) {
        return READER.labels(file, 2, Progress.NONE).get(0);
    }

    private static ImageSource image(Path file) {
        return READER.images(file, 2, Progress.NONE).get(0);
    }

    private static void assertValues(LabelImage labels, int... expected) {
        for (int i = 0; i < expected.length; i++)
            assertEquals(expected[i], labels.values().getAt(i, 0).get());
    }

    private static void assertValues(ImageSource image, int... expected) {
        assertEquals(1, image.channels());
        for (int i = 0; i < expected.length; i++)
            assertEquals(expected[i], image.pixels().getAt(i, 0, 0).getRealDouble());
    }
}
