package sc.fiji.unet.spark;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import net.imglib2.img.array.ArrayImgs;
import net.imglib2.type.numeric.RealType;
import net.imglib2.view.Views;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
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

/**
 * A cluster of a master and two workers on this machine, by the Spark that SPARK_HOME names; without one it is skipped.
 */
@Tag("slow")
class SparkClusterTest {
    private static final Path MODEL =
            Path.of("src/test/resources/models/format-1").toAbsolutePath();
    private static final long PATIENCE_SECONDS = 600;

    @TempDir
    Path folder;

    private final String home = System.getenv("SPARK_HOME");
    private final List<Process> cluster = new ArrayList<>();
    private String master;

    @BeforeEach
    void startCluster() throws Exception {
        assumeTrue(home != null, "SPARK_HOME names no Spark");
        try (ServerSocket free = new ServerSocket(0)) {
            master = "spark://127.0.0.1:" + free.getLocalPort();
        }
        String port = master.substring(master.lastIndexOf(':') + 1);
        start(
                "master",
                "spark-class",
                "org.apache.spark.deploy.master.Master",
                "-h",
                "127.0.0.1",
                "-p",
                port,
                "--webui-port",
                "0");
        for (int i = 0; i < 2; i++)
            start(
                    "worker" + i,
                    "spark-class",
                    "org.apache.spark.deploy.worker.Worker",
                    "-c",
                    "1",
                    "-m",
                    "1g",
                    "-h",
                    "127.0.0.1",
                    "--webui-port",
                    "0",
                    "-d",
                    folder.resolve("work" + i).toString(),
                    master);
        waitFor(() -> Files.readString(folder.resolve("master.txt")).split("Registering worker").length == 3);
    }

    @AfterEach
    void stopCluster() {
        cluster.forEach(SparkClusterTest::end);
    }

    private static void end(Process process) {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
    }

    private interface Condition {
        boolean holds() throws IOException;
    }

    private void waitFor(Condition condition) throws Exception {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        while (!condition.holds()) {
            assertTrue(System.nanoTime() < end, "waited in vain");
            Thread.sleep(20);
        }
    }

    private Process start(String log, String script, String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(home + "/bin/" + script));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve(log + ".txt").toFile());
        builder.environment().put("SPARK_LOCAL_IP", "127.0.0.1");
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        Process process = builder.start();
        cluster.add(process);
        return process;
    }

    private Process submit(String log, String... arguments) throws IOException {
        String cache = "-Dunet.cache="
                + System.getProperty("unet.cache", folder.resolve("cache").toString());
        String classpath = java.util.Arrays.stream(
                        System.getProperty("java.class.path").split(":"))
                .map(part -> Path.of(part).toAbsolutePath().toString())
                .collect(java.util.stream.Collectors.joining(":"));
        Path jar = folder.resolve("none.jar");
        if (!Files.exists(jar))
            try (var out =
                    new java.util.jar.JarOutputStream(Files.newOutputStream(jar), new java.util.jar.Manifest())) {
                out.finish();
            }
        List<String> all = new ArrayList<>(List.of(
                "--master",
                master,
                "--class",
                SparkMain.class.getName(),
                "--driver-memory",
                "600m",
                "--executor-memory",
                "700m",
                "--conf",
                "spark.ui.enabled=false",
                "--conf",
                "spark.driver.extraClassPath=" + classpath,
                "--conf",
                "spark.executor.extraClassPath=" + classpath,
                "--conf",
                "spark.driver.extraJavaOptions=" + cache,
                "--conf",
                "spark.executor.extraJavaOptions=" + cache,
                jar.toString()));
        all.addAll(List.of(arguments));
        return start(log, "spark-submit", all.toArray(String[]::new));
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

    private String said(String log) throws IOException {
        return Files.readString(folder.resolve(log + ".txt"));
    }

    @Test
    void aClusterThatLosesAWorkerGivesTheSameBits() throws Exception {
        Path zarr = image();
        String[] words = {
            "--input", zarr.toString(), "--model", MODEL.toString(), "--objects", "components", "--block", "32"
        };
        SparkJob here = SparkJob.parse(with(words, folder.resolve("here")));
        try (LoadedModel model = here.open(Progress.NONE)) {
            here.prediction().run(model, here.result(), BlockRunner.HERE, Progress.NONE);
        }
        SparkJob job = SparkJob.parse(with(words, folder.resolve("there")));
        Process driver = submit("driver", with(words, folder.resolve("there")));
        Path chunks = BlockSegmentation.unfinished(job.result()).resolve("classes.zarr/0");
        waitFor(() -> !driver.isAlive() || files(chunks) > 15);
        assertTrue(driver.isAlive(), said("driver"));
        end(cluster.get(1));
        assertTrue(driver.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS));
        assertEquals(0, driver.exitValue(), said("driver"));
        assertTrue(said("master").contains("Removing worker"), said("master"));
        assertEquals(values(here.result()), values(job.result()));
        assertFalse(Files.exists(BlockSegmentation.unfinished(job.result())));
    }

    @Test
    void blocksThatAreMissingAreAnError() throws Exception {
        Path zarr = image();
        Files.write(zarr.resolve("0/c/1/2/2"), new byte[] {1, 2, 3});
        String[] words = {
            "--input", zarr.toString(), "--model", MODEL.toString(), "--block", "64", "--objects", "components"
        };
        Process driver = submit("driver", with(words, folder.resolve("out")));
        assertTrue(driver.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS));
        assertNotEquals(0, driver.exitValue(), said("driver"));
        assertTrue(said("driver").contains("are missing after 4 attempts"), said("driver"));
        assertTrue(said("driver").contains("Cannot read"), said("driver"));
    }

    @Test
    void aFolderOfImagesGivesTheSameBitsOnceNoneIsDamaged() throws Exception {
        Path images = Files.createDirectories(folder.resolve("images"));
        for (int i = 0; i < 3; i++) Files.copy(MODEL.resolve("image.png"), images.resolve("cells" + i + ".png"));
        byte[] whole = Files.readAllBytes(images.resolve("cells1.png"));
        Files.write(images.resolve("cells1.png"), Arrays.copyOf(whole, 100));
        String[] words = {"--images", images.toString(), "--model", MODEL.toString(), "--objects", "components"};
        Process damaged = submit("damaged", with(words, folder.resolve("there")));
        assertTrue(damaged.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS));
        String said = said("damaged");
        assertEquals(1, damaged.exitValue(), said);
        assertTrue(said.contains("1 of 3 images are missing after 4 attempts"), said);
        assertTrue(said.contains("cells1: Cannot read"), said);
        assertFalse(said.contains("\tat "), said);
        Files.write(images.resolve("cells1.png"), whole);
        Process mended = submit("mended", with(words, folder.resolve("there")));
        assertTrue(mended.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS));
        assertEquals(0, mended.exitValue(), said("mended"));
        assertTrue(said("mended").contains("1 of 3 images"), "those that are there stay");
        SparkJob here = SparkJob.parse(with(words, folder.resolve("here")));
        ExecutorImages.prediction().run(here.options(), Progress.NONE);
        for (int i = 0; i < 3; i++)
            assertArrayEquals(
                    Files.readAllBytes(folder.resolve("here/cells" + i + ".tif")),
                    Files.readAllBytes(folder.resolve("there/cells" + i + ".tif")));
    }

    private static String[] with(String[] words, Path output) {
        List<String> all = new ArrayList<>(List.of(words));
        all.addAll(List.of("--output", output.toString()));
        return all.toArray(String[]::new);
    }

    private static long files(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) return 0;
        try (var all = Files.walk(folder)) {
            return all.filter(Files::isRegularFile).count();
        } catch (java.io.UncheckedIOException e) { // temporary files come and go
            return 0;
        }
    }
}
