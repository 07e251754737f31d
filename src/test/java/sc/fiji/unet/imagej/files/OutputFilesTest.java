package sc.fiji.unet.imagej.files;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ij.CompositeImage;
import ij.IJ;
import ij.ImagePlus;
import java.awt.image.BufferedImage;
import java.awt.image.IndexColorModel;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.imageio.ImageIO;
import net.imglib2.img.array.ArrayImgs;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import sc.fiji.unet.base.InputException;
import sc.fiji.unet.base.Progress;
import sc.fiji.unet.config.ClassInfo;
import sc.fiji.unet.config.ClassList;
import sc.fiji.unet.data.LabelImage;
import sc.fiji.unet.image.ImageSource;
import sc.fiji.unet.imagej.labels.LabelMetadata;
import sc.fiji.unet.imagej.labels.OverlayPicture;

class OutputFilesTest {
    private static final OutputFiles WRITER = new OutputFiles();

    private static final ClassList CLASSES = ClassList.of(
            new ClassInfo("other", 0, 0),
            new ClassInfo("cell wall", 7, 0xE79F01),
            new ClassInfo("nucleus", 200, 0x0102FF));
    private static final ImageSource PLANE = new ImageSource(
            "cells.png",
            ArrayImgs.unsignedBytes(new byte[] {0, 0, 100, 100, 100, 0}, 3, 2, 1),
            new double[] {0.25, 0.5},
            "µm");

    @TempDir
    Path folder;

    @Test
    void labelTiffKeepsValuesColorsNamesAndPixelSize() {
        Path file = folder.resolve("new/labels.tif");
        WRITER.labels(file, ArrayImgs.unsignedBytes(new byte[] {0, 7, (byte) 200, 7, 0, 0}, 3, 2), CLASSES, PLANE);
        ImagePlus read = IJ.openImage(file.toString());
        assertArrayEquals(new byte[] {0, 7, (byte) 200, 7, 0, 0}, (byte[])
                read.getProcessor().getPixels());
        assertEquals(0xFFE79F01, read.getProcessor().getColorModel().getRGB(7));
        assertEquals(0xFF0102FF, read.getProcessor().getColorModel().getRGB(200));
        assertEquals(CLASSES, LabelMetadata.classes(read));
        assertEquals(0.5, read.getCalibration().pixelHeight);
        assertEquals("µm", read.getCalibration().getUnit());
    }

    @Test
    void sixteenBitVolumeKeepsLargeLabels() {
        Path file = folder.resolve("labels.tif");
        ImageSource source = new ImageSource("volume", ArrayImgs.unsignedBytes(2, 1, 3, 1));
        short[] labels = {0, 1, 300, (short) 65535, 5, 6};
        WRITER.labels(file, ArrayImgs.unsignedShorts(labels, 2, 1, 3), CLASSES, source);
        ImagePlus read = IJ.openImage(file.toString());
        assertEquals(3, read.getNSlices());
        assertEquals(16, read.getBitDepth());
        assertArrayEquals(
                new short[] {300, (short) 65535}, (short[]) read.getStack().getPixels(2));
        assertEquals(65535, read.getDisplayRangeMax());
    }

    @Test
    void labelPngHasAPaletteAndTheClassValues() throws IOException {
        Path file = folder.resolve("labels.png");
        OutputFiles.labelsPng(file, ArrayImgs.unsignedBytes(new byte[] {0, 7, (byte) 200, 7, 0, 0}, 3, 2), CLASSES);
        BufferedImage read = ImageIO.read(file.toFile());
        IndexColorModel palette = (IndexColorModel) read.getColorModel();
        assertEquals(200, read.getRaster().getSample(2, 0, 0));
        assertEquals(0xFFE79F01, palette.getRGB(7));
        OutputFiles.labelsPng(file, ArrayImgs.unsignedShorts(new short[] {0, (short) 40000}, 2, 1), CLASSES);
        assertEquals(40000, ImageIO.read(file.toFile()).getRaster().getSample(1, 0, 0));
    }

    @Test
    void probabilitiesAreNamedChannels() {
        Path file = folder.resolve("p.tif");
        float[] p = {0, 0.25f, 1, 0.5f, 0, 0.25f};
        WRITER.probabilities(file, ArrayImgs.floats(p, 2, 1, 3), CLASSES, source2x1());
        CompositeImage read = (CompositeImage) IJ.openImage(file.toString());
        assertEquals(3, read.getNChannels());
        assertEquals("cell wall", read.getStack().getSliceLabel(2));
        assertArrayEquals(new float[] {1, 0.5f}, (float[]) read.getStack().getPixels(2));
        assertEquals(1, read.getChannelLut(2).max);
        assertEquals(0xFFE79F01, read.getChannelLut(2).getRGB(255));
    }

    @Test
    void probabilitiesOfABinaryNetworkAreTheForegrounds() {
        Path file = folder.resolve("p.tif");
        WRITER.probabilities(
                file,
                ArrayImgs.floats(new float[] {0.1f, 0.9f}, 2, 1, 1),
                ClassList.copyOf(CLASSES.subList(0, 2)),
                source2x1());
        ImagePlus read = IJ.openImage(file.toString());
        assertEquals("cell wall", read.getStack().getSliceLabel(1));
        assertEquals(0.9f, read.getProcessor().getf(1, 0));
    }

    private static ImageSource source2x1() {
        return new ImageSource("small", ArrayImgs.unsignedBytes(2, 1, 1));
    }

    @Test
    void overlayStretchesTintsAndOutlines() {
        byte[] pixels = new byte[800 * 800];
        byte[] labels = new byte[800 * 800];
        for (int i = 0; i < pixels.length; i++) {
            int x = i % 800;
            int y = i / 800;
            pixels[i] = (byte) (x < 400 ? 20 : 120);
            labels[i] = (byte) (x >= 500 && x < 600 && y >= 500 ? 7 : 0);
        }
        ImageSource source = new ImageSource("steps", ArrayImgs.unsignedBytes(pixels, 800, 800, 1));
        BufferedImage picture = OverlayPicture.render(source, ArrayImgs.unsignedBytes(labels, 800, 800), CLASSES);
        assertEquals(0xFF000000, picture.getRGB(10, 10), "dark half");
        assertEquals(0xFFFFFFFF, picture.getRGB(499, 600), "bright half, just outside");
        assertEquals(0xFFE79F01, picture.getRGB(500, 600), "outline");
        assertEquals(0xFFF8E2B3, picture.getRGB(501, 600), "0.7 white + 0.3 orange");
        assertEquals(0xFFF8E2B3, picture.getRGB(550, 799), "no outline along the edge of the image");
    }

    @Test
    void overlaysOfSmallAndLargeImagesAreEnlargedAndReduced() {
        BufferedImage small = OverlayPicture.render(
                new ImageSource("s", ArrayImgs.unsignedBytes(96, 33, 3)), ArrayImgs.unsignedBytes(96, 33), CLASSES);
        assertEquals(768, small.getWidth());
        assertEquals(264, small.getHeight());
        BufferedImage large = OverlayPicture.render(
                new ImageSource("l", ArrayImgs.unsignedBytes(9001, 5, 2)), ArrayImgs.unsignedBytes(9001, 5), CLASSES);
        assertEquals(3000, large.getWidth());
        assertEquals(1, large.getHeight());
    }

    @Test
    void overlayOfAVolumeShowsItsFullestPlane() {
        byte[] labels = new byte[3 * 2 * 4];
        labels[2 * 6] = 7;
        labels[2 * 6 + 1] = 7;
        labels[3 * 6] = 7;
        ImageSource volume = new ImageSource("v", ArrayImgs.unsignedBytes(3, 2, 4, 1));
        BufferedImage picture = OverlayPicture.render(volume, ArrayImgs.unsignedBytes(labels, 3, 2, 4), CLASSES);
        assertTrue((picture.getRGB(picture.getWidth() / 2, 2) & 0xffffff) != 0);
    }

    @Test
    void moreObjectsThan16BitsHoldComeBackWhole() {
        int[] numbers = new int[300 * 251];
        for (int i = 0; i < numbers.length; i++) numbers[i] = i;
        Path file = folder.resolve("l.tif");
        ImageSource source = new ImageSource("a", ArrayImgs.unsignedBytes(300, 251, 1), new double[] {0.5, 0.5}, "um");
        WRITER.labels(file, ArrayImgs.ints(numbers, 300, 251), CLASSES, source);
        LabelImage labels = new ImageFiles().labels(file, 2, Progress.NONE).get(0);
        for (int i = 0; i < numbers.length; i++) {
            assertEquals(i, labels.values().getAt(i % 300, i / 300).get());
        }
    }

    @Test
    void whatCannotBeWrittenIsRefusedAndLeavesNothing() throws IOException {
        assertThrows(
                InputException.class,
                () -> OutputFiles.labelsPng(folder.resolve("v.png"), ArrayImgs.unsignedBytes(2, 2, 2), CLASSES));
        assertThrows(
                InputException.class,
                () -> OutputFiles.labelsPng(
                        folder.resolve("w.png"), ArrayImgs.ints(new int[] {0, 70000}, 2, 1), CLASSES));
        assertThrows(
                InputException.class,
                () -> WRITER.overlay(folder.resolve("o.png"), PLANE, ArrayImgs.unsignedBytes(2, 2), CLASSES));
        assertThrows(
                InputException.class,
                () -> WRITER.labels(
                        folder.resolve("l.tif"), ArrayImgs.ints(new int[] {0, 1 << 25}, 2, 1), CLASSES, source2x1()));
        Path file = Files.createFile(folder.resolve("file"));
        assertThrows(
                UncheckedIOException.class,
                () -> WRITER.labels(file.resolve("l.tif"), ArrayImgs.unsignedBytes(2, 1), CLASSES, source2x1()));
        try (var left = Files.list(folder)) {
            assertEquals(List.of(file), left.toList());
        }
    }
}
