package sc.fiji.unet.imagej.files;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ij.ImagePlus;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import net.imglib2.RandomAccess;
import net.imglib2.type.numeric.RealType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import sc.fiji.unet.base.InputException;
import sc.fiji.unet.base.Progress;
import sc.fiji.unet.data.ImageFolder;
import sc.fiji.unet.image.ImageSource;

class NiftiFilesTest {
    private static final short INT16 = 4;
    private static final short UINT8 = 2;
    private static final ImageFiles FILES = new ImageFiles();

    @TempDir
    Path folder;

    @ParameterizedTest
    @CsvSource({"ct.nii, false", "ct.nii.gz, false", "ct.nii, true", "CT.NII.GZ, true"})
    void readsVolumesOfEitherByteOrderPlainAndZipped(String name, boolean bigEndian) throws IOException {
        ByteBuffer file = header(bigEndian, INT16, 3, 2, 4).putFloat(112, 2).putFloat(116, -1024);
        for (int i = 0; i < 24; i++) file.putShort(352 + 2 * i, (short) (i * 100 - 500));
        Path path = write(name, file);

        assertTrue(FILES.reads(path));
        assertEquals("ct", ImageFolder.stem(path).toLowerCase());
        ImageSource source = FILES.images(path, 3, Progress.NONE).get(0);
        assertArrayEquals(new long[] {3, 2, 4}, source.size());
        assertArrayEquals(new double[] {0.5, 0.75, 2.5}, source.pixelSize(), 1e-6);
        assertEquals("mm", source.unit());
        RandomAccess<? extends RealType<?>> pixel = source.pixels().randomAccess();
        for (int i = 0; i < 24; i++) {
            pixel.setPosition(new long[] {i % 3, i / 3 % 2, i / 6, 0});
            assertEquals(2 * (i * 100 - 500) - 1024, pixel.get().getRealDouble(), "voxel " + i);
        }
        assertEquals(4, FILES.images(path, 2, Progress.NONE).size());
    }

    @Test
    void keepsLabelsWholeAndHonorsTheDisplayWindow() throws IOException {
        ByteBuffer file = header(false, UINT8, 2, 2).putFloat(124, 9).putFloat(128, 3);
        file.position(352).put(new byte[] {0, 1, (byte) 255, 7});
        ImagePlus imp = ImageFiles.open(write("mask.nii", file), Progress.NONE);
        assertEquals(8, imp.getBitDepth());
        assertArrayEquals(
                new byte[] {0, 1, (byte) 255, 7}, (byte[]) imp.getProcessor().getPixels());
        assertEquals(3, imp.getDisplayRangeMin());
        assertEquals(9, imp.getDisplayRangeMax());
    }

    @Test
    void ordersFramesAndChannelsAsImageJDoes() throws IOException {
        ByteBuffer file = header(false, UINT8, 1, 1, 2, 3, 2);
        for (int i = 0; i < 12; i++) file.put(352 + i, (byte) i);
        ImagePlus imp = ImageFiles.open(write("series.nii", file), Progress.NONE);
        for (int c = 1; c <= 2; c++) {
            for (int z = 1; z <= 2; z++) {
                for (int t = 1; t <= 3; t++) {
                    int index = imp.getStackIndex(c, z, t);
                    int expected = z - 1 + 2 * (t - 1) + 6 * (c - 1);
                    assertEquals(expected, imp.getStack().getProcessor(index).get(0));
                }
            }
        }
    }

    /** What lies where NIfTI has axes and units is something else there: it must not turn the volume. */
    @ParameterizedTest
    @CsvSource({"false, mm", "true, ''", "true, um"})
    void readsAnalyzeVolumesAsTheyAreStored(boolean bigEndian, String unit) throws IOException {
        ByteBuffer file = header(bigEndian, INT16, 3, 2, 4, 0).putFloat(112, 2);
        file.putInt(344, 0x69696969).put(123, (byte) 1).put(38, (byte) 'r');
        for (int at = 252; at < 328; at += 2) file.putShort(at, (short) (1 + at % 7));
        for (int i = 0; i < unit.length(); i++) file.put(56 + i, (byte) unit.charAt(i));
        file.putFloat(108, 0);
        Path path = Files.write(folder.resolve("mri.hdr"), Arrays.copyOf(file.array(), 348));
        ByteBuffer voxels = ByteBuffer.allocate(48).order(file.order());
        for (int i = 0; i < 24; i++) voxels.putShort(2 * i, (short) (i * 100 - 500));
        Path image = Files.write(folder.resolve("mri.img"), voxels.array());

        assertTrue(FILES.reads(path));
        for (Path one : List.of(path, image)) {
            ImageSource source = FILES.images(one, 3, Progress.NONE).get(0);
            assertArrayEquals(new long[] {3, 2, 4}, source.size());
            assertArrayEquals(new double[] {0.5, 0.75, 2.5}, source.pixelSize(), 1e-6);
            assertEquals(unit.equals("um") ? "\u00b5m" : "mm", source.unit());
            RandomAccess<? extends RealType<?>> pixel = source.pixels().randomAccess();
            for (int i = 0; i < 24; i++) {
                pixel.setPosition(new long[] {i % 3, i / 3 % 2, i / 6, 0});
                assertEquals(2 * (i * 100 - 500), pixel.get().getRealDouble(), "voxel " + i);
            }
        }
    }

    @Test
    void refusesWhatItCannotRead() throws IOException {
        ByteBuffer whole = header(false, INT16, 3, 2, 4);
        byte[] cut = Arrays.copyOf(whole.array(), whole.capacity() - 1);
        ByteBuffer complex = header(false, INT16, 3, 2).putShort(70, (short) 32);
        ByteBuffer empty = header(false, INT16, 3, 2).putShort(42, (short) 0);
        ByteBuffer pair = header(false, INT16, 3, 2).put(345, (byte) 'i');
        for (byte[] bytes : List.of(cut, complex.array(), empty.array(), pair.array(), new byte[400])) {
            Path path = Files.write(folder.resolve("bad.nii"), bytes);
            String message = assertThrows(InputException.class, () -> ImageFiles.open(path, Progress.NONE))
                    .getMessage();
            assertTrue(message.contains("bad.nii"), message);
        }
    }

    /** Of NIfTI volumes and of Analyze volumes, whose second file is then no image of an unknown format. */
    @ParameterizedTest
    @CsvSource({
        "1, single bits",
        "32, save their magnitude",
        "128, save their brightness",
        "1536, 128 bits",
        "1792, complex numbers",
        "2304, colors",
        "77, unknown type"
    })
    void namesTheNumbersThatItDoesNotRead(short type, String said) throws IOException {
        ByteBuffer file = header(false, INT16, 3, 2, 4).putShort(70, type);
        Path nifti = write("one.nii", file);
        Path analyze = Files.write(
                folder.resolve("two.hdr"), Arrays.copyOf(file.putInt(344, 0).array(), 348));
        Path voxels = Files.write(folder.resolve("two.img"), new byte[48]);
        for (Path path : List.of(nifti, analyze, voxels)) {
            String message = assertThrows(InputException.class, () -> ImageFiles.open(path, Progress.NONE))
                    .getMessage();
            assertTrue(message.contains(said) && message.contains("(datatype " + type + ")"), message);
        }
        assertTrue(FILES.reads(analyze), "a folder of such volumes is not empty");
    }

    /** A header with spacing 0.5 x 0.75 x 2.5 mm and room for the voxels, which are 0. */
    private static ByteBuffer header(boolean bigEndian, short type, int... size) {
        int bytes = type == INT16 ? 2 : 1;
        int voxels = Arrays.stream(size).reduce(1, (a, b) -> a * Math.max(1, b));
        ByteBuffer file = ByteBuffer.allocate(352 + bytes * voxels)
                .order(bigEndian ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN);
        file.putInt(0, 348).putShort(40, (short) size.length);
        for (int d = 0; d < size.length; d++) file.putShort(42 + 2 * d, (short) size[d]);
        file.putShort(70, type).putShort(72, (short) (8 * bytes));
        file.putFloat(80, 0.5f).putFloat(84, 0.75f).putFloat(88, 2.5f).putFloat(108, 352);
        file.put(123, (byte) 2);
        return file.put(344, (byte) 'n').put(345, (byte) '+').put(346, (byte) '1');
    }

    private Path write(String name, ByteBuffer file) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        if (name.toLowerCase().endsWith(".gz")) {
            try (GZIPOutputStream zip = new GZIPOutputStream(bytes)) {
                zip.write(file.array());
            }
        } else {
            bytes.write(file.array());
        }
        return Files.write(folder.resolve(name), bytes.toByteArray());
    }
}
