package sc.fiji.unet.imagej.files;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ij.CompositeImage;
import ij.IJ;
import ij.ImagePlus;
import ij.measure.Calibration;
import ij.process.FloatProcessor;
import ij.process.ImageProcessor;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import sc.fiji.unet.base.InputException;
import sc.fiji.unet.base.Progress;
import sc.fiji.unet.data.LabelImage;
import sc.fiji.unet.image.ImageSource;

public class ImageFilesTest {
    private static final int W = 7;
    private static final int H = 5;
    private static final int[] PALETTE = {0x000000, 0xFF0000, 0x00FF00, 0x0000FF};

    @TempDir
    Path folder;

    private final ImageFiles files = new ImageFiles();

    @Test
    void gray8AndGray16PngKeepTheirValues() {
        Path gray8 =
                SampleFiles.raster(folder.resolve("a.png"), BufferedImage.TYPE_BYTE_GRAY, W, H, (x, y) -> 250 - x - y);
        Path gray16 = SampleFiles.raster(
                folder.resolve("b.png"), BufferedImage.TYPE_USHORT_GRAY, W, H, (x, y) -> 60000 + x + y);
        assertEquals(250 - 3 - 2, value(image(gray8), 3, 2, 0));
        assertEquals(60005, value(image(gray16), 3, 2, 0));
        assertArrayEquals(new long[] {W, H}, image(gray8).size());
        assertEquals("a", image(gray8).name());
    }

    @Test
    void colorBecomesThreeChannelsAndAlphaIsDroppedWithANote() {
        Path rgba = SampleFiles.raster(
                folder.resolve("c.png"), BufferedImage.TYPE_INT_ARGB, W, H, (x, y) -> 0x80102030 + (x << 16));
        List<String> notes = new ArrayList<>();
        ImageSource image = files.images(rgba, 2, noting(notes)).get(0);
        assertEquals(3, image.channels());
        assertEquals(0x12, value(image, 2, 1, 0));
        assertEquals(0x20, value(image, 2, 1, 1));
        assertEquals(0x30, value(image, 2, 1, 2));
        assertEquals(List.of("c.png: alpha channel dropped"), notes);
    }

    @Test
    void masksKeepIndicesColorsAndLargeNumbers() {
        Path palette = SampleFiles.palette(folder.resolve("p.png"), PALETTE, W, H, (x, y) -> x % 4);
        LabelImage indices = label(palette);
        assertEquals(LabelImage.Kind.PALETTE, indices.kind());
        assertEquals(3, indices.values().getAt(3, 2).get());
        assertEquals(0x00FF00, indices.palette()[2]);

        Path rgb =
                SampleFiles.raster(folder.resolve("q.png"), BufferedImage.TYPE_INT_RGB, W, H, (x, y) -> 0x123456 + x);
        assertEquals(LabelImage.Kind.RGB, label(rgb).kind());
        assertEquals(0x123458, label(rgb).values().getAt(2, 0).get());

        FloatProcessor large = new FloatProcessor(W, H);
        large.setf(4, 3, 100_001);
        Path tiff = SampleFiles.tiff(folder.resolve("r.tif"), new ImagePlus("", large));
        assertEquals(100_001, label(tiff).values().getAt(4, 3).get());
        large.setf(4, 3, 0.5f);
        SampleFiles.tiff(tiff, new ImagePlus("", large));
        assertMessage(() -> label(tiff), "0.5", "whole numbers");
    }

    @Test
    void paletteImagesAreColorsUnlessTheTableOnlyDisplaysValues() {
        Path picture = SampleFiles.palette(folder.resolve("p.png"), PALETTE, W, H, (x, y) -> x % 4);
        assertEquals(3, image(picture).channels());
        assertEquals(255, value(image(picture), 2, 0, 1));
        int[] green = new int[256];
        for (int i = 0; i < 256; i++) green[i] = i << 8;
        Path displayed = SampleFiles.palette(folder.resolve("g.png"), green, W, H, (x, y) -> 10 * x);
        assertEquals(1, image(displayed).channels());
        assertEquals(40, value(image(displayed), 4, 1, 0));
        int[] grays = {0x646464, 0x000000, 0xC8C8C8};
        Path permuted = SampleFiles.palette(folder.resolve("o.png"), grays, W, H, (x, y) -> x % 3);
        assertEquals(1, image(permuted).channels());
        assertEquals(100, value(image(permuted), 3, 0, 0));
    }

    @Test
    void hyperstacksBecomeOneImageAFrameAndSlice() {
        Path tiff = SampleFiles.tiff(folder.resolve("h.tif"), hyperstack());
        List<ImageSource> slices = files.images(tiff, 2, Progress.NONE);
        assertEquals(3 * 4, slices.size());
        assertEquals("h_t1_z2", slices.get(1).name());
        assertEquals(code(1, 2, 3), value(slices.get(2 * 3 + 1), 0, 0, 1));
        assertArrayEquals(new double[] {0.25, 0.5}, slices.get(0).pixelSize());
        List<ImageSource> volumes = files.images(tiff, 3, Progress.NONE);
        assertEquals(4, volumes.size());
        ImageSource volume = volumes.get(2);
        assertArrayEquals(new long[] {W, H, 3}, volume.size());
        assertEquals(code(1, 2, 3), volume.pixels().getAt(0, 0, 1, 1).getRealDouble());
        assertEquals(code(0, 3, 3), volume.pixels().getAt(0, 0, 2, 0).getRealDouble());
        assertArrayEquals(new double[] {0.25, 0.5, 2}, volume.pixelSize());
        assertEquals("µm", volume.unit());
    }

    @Test
    void multiPageMasksAreOneLabelImageAPage() {
        ImagePlus stack = IJ.createImage("", "16-bit black", W, H, 3);
        stack.getStack().getProcessor(3).set(1, 1, 7);
        Path tiff = SampleFiles.tiff(folder.resolve("s.tif"), stack);
        List<LabelImage> labels = files.labels(tiff, 2, Progress.NONE);
        assertEquals(3, labels.size());
        assertEquals(7, labels.get(2).values().getAt(1, 1).get());
        assertEquals(
                7,
                files.labels(tiff, 3, Progress.NONE)
                        .get(0)
                        .values()
                        .getAt(1, 1, 2)
                        .get());
    }

    @Test
    void dicomValuesAreCalibrated() throws IOException {
        Path dicom = SampleFiles.dicom(folder.resolve("IM-0001.1.2.840"), W, H, (x, y) -> 1000 + 100 * x);
        assertTrue(files.reads(dicom));
        assertEquals(1000 + 300 - 1024, value(image(dicom), 3, 0, 0));
        Path cut = SampleFiles.cut(dicom, folder.resolve("cut.dcm"), 0.9);
        assertMessage(() -> image(cut), "cut.dcm", "cut off");
    }

    @Test
    void jpegIsReadAndRecognizedWhenCut() throws IOException {
        Path jpeg = SampleFiles.raster(folder.resolve("j.jpg"), BufferedImage.TYPE_INT_RGB, 64, 48, (x, y) -> 0x808080);
        assertEquals(3, image(jpeg).channels());
        assertEquals(128, value(image(jpeg), 9, 9, 1), 2);
        Path noise = SampleFiles.raster(
                folder.resolve("n.jpg"), BufferedImage.TYPE_BYTE_GRAY, 64, 48, (x, y) -> x * y * 7919 % 256);
        assertEquals(1, image(noise).channels());
        Path cut = SampleFiles.cut(noise, folder.resolve("m.jpg"), 0.6);
        assertMessage(() -> image(cut), "m.jpg", "cut off");
    }

    @ParameterizedTest
    @ValueSource(strings = {"png", "tif", "lzw.tif"})
    void cutFilesAreRefused(String kind) throws IOException {
        Path whole = folder.resolve("whole." + kind.substring(kind.length() - 3));
        ImagePlus stack = IJ.createImage("", "16-bit ramp", 65, 43, kind.equals("png") ? 1 : 2);
        if (kind.equals("png")) SampleFiles.raster(whole, BufferedImage.TYPE_BYTE_GRAY, 65, 43, (x, y) -> x * y % 251);
        else if (kind.equals("tif")) SampleFiles.tiff(whole, stack);
        else compressed(whole);
        assertEquals(65, image(whole).size()[0]);
        Path cut = SampleFiles.cut(whole, folder.resolve("cut." + kind), 0.7);
        assertMessage(() -> image(cut), "cut." + kind, "Expected a whole image file");
    }

    @Test
    void emptyMissingAndForeignFilesAreRefused() throws IOException {
        Path empty = Files.createFile(folder.resolve("empty.tif"));
        assertMessage(() -> image(empty), "empty.tif", "0 bytes");
        assertMessage(() -> image(folder.resolve("none.png")), "no such file");
        Path text = Files.writeString(folder.resolve("text.png"), "This is no image at all, only words in a file.");
        assertMessage(() -> image(text), "text.png", "format is not known");
        Path czi = Files.write(folder.resolve("a.czi"), "ZISRAWFILE and more that nobody reads".getBytes());
        assertMessage(() -> image(czi), "a.czi", "format is not known");
        assertFalse(files.reads(Files.createFile(folder.resolve("split.csv"))));
        assertTrue(files.reads(empty));
    }

    private static void compressed(Path file) throws IOException {
        BufferedImage image = new BufferedImage(65, 43, BufferedImage.TYPE_BYTE_GRAY);
        for (int i = 0; i < 65 * 43; i++) image.getRaster().setSample(i % 65, i / 65, 0, i * 7919 % 251);
        var writer = javax.imageio.ImageIO.getImageWritersByFormatName("tif").next();
        var options = writer.getDefaultWriteParam();
        options.setCompressionMode(javax.imageio.ImageWriteParam.MODE_EXPLICIT);
        options.setCompressionType("LZW");
        try (var out = javax.imageio.ImageIO.createImageOutputStream(file.toFile())) {
            writer.setOutput(out);
            writer.write(null, new javax.imageio.IIOImage(image, null, null), options);
        }
    }

    public static ImagePlus hyperstack() {
        ImagePlus imp = IJ.createHyperStack("h", W, H, 2, 3, 4, 16);
        for (int t = 1; t <= 4; t++) {
            for (int z = 1; z <= 3; z++) {
                for (int c = 0; c < 2; c++) {
                    ImageProcessor ip = imp.getStack().getProcessor(imp.getStackIndex(c + 1, z, t));
                    ip.setValue(code(c, z, t));
                    ip.fill();
                }
            }
        }
        Calibration calibration = imp.getCalibration();
        calibration.pixelWidth = 0.25;
        calibration.pixelHeight = 0.5;
        calibration.pixelDepth = 2;
        calibration.setUnit("µm");
        return new CompositeImage(imp);
    }

    public static int code(int c, int z, int t) {
        return 100 * c + 10 * z + t;
    }

    private ImageSource image(Path file) {
        return files.images(file, 2, Progress.NONE).get(0);
    }

    private LabelImage label(Path file) {
        return files.labels(file, 2, Progress.NONE).get(0);
    }

    private static double value(ImageSource image, long x, long y, long c) {
        return image.pixels().getAt(x, y, c).getRealDouble();
    }

    private static Progress noting(List<String> notes) {
        return new Progress() {
            @Override
            public void note(String line) {
                notes.add(line);
            }
        };
    }

    static void assertMessage(org.junit.jupiter.api.function.Executable action, String... parts) {
        String message = assertThrows(InputException.class, action).getMessage();
        for (String part : parts) assertTrue(message.contains(part), message);
    }
}
