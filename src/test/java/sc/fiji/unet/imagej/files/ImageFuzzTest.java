package sc.fiji.unet.imagej.files;

import ij.IJ;
import ij.ImagePlus;
import ij.io.FileSaver;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import sc.fiji.unet.base.Progress;
import sc.fiji.unet.data.LabelImage;
import sc.fiji.unet.fuzz.Fuzzing;
import sc.fiji.unet.image.ImageSource;

/** Damaged images of every kind: read whole or refused in words. */
@Timeout(3600)
class ImageFuzzTest {
    private static final ImageFiles FILES = new ImageFiles();

    @TempDir
    Path folder;

    /** Every pixel, as image and as mask, of a plane and of a volume. */
    private static void everything(Path file) {
        for (int rank = 2; rank <= 3; rank++) {
            for (ImageSource image : FILES.images(file, rank, Progress.NONE))
                image.pixels().forEach(p -> p.getRealDouble());
            for (LabelImage labels : FILES.labels(file, rank, Progress.NONE))
                labels.values().forEach(p -> p.get());
        }
    }

    private Fuzzing fuzz(String name) {
        return new Fuzzing(folder, name, ImageFuzzTest::everything);
    }

    private List<byte[]> tiffs() throws IOException {
        TiffSample floats =
                new TiffSample(13, 9).of(32, TiffSample.FLOAT).packed(8, 3).big();
        List<TiffSample> samples = List.of(
                new TiffSample(13, 9),
                new TiffSample(13, 9).of(16, TiffSample.UNSIGNED).packed(8, 2).pages(3),
                new TiffSample(13, 9).of(16, TiffSample.SIGNED).tiles(16).packed(50000, 1),
                floats,
                new TiffSample(13, 9).samples(3).planar().tag(262, 2).order(ByteOrder.BIG_ENDIAN),
                new TiffSample(13, 9).of(1, TiffSample.UNSIGNED),
                new TiffSample(13, 9).of(12, TiffSample.UNSIGNED).tiles(16).big(),
                new TiffSample(13, 9).pages(4).describe("ImageJ=1.54p\nimages=4\nslices=2\nframes=2\nunit=um\n"));
        List<byte[]> all = new ArrayList<>();
        for (TiffSample sample : samples) {
            Path file = sample.write(
                    folder.resolve("seed.tif"),
                    (page, x, y, s) -> sample == floats ? Float.floatToIntBits(x) : x + 10 * y + page);
            all.add(Files.readAllBytes(file));
        }
        all.add(Files.readAllBytes(
                SampleFiles.tiff(folder.resolve("seed.tif"), IJ.createImage("", "RGB ramp", 7, 5, 1))));
        return all;
    }

    @Test
    void tiff() throws Exception {
        fuzz("a.tif").binary(tiffs());
    }

    private static byte[] nifti(boolean bigEndian, int type, int bits, int... size) {
        ByteBuffer file =
                ByteBuffer.allocate(352 + 400).order(bigEndian ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN);
        file.putInt(0, 348).putShort(40, (short) size.length);
        for (int d = 0; d < size.length; d++) file.putShort(42 + 2 * d, (short) size[d]);
        file.putShort(70, (short) type).putShort(72, (short) bits);
        file.putFloat(80, 0.5f).putFloat(84, 0.75f).putFloat(88, 2.5f).putFloat(108, 352);
        file.putFloat(112, 1)
                .putShort(254, (short) 1)
                .putFloat(280, 1)
                .putFloat(300, 1)
                .putFloat(320, 1);
        file.put(123, (byte) 2).put(344, (byte) 'n').put(345, (byte) '+').put(346, (byte) '1');
        return file.array();
    }

    private static List<byte[]> niftis() {
        return List.of(
                nifti(false, 4, 16, 5, 4, 3),
                nifti(true, 2, 8, 5, 4, 3),
                nifti(false, 16, 32, 5, 4),
                nifti(false, 2, 8, 3, 2, 2, 3));
    }

    private static byte[] packed(byte[] content) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream zip = new GZIPOutputStream(bytes)) {
            zip.write(content);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    @Test
    void nifti() throws Exception {
        fuzz("a.nii").binary(niftis());
        fuzz("a.nii.gz").inside(niftis(), ImageFuzzTest::packed);
        fuzz("a.nii.gz").binary(niftis().stream().map(ImageFuzzTest::packed).toList());
    }

    @Test
    void dicom() throws Exception {
        Path file = SampleFiles.dicom(folder.resolve("a.dcm"), 11, 7, (x, y) -> 40 * x + y);
        fuzz("a.dcm").binary(List.of(Files.readAllBytes(file)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"png", "jpg", "bmp"})
    void rasters(String extension) throws Exception {
        List<byte[]> seeds = new ArrayList<>();
        Path file = folder.resolve("a." + extension);
        for (int type : new int[] {BufferedImage.TYPE_BYTE_GRAY, BufferedImage.TYPE_3BYTE_BGR}) {
            seeds.add(Files.readAllBytes(SampleFiles.raster(file, type, 13, 9, (x, y) -> 3 * x + y)));
        }
        fuzz("a." + extension).binary(seeds);
    }

    /** Formats that ImageJ's own readers open. */
    @ParameterizedTest
    @ValueSource(strings = {"gif", "pgm", "fits"})
    void whatImageJReads(String format) throws Exception {
        ImagePlus imp = IJ.createImage("ramp", "8-bit ramp", 13, 9, 1);
        Path file = folder.resolve("a." + format);
        switch (format) {
            case "gif" -> new FileSaver(imp).saveAsGif(file.toString());
            case "pgm" -> Files.write(file, pgm(imp));
            default -> Files.write(file, fits(imp));
        }
        fuzz("a." + format).binary(List.of(Files.readAllBytes(file)));
    }

    private static byte[] pgm(ImagePlus imp) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes("P5\n13 9\n255\n".getBytes(StandardCharsets.US_ASCII));
        out.writeBytes((byte[]) imp.getProcessor().getPixels());
        return out.toByteArray();
    }

    private static byte[] fits(ImagePlus imp) {
        StringBuilder header = new StringBuilder();
        for (String card : List.of(
                "SIMPLE  =                    T",
                "BITPIX  =                    8",
                "NAXIS   =                    2",
                "NAXIS1  =                   13",
                "NAXIS2  =                    9",
                "END")) header.append(String.format(Locale.ROOT, "%-80s", card));
        byte[] file = Arrays.copyOf(
                String.format(Locale.ROOT, "%-2880s", header).getBytes(StandardCharsets.US_ASCII), 2 * 2880);
        System.arraycopy(imp.getProcessor().getPixels(), 0, file, 2880, 13 * 9);
        return file;
    }
}
