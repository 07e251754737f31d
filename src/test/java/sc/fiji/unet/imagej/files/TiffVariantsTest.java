package sc.fiji.unet.imagej.files;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static sc.fiji.unet.imagej.files.TiffSample.FLOAT;
import static sc.fiji.unet.imagej.files.TiffSample.UNSIGNED;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.ImageOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import sc.fiji.unet.base.Progress;
import sc.fiji.unet.data.LabelImage;
import sc.fiji.unet.image.ImageSource;

/** Layouts of TIFF that ImageJ's decoder lacks or reads wrongly. */
class TiffVariantsTest {
    private static final int W = 37;
    private static final int H = 21;

    @TempDir
    Path folder;

    private final ImageFiles files = new ImageFiles();

    @ParameterizedTest
    @CsvSource({
        "1,false,0,1,1",
        "1,true,0,1,1",
        "1,false,16,1,1",
        "1,true,16,1,1",
        "8,false,0,1,1",
        "8,false,16,1,2",
        "8,true,16,3,2",
        "50000,false,0,1,1",
        "50000,false,16,3,2",
        "1,false,16,3,1",
        "8,false,0,3,2"
    })
    void chunksOfEveryKindOfFileGiveTheirPixels(int compression, boolean big, int tile, int samples, int predictor)
            throws IOException {
        for (ByteOrder order : List.of(ByteOrder.LITTLE_ENDIAN, ByteOrder.BIG_ENDIAN)) {
            for (boolean planar : new boolean[] {false, true}) {
                TiffSample sample = new TiffSample(W, H)
                        .of(16, UNSIGNED)
                        .order(order)
                        .samples(samples)
                        .packed(compression, predictor);
                if (big) sample.big();
                if (tile > 0) sample.tiles(tile);
                if (planar) sample.planar();
                ImageSource image = image(sample.write(file(), TiffVariantsTest::number));
                assertArrayEquals(new long[] {W, H}, image.size());
                assertEquals(samples, image.channels());
                for (int c = 0; c < samples; c++) {
                    assertEquals(number(0, 36, 20, c), value(image, 36, 20, c), order + " " + planar);
                    assertEquals(number(0, 5, 17, c), value(image, 5, 17, c), order + " " + planar);
                }
            }
        }
    }

    @ParameterizedTest
    @CsvSource({
        "1,1,1",
        "2,1,3",
        "4,1,13",
        "6,1,50",
        "8,1,200",
        "8,2,-100",
        "10,1,1000",
        "12,1,4000",
        "14,1,16000",
        "16,1,60000",
        "16,2,-30000",
        "24,1,16000000",
        "32,1,70000",
        "32,2,-70000",
        "64,1,70000",
        "64,2,-70000"
    })
    void wholeNumbersOfEverySizeAreReadAsTheyAre(int bits, int format, long number) throws IOException {
        long mask = -1L >>> 64 - bits;
        for (ByteOrder order : List.of(ByteOrder.LITTLE_ENDIAN, ByteOrder.BIG_ENDIAN)) {
            for (int predictor = 1; predictor <= (bits % 8 == 0 && bits != 24 ? 2 : 1); predictor++) {
                Path file = new TiffSample(W, H)
                        .of(bits, format)
                        .order(order)
                        .packed(8, predictor)
                        .write(file(), (page, x, y, c) -> (x + y) % 3 == 1 ? number & mask : 0);
                ImageSource image = image(file);
                assertEquals(bits == 1 ? 255 : number, value(image, 34, 0, 0));
                assertEquals(number * (bits == 1 ? 255 : 1), value(image, 0, 19, 0));
                assertEquals(0, value(image, 2, 0, 0));
                if (bits == 64 && format == UNSIGNED) {
                    LabelImage labels = files.labels(file, 2, Progress.NONE).get(0);
                    assertEquals(number, labels.values().getAt(1, 0).get());
                }
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {16, 32, 64})
    void floatingPointNumbersOfEverySizeAreReadWithEveryPredictor(int bits) throws IOException {
        for (ByteOrder order : List.of(ByteOrder.LITTLE_ENDIAN, ByteOrder.BIG_ENDIAN)) {
            for (int predictor : new int[] {1, 2, 3}) {
                for (int samples = 1; samples <= 2; samples++) {
                    TiffSample sample = new TiffSample(W, H)
                            .of(bits, FLOAT)
                            .order(order)
                            .samples(samples)
                            .packed(8, predictor);
                    ImageSource image =
                            image(sample.write(file(), (page, x, y, c) -> bits(0.5 * x - 3 * y + 100 * c, bits)));
                    assertEquals(0.5 * 36 - 3 * 20, value(image, 36, 20, 0), order + " predictor " + predictor);
                    assertEquals(2, value(image, 4, 0, 0));
                    assertEquals(100 * (samples - 1) + 1, value(image, 2, 0, samples - 1));
                }
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"LZW", "ZLib", "Deflate", "PackBits"})
    void packedFilesOfAnotherWriterGiveTheirPixels(String compression) throws IOException {
        for (boolean tiled : new boolean[] {false, true}) {
            BufferedImage gray = new BufferedImage(150, 130, BufferedImage.TYPE_USHORT_GRAY);
            BufferedImage rgb = new BufferedImage(150, 130, BufferedImage.TYPE_INT_RGB);
            for (int i = 0; i < 150 * 130; i++) {
                gray.getRaster().setSample(i % 150, i / 150, 0, noise(i));
                rgb.setRGB(i % 150, i / 150, noise(i) << 8 | i & 255);
            }
            ImageSource one = image(written(gray, compression, tiled));
            ImageSource three = image(written(rgb, compression, tiled));
            assertEquals(3, three.channels());
            for (int i = 0; i < 150 * 130; i++) {
                assertEquals(noise(i), value(one, i % 150, i / 150, 0));
                assertEquals(noise(i) & 255, value(three, i % 150, i / 150, 1));
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"CCITT RLE", "CCITT T.4", "CCITT T.6"})
    void faxGivesBlackAndWhite(String compression) throws IOException {
        BufferedImage image = new BufferedImage(150, 130, BufferedImage.TYPE_BYTE_BINARY);
        for (int i = 0; i < 150 * 130; i++) image.getRaster().setSample(i % 150, i / 150, 0, disk(i) ? 1 : 0);
        ImageSource read = image(written(image, compression, false));
        for (int i = 0; i < 150 * 130; i++) assertEquals(disk(i) ? 255 : 0, value(read, i % 150, i / 150, 0));
        ImageSource turned = image(blackIsZero(folder.resolve("a.tif")));
        for (int i = 0; i < 150 * 130; i++) assertEquals(disk(i) ? 0 : 255, value(turned, i % 150, i / 150, 0));
    }

    @Test
    void faxThatBreaksOffIsSaidToBeDamaged() throws IOException {
        BufferedImage image = new BufferedImage(150, 130, BufferedImage.TYPE_BYTE_BINARY);
        Path file = written(image, "CCITT T.6", false);
        byte[] bytes = Files.readAllBytes(file);
        for (int i = 0; i < bytes.length - 1; i++) { // the code of a white line, which fills the strip
            if (bytes[i] == -1 && bytes[i + 1] == -1) bytes[i] = bytes[i + 1] = 0;
        }
        Files.write(file, bytes);
        ImageFilesTest.assertMessage(() -> image(file), "cut off or damaged: its CCITT data");
    }

    /** The same packed bytes, where 0 is black. */
    private static Path blackIsZero(Path file) throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        ByteBuffer tags = ByteBuffer.wrap(bytes);
        tags.order(bytes[0] == 'I' ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN);
        for (int at = tags.getInt(4) + 2; ; at += 12) {
            if (tags.getShort(at) != 262) continue;
            assertEquals(0, tags.getShort(at + 8));
            tags.putShort(at + 8, (short) 1);
            return Files.write(file, bytes);
        }
    }

    @Test
    void jpegIsReadInItsColors() throws IOException {
        BufferedImage image = new BufferedImage(150, 130, BufferedImage.TYPE_INT_RGB);
        for (int i = 0; i < 150 * 130; i++) image.setRGB(i % 150, i / 150, 0xC83C14);
        ImageSource read = image(written(image, "JPEG", false));
        int[] color = {0xC8, 0x3C, 0x14};
        for (int c = 0; c < 3; c++) assertEquals(color[c], value(read, 77, 66, c), 4);
    }

    @Test
    void aClassicFileOfBigTiffsNumberIsRead() throws IOException {
        Path file = new TiffSample(W, H).write(file(), (page, x, y, s) -> x + y);
        byte[] bytes = Files.readAllBytes(file);
        ByteBuffer out = ByteBuffer.allocate(bytes.length + 200).order(ByteOrder.LITTLE_ENDIAN);
        int directory = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).getInt(4);
        out.put(bytes, 0, 2).putShort((short) 43).putInt(8).put(bytes, directory, bytes.length - directory);
        int shift = 200;
        out.position(8 + shift);
        out.put(bytes, 8, bytes.length - 8);
        for (int i = 0, at = 10; i < out.getShort(8); i++, at += 12) {
            int tag = out.getShort(at);
            if (tag == 273 || tag == 279) out.putInt(at + 8, out.getInt(at + 8) + shift);
            if (tag != 273) continue;
            for (int k = 0; k < out.getInt(at + 4); k++) {
                int place = out.getInt(at + 8) + 4 * k;
                out.putInt(place, out.getInt(place) + shift);
            }
        }
        Files.write(file, out.array());
        assertEquals(56, value(image(file), 36, 20, 0));
    }

    @ParameterizedTest
    @CsvSource({"6,old-style JPEG", "33003,JPEG 2000", "34887,LERC", "50001,WebP", "34925,LZMA", "777,nobody knows"})
    void whatIsNotUnpackedIsRefusedByItsName(int compression, String name) throws IOException {
        Path file = new TiffSample(W, H).tag(259, compression).write(file(), TiffVariantsTest::number);
        ImageFilesTest.assertMessage(() -> image(file), file.toString(), name, "compression " + compression);
    }

    private static int noise(int i) {
        return i * 7919 % 65521 >> i / 5000;
    }

    private static boolean disk(int i) {
        return Math.hypot(i % 150 - 70, i / 150 - 60) < 50;
    }

    private static long number(int page, int x, int y, int sample) {
        return 1000 + x * 31 + y * 1009 + sample * 17 + page * 7;
    }

    private static long bits(double value, int bits) {
        if (bits == 64) return Double.doubleToLongBits(value);
        int single = Float.floatToIntBits((float) value);
        if (bits == 32) return single & 0xFFFFFFFFL;
        if (value == 0) return 0; // the others are normal halves of few digits
        return single >>> 16 & 0x8000 | ((single >>> 23 & 255) - 112 << 10) | single >>> 13 & 1023;
    }

    private Path written(BufferedImage image, String compression, boolean tiled) throws IOException {
        ImageWriter writer = ImageIO.getImageWritersByFormatName("tiff").next();
        Path file = file();
        try (ImageOutputStream out = ImageIO.createImageOutputStream(file.toFile())) {
            writer.setOutput(out);
            ImageWriteParam param = writer.getDefaultWriteParam();
            param.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
            param.setCompressionType(compression);
            if (tiled) {
                param.setTilingMode(ImageWriteParam.MODE_EXPLICIT);
                param.setTiling(64, 48, 0, 0);
            }
            writer.write(null, new IIOImage(image, new ArrayList<>(), null), param);
        } finally {
            writer.dispose();
        }
        return file;
    }

    private Path file() throws IOException {
        Files.deleteIfExists(folder.resolve("a.tif"));
        return folder.resolve("a.tif");
    }

    private ImageSource image(Path file) {
        return files.images(file, 2, Progress.NONE).get(0);
    }

    private static double value(ImageSource image, long... at) {
        return image.pixels().getAt(at).getRealDouble();
    }
}
