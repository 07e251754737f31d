package sc.fiji.unet.imagej.files;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ij.ImagePlus;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import net.imglib2.img.array.ArrayImgs;
import net.imglib2.type.numeric.integer.UnsignedShortType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import sc.fiji.unet.base.Progress;
import sc.fiji.unet.config.DataOptions;
import sc.fiji.unet.data.AnnotatedImage;
import sc.fiji.unet.data.ImageFolder;
import sc.fiji.unet.data.LabelImage;
import sc.fiji.unet.data.LoadOptions;
import sc.fiji.unet.data.TrainingFolders;
import sc.fiji.unet.data.TrainingSet;
import sc.fiji.unet.image.ImageSource;
import sc.fiji.unet.zarr.NewImage;
import sc.fiji.unet.zarr.OmeZarrWriter;
import sc.fiji.unet.zarr.ZarrType;

/** An OME-Zarr wherever files are taken. */
class ZarrFilesTest {
    private static final ImageFiles READER = new ImageFiles();

    @TempDir
    Path folder;

    /** Each pixel has a value of its own. */
    private Path write(String name, ZarrType type) {
        long[] size = {9, 7, 3, 2, 2};
        NewImage image = new NewImage(
                name,
                size,
                List.of("t", "c", "z", "y", "x"),
                type,
                new int[] {4, 5, 2, 1, 1},
                new NewImage.Pixels(new double[] {0.5, 0.25, 2}, "um"),
                2,
                false);
        var pixels = ArrayImgs.unsignedShorts(size);
        int i = 0;
        for (UnsignedShortType pixel : pixels) pixel.set(i++);
        Path path = folder.resolve(name);
        new OmeZarrWriter(path, image, null).write(0, pixels);
        return path;
    }

    private static int value(int x, int y, int z, int c, int t) {
        return (((t * 2 + c) * 3 + z) * 7 + y) * 9 + x;
    }

    @Test
    void isAVirtualStackInImageJ() {
        ImagePlus imp = LargeFiles.open(write("a.ome.zarr", ZarrType.UINT16), "auto", Progress.NONE);
        assertTrue(imp.getStack().isVirtual());
        assertArrayEquals(new int[] {9, 7, 2, 3, 2}, imp.getDimensions());
        assertEquals(16, imp.getBitDepth());
        assertEquals(0.25, imp.getCalibration().pixelHeight);
        assertEquals("µm", imp.getCalibration().getUnit());
        for (int t = 0; t < 2; t++)
            for (int z = 0; z < 3; z++)
                for (int c = 0; c < 2; c++)
                    assertEquals(
                            value(8, 6, z, c, t),
                            imp.getStack()
                                    .getProcessor(imp.getStackIndex(c + 1, z + 1, t + 1))
                                    .get(8, 6));
        assertEquals(
                32,
                ImageFiles.open(write("b.zarr", ZarrType.FLOAT32), Progress.NONE)
                        .getBitDepth());
    }

    @Test
    void isOneImageAmongFiles() throws IOException {
        Path images = Files.createDirectories(folder.resolve("images"));
        Files.move(write("a.ome.zarr", ZarrType.UINT16), images.resolve("a.ome.zarr"));
        Files.writeString(images.resolve("notes.txt"), "no image");
        List<Path> found = ImageFolder.list(images, READER);
        assertEquals(List.of(images.resolve("a.ome.zarr")), found);
        assertEquals(found, ImageFolder.list(found.get(0), READER));
        List<ImageSource> planes = READER.images(found.get(0), 2, Progress.NONE);
        assertEquals(6, planes.size());
        assertEquals("a_t2_z3", planes.get(5).name());
        assertEquals(value(3, 2, 2, 1, 1), planes.get(5).pixels().getAt(3, 2, 1).getRealDouble());
        List<ImageSource> volumes = READER.images(found.get(0), 3, Progress.NONE);
        assertEquals(2, volumes.size());
        assertArrayEquals(new double[] {0.5, 0.25, 2}, volumes.get(1).pixelSize());
        assertEquals(
                value(3, 2, 1, 0, 1), volumes.get(1).pixels().getAt(3, 2, 1, 0).getRealDouble());
    }

    @Test
    void isAMask() {
        long[] size = {5, 4, 1, 1, 1};
        NewImage image = new NewImage(
                "mask",
                size,
                List.of("y", "x"),
                ZarrType.UINT32,
                new int[] {2, 2, 1, 1, 1},
                new NewImage.Pixels(new double[] {1, 1, 1}, "pixel"),
                3,
                false);
        Path path = folder.resolve("mask.zarr");
        var pixels = ArrayImgs.ints(size);
        pixels.getAt(3, 2, 0, 0, 0).set(70000);
        new OmeZarrWriter(path, image, null).write(0, pixels);
        List<LabelImage> labels = READER.labels(path, 2, Progress.NONE);
        assertEquals(1, labels.size());
        assertEquals(70000, labels.get(0).values().getAt(3, 2).get());
        assertEquals(0, labels.get(0).values().getAt(2, 2).get());
        assertEquals(LabelImage.Kind.GRAY, labels.get(0).kind());
    }

    /** A mask says 1 where the image is odd. */
    @Test
    void isLearnedFrom() throws IOException {
        long[] size = {40, 30, 2, 1, 1};
        for (String name : List.of("a", "b", "c")) {
            var pixels = ArrayImgs.unsignedShorts(size);
            var mask = ArrayImgs.unsignedShorts(size);
            int i = name.charAt(0);
            for (UnsignedShortType pixel : pixels) pixel.set(i++ * 31 % 997);
            var to = mask.cursor();
            for (UnsignedShortType pixel : pixels) to.next().set(pixel.get() % 2);
            NewImage.Pixels size1 = new NewImage.Pixels(new double[] {1, 1, 1}, "pixel");
            int[] chunk = {16, 16, 1, 1, 1};
            List<String> axes = List.of("z", "y", "x");
            new OmeZarrWriter(
                            folder.resolve("images").resolve(name + ".zarr"),
                            new NewImage(name, size, axes, ZarrType.UINT16, chunk, size1, 3, false),
                            null)
                    .write(0, pixels);
            new OmeZarrWriter(
                            folder.resolve("masks").resolve(name + ".zarr"),
                            new NewImage(name, size, axes, ZarrType.UINT8, chunk, size1, 2, false),
                            null)
                    .write(0, mask);
        }
        DataOptions data = DataOptions.defaults(folder.resolve("images"), folder.resolve("masks"));
        TrainingSet set = new TrainingFolders(READER, LoadOptions.defaults()).load(data, 1, Progress.NONE);
        assertEquals(6, set.train().size() + set.validation().size());
        for (AnnotatedImage image : set.train()) {
            for (int y = 0; y < 30; y++)
                for (int x = 0; x < 40; x++)
                    assertEquals(
                            (int) image.image().pixels().getAt(x, y, 0).getRealDouble() % 2,
                            image.target().getAt(x, y).get());
        }
    }
}
