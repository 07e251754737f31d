package sc.fiji.unet.spark;

import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Collectors;

/**
 * A cluster of a master and two workers on this machine, by the Spark that SPARK_HOME names; without one a test is skipped.
 */
final class LocalCluster implements AutoCloseable {
    static final long PATIENCE_SECONDS = 600;
    private static final int WORKERS = 2;
    private static final String HOST = "127.0.0.1";

    private final String home = System.getenv("SPARK_HOME");
    private final List<Process> processes = new ArrayList<>();
    private final List<Process> workers = new ArrayList<>();
    private int started;
    private final Path folder;
    private String master;

    private LocalCluster(Path folder) {
        this.folder = folder;
    }

    interface Condition {
        boolean holds() throws IOException;
    }

    /** Starts one, whose logs lie in the folder. */
    static LocalCluster start(Path folder) throws Exception {
        LocalCluster cluster = new LocalCluster(folder);
        assumeTrue(cluster.home != null, "SPARK_HOME names no Spark");
        cluster.start();
        return cluster;
    }

    private void start() throws Exception {
        String port;
        try (ServerSocket free = new ServerSocket(0)) {
            port = String.valueOf(free.getLocalPort());
        }
        master = "spark://" + HOST + ":" + port;
        String main = "org.apache.spark.deploy.master.Master --webui-port 0 -h " + HOST + " -p " + port;
        start("master", "spark-class", main.split(" "));
        for (int i = 0; i < WORKERS; i++) addAWorker();
        waitForWorkers();
    }

    private void addAWorker() throws IOException {
        String log = "worker" + started++;
        String worker = "org.apache.spark.deploy.worker.Worker -c 1 -m 1g --webui-port 0 -h " + HOST + " -d ";
        workers.add(start(log, "spark-class", (worker + folder.resolve(log) + " " + master).split(" ")));
    }

    private void waitForWorkers() throws Exception {
        waitFor(() -> said("master").split("Registering worker").length == started + 1);
    }

    /** Puts another worker in the place of each that was lost. */
    void mend() throws Exception {
        while (workers.size() < WORKERS) addAWorker();
        waitForWorkers();
    }

    @Override
    public void close() {
        processes.forEach(LocalCluster::end);
    }

    void loseAWorker() throws Exception {
        end(workers.remove(0));
        waitFor(() -> said("master").split("Removing worker").length == started - workers.size() + 1);
    }

    private static void end(Process process) {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
    }

    void waitFor(Condition condition) throws Exception {
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
        builder.environment().put("SPARK_LOCAL_IP", HOST);
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        Process process = builder.start();
        processes.add(process);
        return process;
    }

    /** Has the driver do what the arguments say. */
    Process submit(String log, String... arguments) throws IOException {
        String cache = "-Dunet.cache="
                + System.getProperty("unet.cache", folder.resolve("cache").toString());
        String classpath = Arrays.stream(System.getProperty("java.class.path").split(":"))
                .map(part -> Path.of(part).toAbsolutePath().toString())
                .collect(Collectors.joining(":"));
        List<String> all = new ArrayList<>(List.of("--master", master, "--class", SparkMain.class.getName()));
        all.addAll(List.of("--driver-memory", "600m", "--executor-memory", "700m"));
        all.addAll(List.of("--conf", "spark.ui.enabled=false"));
        for (String side : List.of("driver", "executor"))
            all.addAll(List.of(
                    "--conf",
                    "spark." + side + ".extraClassPath=" + classpath,
                    "--conf",
                    "spark." + side + ".extraJavaOptions=" + cache));
        all.add(emptyJar().toString());
        all.addAll(List.of(arguments));
        return start(log, "spark-submit", all.toArray(String[]::new));
    }

    private Path emptyJar() throws IOException {
        Path jar = folder.resolve("none.jar");
        if (!Files.exists(jar))
            try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar), new Manifest())) {
                out.finish();
            }
        return jar;
    }

    String said(String log) throws IOException {
        return Files.readString(folder.resolve(log + ".txt"));
    }

    /** How many files lie in a folder that others write to. */
    static long files(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) return 0;
        try (var all = Files.walk(folder)) {
            return all.filter(Files::isRegularFile).count();
        } catch (UncheckedIOException e) { // temporary files come and go
            return 0;
        }
    }
}
