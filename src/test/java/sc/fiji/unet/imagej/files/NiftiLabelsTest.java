package sc.fiji.unet.imagej.files;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.zip.GZIPInputStream;
import net.imglib2.RandomAccessibleInterval;
import net.imglib2.converter.Converters;
import net.imglib2.type.numeric.RealType;
import net.imglib2.type.numeric.integer.IntType;
import net.imglib2.view.Views;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import sc.fiji.unet.base.Progress;
import sc.fiji.unet.image.ImageSource;

/** Labels of volumes whose axes are turned as they are read. */
public class NiftiLabelsTest {
    private static final int[] SIZE = {3, 2, 4};

    @TempDir
    Path folder;

    /** Stored axes go to the back, to the left and to the top; each voxel has a number of its own. */
    public static byte[] volume(boolean second, ByteOrder order) {
        ByteBuffer file = ByteBuffer.allocate((second ? 544 : 352) + 2 * 24).order(order);
        file.putInt(0, second ? 540 : 348);
        file.put(second ? 4 : 344, ("n+" + (second ? 2 : 1)).getBytes());
        for (int axis = 0; axis <= 3; axis++) {
            int size = axis == 0 ? 3 : SIZE[axis - 1];
            if (second) file.putLong(16 + 8 * axis, size);
            else file.putShort(40 + 2 * axis, (short) size);
        }
        file.putShort(second ? 12 : 70, (short) 4);
        if (second) file.putLong(168, 544).putInt(348, 1).putInt(500, 2);
        else file.putFloat(108, 352).putShort(254, (short) 1).put(123, (byte) 2);
        double[] affine = {0, -0.5, 0, 7, -0.25, 0, 0, 8, 0, 0, 3, 9};
        for (int i = 0; i < 12; i++) {
            if (second) file.putDouble(400 + 8 * i, affine[i]);
            else file.putFloat(280 + 4 * i, (float) affine[i]);
        }
        for (int i = 0; i < 24; i++) file.putShort((second ? 544 : 352) + 2 * i, (short) (i + 1));
        return file.array();
    }

    @ParameterizedTest
    @CsvSource({"false, 1", "false, 1000", "true, 1", "true, 100000"})
    void labelsLieAsTheVolumeLiesInItsFile(boolean second, int times) throws IOException {
        for (ByteOrder order : new ByteOrder[] {ByteOrder.LITTLE_ENDIAN, ByteOrder.BIG_ENDIAN}) {
            byte[] stored = volume(second, order);
            Path file = Files.write(folder.resolve("scan.nii"), stored);
            ImageSource image = new ImageFiles().images(file, 3, Progress.NONE).get(0);
            assertArrayEquals(new long[] {2, 3, 4}, image.size(), "it was turned");
            NiftiLabels.write(folder.resolve("out/scan"), labels(image, times), file);
            ByteBuffer written =
                    ByteBuffer.wrap(unzipped(folder.resolve("out/scan.nii.gz"))).order(order);
            int offset = second ? 544 : 352;
            int bytes = times == 1 ? 1 : times == 1000 ? 2 : 4;
            assertEquals(offset + 24 * bytes, written.capacity());
            for (int i = 0; i < 24; i++) {
                int at = offset + i * bytes;
                int label =
                        bytes == 1 ? written.get(at) : bytes == 2 ? written.getShort(at) & 0xFFFF : written.getInt(at);
                assertEquals((i + 1) * times, label, "voxel " + i);
            }
            int affine = second ? 400 : 280;
            int length = second ? 96 : 48;
            assertArrayEquals(
                    Arrays.copyOfRange(stored, affine, affine + length),
                    Arrays.copyOfRange(written.array(), affine, affine + length));
            ImageSource read = new ImageFiles()
                    .images(folder.resolve("out/scan.nii.gz"), 3, Progress.NONE)
                    .get(0);
            assertEquals(
                    (double) times * image.pixels().getAt(1, 2, 3, 0).getRealDouble(),
                    read.pixels().getAt(1, 2, 3, 0).getRealDouble());
            assertArrayEquals(image.pixelSize(), read.pixelSize());
        }
    }

    /** The volume and, 1.5 seconds later, the same with all numbers larger by 24. */
    public static byte[] film(boolean second, ByteOrder order) {
        byte[] first = volume(second, order);
        ByteBuffer file =
                ByteBuffer.wrap(Arrays.copyOf(first, first.length + 2 * 24)).order(order);
        for (int i = 0; i < 24; i++) file.putShort(first.length + 2 * i, (short) (i + 25));
        if (second) file.putLong(16, 4).putLong(48, 2).putDouble(136, 1.5).putInt(500, 2 | 8);
        else
            file.putShort(40, (short) 4)
                    .putShort(48, (short) 2)
                    .putFloat(92, 1.5f)
                    .put(123, (byte) (2 | 8));
        return file.array();
    }

    @ParameterizedTest
    @CsvSource({"false", "true"})
    void labelsOfAllTimePointsAreWrittenWithTheTimeStep(boolean second) throws IOException {
        for (ByteOrder order : new ByteOrder[] {ByteOrder.LITTLE_ENDIAN, ByteOrder.BIG_ENDIAN}) {
            byte[] stored = film(second, order);
            Path file = Files.write(folder.resolve("film.nii"), stored);
            List<ImageSource> frames = new ImageFiles().images(file, 3, Progress.NONE);
            assertEquals(2, frames.size());
            RandomAccessibleInterval<IntType> both =
                    Views.concatenate(2, labels(frames.get(0), 1), labels(frames.get(1), 1));
            NiftiLabels.write(folder.resolve("out/film"), both, file);
            ByteBuffer written =
                    ByteBuffer.wrap(unzipped(folder.resolve("out/film.nii.gz"))).order(order);
            int offset = second ? 544 : 352;
            assertEquals(offset + 48, written.capacity());
            for (int i = 0; i < 48; i++) assertEquals(i + 1, written.get(offset + i), "voxel " + i);
            for (int axis = 0; axis <= 4; axis++) {
                long expected = axis == 0 ? 4 : axis == 4 ? 2 : SIZE[axis - 1];
                assertEquals(expected, second ? written.getLong(16 + 8 * axis) : written.getShort(40 + 2 * axis));
            }
            assertEquals(1.5, second ? written.getDouble(136) : written.getFloat(92));
            assertEquals(2 | 8, second ? written.getInt(500) : written.get(123));
        }
    }

    private static RandomAccessibleInterval<IntType> labels(ImageSource image, int times) {
        @SuppressWarnings({"unchecked", "rawtypes"})
        RandomAccessibleInterval<RealType> pixels = (RandomAccessibleInterval) image.pixels();
        return Converters.convert2(
                Views.hyperSlice(pixels, image.rank(), 0),
                (in, out) -> out.set(times * (int) in.getRealDouble()),
                IntType::new);
    }

    private static byte[] unzipped(Path file) throws IOException {
        try (InputStream in = new GZIPInputStream(Files.newInputStream(file))) {
            return in.readAllBytes();
        }
    }

    /** Of 3 x 2 voxels stored to the back and to the left, with or without an axis for slices. */
    @ParameterizedTest
    @CsvSource({"2", "3"})
    void aSliceGetsThemToo(int axes) throws IOException {
        ByteBuffer stored = ByteBuffer.wrap(Arrays.copyOf(volume(false, ByteOrder.LITTLE_ENDIAN), 352 + 2 * 6))
                .order(ByteOrder.LITTLE_ENDIAN);
        stored.putShort(40, (short) axes).putShort(46, (short) 1);
        Path file = Files.write(folder.resolve("slice.nii"), stored.array());
        ImageSource image = new ImageFiles().images(file, 2, Progress.NONE).get(0);
        assertArrayEquals(new long[] {2, 3}, image.size(), "it was turned");
        NiftiLabels.write(folder.resolve("slice"), labels(image, 1), file);
        byte[] written = unzipped(folder.resolve("slice.nii.gz"));
        assertEquals(352 + 6, written.length);
        for (int i = 0; i < 6; i++) assertEquals(i + 1, written[352 + i], "voxel " + i);
    }

    @Test
    void otherFilesGetNone() throws IOException {
        Path file = Files.write(folder.resolve("scan.nii"), volume(false, ByteOrder.LITTLE_ENDIAN));
        ImageSource image = new ImageFiles().images(file, 3, Progress.NONE).get(0);
        NiftiLabels.write(folder.resolve("none"), labels(image, 1), folder.resolve("scan.tif"));
        assertFalse(Files.exists(folder.resolve("none.nii.gz")));
    }
}
