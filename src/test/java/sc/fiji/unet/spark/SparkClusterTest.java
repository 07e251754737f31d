package sc.fiji.unet.spark;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import net.imglib2.img.array.ArrayImgs;
import net.imglib2.type.numeric.RealType;
import net.imglib2.view.Views;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import sc.fiji.unet.base.Progress;
import sc.fiji.unet.distributed.BlockRunner;
import sc.fiji.unet.distributed.BlockSegmentation;
import sc.fiji.unet.image.ImageSource;
import sc.fiji.unet.imagej.files.ImageFiles;
import sc.fiji.unet.model.LoadedModel;
import sc.fiji.unet.zarr.NewImage;
import sc.fiji.unet.zarr.OmeZarr;
import sc.fiji.unet.zarr.OmeZarrWriter;
import sc.fiji.unet.zarr.ZarrType;

/** Segmentations by a {@link LocalCluster}. */
@Tag("slow")
class SparkClusterTest {
    private static final Path MODEL =
            Path.of("src/test/resources/models/format-1").toAbsolutePath();

    @TempDir
    static Path logs;

    private static LocalCluster cluster;

    @TempDir
    Path folder;

    @BeforeAll
    static void startCluster() throws Exception {
        cluster = LocalCluster.start(logs);
    }

    @AfterEach
    void replaceWhoWasLost() throws Exception {
        cluster.mend();
    }

    @AfterAll
    static void stopCluster() {
        if (cluster != null) cluster.close();
    }

    private Path image() {
        ImageSource cut = new ImageFiles()
                .images(MODEL.resolve("image.png"), 2, Progress.NONE)
                .get(0);
        long[] size = {300, 260, 2, 1, 1};
        var pixels = ArrayImgs.unsignedBytes(size);
        var tiled = Views.extendMirrorDouble(Views.hyperSlice(cut.pixels(), 2, 0));
        for (int z = 0; z < size[2]; z++)
            for (int y = 0; y < size[1]; y++)
                for (int x = 0; x < size[0]; x++)
                    pixels.getAt(x, y, z, 0, 0).set((int) ((RealType<?>) tiled.getAt(x + 31L * z, y)).getRealDouble());
        NewImage image = new NewImage(
                "cells",
                size,
                List.of("z", "y", "x"),
                ZarrType.UINT8,
                new int[] {64, 64, 1, 1, 1},
                new NewImage.Pixels(new double[] {1, 1, 1}, "pixel"),
                3,
                false);
        Path zarr = folder.resolve("cells.zarr");
        new OmeZarrWriter(zarr, image, null).write(0, pixels);
        return zarr;
    }

    private static List<Integer> values(Path labels) {
        List<Integer> values = new ArrayList<>();
        for (RealType<?> value : Views.flatIterable(OmeZarr.open(labels).pixels(0)))
            values.add((int) value.getRealDouble());
        return values;
    }

    /** While classes are found, and while executors divide objects that touch, some in pieces that reach into many blocks. */
    @ParameterizedTest
    @CsvSource({"components,classes.zarr/0", "watershed-distance tolerance=0.5,objects"})
    void aClusterThatLosesAWorkerGivesTheSameBits(String objects, String underWay) throws Exception {
        Path zarr = image();
        String log = underWay.substring(0, 7);
        String[] words = {"--input", zarr.toString(), "--model", MODEL.toString(), "--objects", objects};
        SparkJob here = SparkJob.parse(with(words, folder.resolve("here")));
        try (LoadedModel model = here.open(Progress.NONE)) {
            here.prediction().run(model, here.result(), BlockRunner.HERE, Progress.NONE); // a plane is one block
        }
        String[] there = with(with(words, folder.resolve("there")), "--block", "32");
        SparkJob job = SparkJob.parse(there);
        Path unfinished = BlockSegmentation.unfinished(job.result());
        Process driver = cluster.submit(log, there);
        cluster.waitFor(() -> !driver.isAlive() || LocalCluster.files(unfinished.resolve(underWay)) > 15);
        assertTrue(driver.isAlive(), cluster.said(log));
        cluster.loseAWorker();
        assertTrue(driver.waitFor(LocalCluster.PATIENCE_SECONDS, TimeUnit.SECONDS));
        assertEquals(0, driver.exitValue(), cluster.said(log));
        assertEquals(values(here.result()), values(job.result()));
        assertFalse(Files.exists(unfinished));
    }

    @Test
    void blocksThatAreMissingAreAnError() throws Exception {
        Path zarr = image();
        Files.write(zarr.resolve("0/c/1/2/2"), new byte[] {1, 2, 3});
        String[] words = {
            "--input", zarr.toString(), "--model", MODEL.toString(), "--block", "64", "--objects", "components"
        };
        Process driver = cluster.submit("missing", with(words, folder.resolve("out")));
        assertTrue(driver.waitFor(LocalCluster.PATIENCE_SECONDS, TimeUnit.SECONDS));
        assertNotEquals(0, driver.exitValue(), cluster.said("missing"));
        assertTrue(cluster.said("missing").contains("are missing after 4 attempts"), cluster.said("missing"));
        assertTrue(cluster.said("missing").contains("Cannot read"), cluster.said("missing"));
    }

    @Test
    void aFolderOfImagesGivesTheSameBitsOnceNoneIsDamaged() throws Exception {
        Path images = Files.createDirectories(folder.resolve("images"));
        for (int i = 0; i < 3; i++) Files.copy(MODEL.resolve("image.png"), images.resolve("cells" + i + ".png"));
        byte[] whole = Files.readAllBytes(images.resolve("cells1.png"));
        Files.write(images.resolve("cells1.png"), Arrays.copyOf(whole, 100));
        String[] words = {"--images", images.toString(), "--model", MODEL.toString(), "--objects", "components"};
        Process damaged = cluster.submit("damaged", with(words, folder.resolve("there")));
        assertTrue(damaged.waitFor(LocalCluster.PATIENCE_SECONDS, TimeUnit.SECONDS));
        String said = cluster.said("damaged");
        assertEquals(1, damaged.exitValue(), said);
        assertTrue(said.contains("1 of 3 images are missing after 4 attempts"), said);
        assertTrue(said.contains("cells1: Cannot read"), said);
        assertFalse(said.contains("\tat "), said);
        Files.write(images.resolve("cells1.png"), whole);
        Process mended = cluster.submit("mended", with(words, folder.resolve("there")));
        assertTrue(mended.waitFor(LocalCluster.PATIENCE_SECONDS, TimeUnit.SECONDS));
        assertEquals(0, mended.exitValue(), cluster.said("mended"));
        assertTrue(cluster.said("mended").contains("1 of 3 images"), "those that are there stay");
        SparkJob here = SparkJob.parse(with(words, folder.resolve("here")));
        ExecutorImages.prediction().run(here.options(), Progress.NONE);
        for (int i = 0; i < 3; i++)
            assertArrayEquals(
                    Files.readAllBytes(folder.resolve("here/cells" + i + ".tif")),
                    Files.readAllBytes(folder.resolve("there/cells" + i + ".tif")));
    }

    private static String[] with(String[] words, Path output) {
        return with(words, "--output", output.toString());
    }

    private static String[] with(String[] words, String... more) {
        List<String> all = new ArrayList<>(List.of(words));
        all.addAll(List.of(more));
        return all.toArray(String[]::new);
    }
}
