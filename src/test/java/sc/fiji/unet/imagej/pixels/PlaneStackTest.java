package sc.fiji.unet.imagej.pixels;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ij.ImagePlus;
import ij.ImageStack;
import ij.process.ByteProcessor;
import ij.process.FloatProcessor;
import ij.process.ImageProcessor;
import ij.process.ShortProcessor;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.function.IntFunction;
import net.imglib2.RandomAccessibleInterval;
import net.imglib2.img.array.ArrayImgs;
import net.imglib2.type.numeric.integer.UnsignedByteType;
import net.imglib2.view.Views;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import sc.fiji.unet.base.Progress;
import sc.fiji.unet.config.ClassList;
import sc.fiji.unet.image.ImageSource;
import sc.fiji.unet.imagej.files.ImageFiles;
import sc.fiji.unet.imagej.files.OutputFiles;

/** Stacks that do not fit into memory are written plane by plane, and are the same files. */
class PlaneStackTest {
    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(ints = {8, 16, 32})
    void whatIsFetchedIsWrittenAsWhatIsHeld(int bits) throws Exception {
        IntFunction<ImageProcessor> plane = z -> plane(bits, z);
        ImageStack held = PlaneStack.of(3, plane, z -> "class " + z, Long.MAX_VALUE);
        ImageStack fetched = PlaneStack.of(3, plane, z -> "class " + z, 10);
        assertFalse(held.isVirtual());
        assertTrue(fetched.isVirtual());
        OutputFiles.writeTiff(folder.resolve("held.tif"), new ImagePlus("a", held));
        OutputFiles.writeTiff(folder.resolve("fetched.tif"), new ImagePlus("a", fetched));
        assertArrayEquals(
                Files.readAllBytes(folder.resolve("held.tif")), Files.readAllBytes(folder.resolve("fetched.tif")));
    }

    private static ImageProcessor plane(int bits, int z) {
        ImageProcessor plane =
                bits == 8 ? new ByteProcessor(5, 4) : bits == 16 ? new ShortProcessor(5, 4) : new FloatProcessor(5, 4);
        for (int i = 0; i < 20; i++) plane.setf(i, 7 * z + i);
        return plane;
    }

    /** More values than an int counts, the last of each plane marked. */
    @Test
    @Tag("slow")
    void labelsOfMoreThan2To31PixelsAreWrittenWhole() {
        int side = 16384;
        byte[] marked = new byte[side * side];
        marked[marked.length - 1] = (byte) 200;
        RandomAccessibleInterval<UnsignedByteType> plane = ArrayImgs.unsignedBytes(marked, side, side);
        Path file = folder.resolve("large.tif");
        ImageSource source = new ImageSource("large", ArrayImgs.bytes(1, 1, 1, 1));
        new OutputFiles().labels(file, Views.stack(Collections.nCopies(9, plane)), ClassList.NONE, source);
        ImageSource read = new ImageFiles().images(file, 3, Progress.NONE).get(0);
        assertArrayEquals(new long[] {side, side, 9}, read.size());
        assertEquals(0, read.pixels().getAt(side - 2, side - 1, 8, 0).getRealDouble());
        assertEquals(200, read.pixels().getAt(side - 1, side - 1, 8, 0).getRealDouble());
    }
}
