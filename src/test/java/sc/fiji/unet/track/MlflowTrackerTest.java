package sc.fiji.unet.track;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mlflow.api.proto.Service;
import org.mlflow.tracking.MlflowClient;
import sc.fiji.unet.config.InputException;
import sc.fiji.unet.config.Progress;

class MlflowTrackerTest {
    private static final long START_SECONDS = 120;

    @TempDir
    Path folder;

    @Test
    void refusesAServerThatIsNotThere() throws IOException {
        URI nobody = URI.create("http://127.0.0.1:" + freePort());
        try (MlflowTracker tracker = new MlflowTracker(nobody, "unet")) {
            Tracker.Run run = new Tracker.Run("run", Map.of(), Map.of());
            String message =
                    assertThrows(InputException.class, () -> tracker.start(run)).getMessage();
            assertTrue(message.contains(nobody.toString()), message);
        }
    }

    @Test
    void recordsARunOnARealServer() throws Exception {
        RealPython python = RealPython.with("mlflow");
        int port = freePort();
        Process server = python.start(
                folder.resolve("server.log"),
                "-m",
                "mlflow",
                "server",
                "--host",
                "127.0.0.1",
                "--port",
                String.valueOf(port),
                "--workers",
                "1",
                "--backend-store-uri",
                "sqlite:///" + folder.resolve("runs.db"),
                "--artifacts-destination",
                folder.resolve("files").toString());
        URI address = URI.create("http://127.0.0.1:" + port);
        try {
            awaitHealth(address, server);
            track(address);
            check(address);
        } finally {
            stop(server);
        }
    }

    private void track(URI address) throws IOException {
        Path model = Files.createDirectories(folder.resolve("my model"));
        Files.writeString(model.resolve("card.json"), "{}");
        try (Tracker tracker = Trackers.open(
                new Trackers.Targets(folder.resolve("run"), false, address.toString(), "cells"), Progress.NONE)) {
            tracker.start(new Tracker.Run("first", Map.of("loss", "dice-ce"), Map.of("data", "lungs")));
            for (int step = 1; step <= 1200; step++) tracker.scalar("train/loss", step, 1.0 / step);
            tracker.scalar("validation/dice/my+cell", 7, 0.5);
            tracker.image("preview", 7, 2, 1, new int[] {0xff0000, 0xff});
            tracker.artifact(model);
            tracker.finished();
        }
    }

    private static void check(URI address) throws Exception {
        try (MlflowClient client = new MlflowClient(address.toString())) {
            String experiment =
                    client.getExperimentByName("cells").orElseThrow().getExperimentId();
            Service.Run run =
                    client.getRun(client.listRunInfos(experiment).get(0).getRunId());
            assertEquals(Service.RunStatus.FINISHED, run.getInfo().getStatus());
            assertEquals("first", run.getInfo().getRunName());
            assertEquals("dice-ce", run.getData().getParams(0).getValue());
            assertTrue(run.getData().getTagsList().stream()
                    .anyMatch(
                            tag -> tag.getKey().equals("data") && tag.getValue().equals("lungs")));
            List<Service.Metric> losses = client.getMetricHistory(run.getInfo().getRunId(), "train/loss");
            assertEquals(1200, losses.size());
            double[] expected = new double[1200];
            for (int i = 0; i < expected.length; i++) expected[i] = 1.0 / (i + 1);
            assertArrayEquals(
                    expected,
                    losses.stream()
                            .sorted(Comparator.comparing(Service.Metric::getStep))
                            .mapToDouble(Service.Metric::getValue)
                            .toArray());
            assertEquals(
                    1,
                    client.getMetricHistory(run.getInfo().getRunId(), "validation/dice/my_cell")
                            .size());
            String files = address + "/get-artifact?run_uuid=" + run.getInfo().getRunId() + "&path=";
            assertEquals("{}", get(URI.create(files + "my%20model/card.json")));
            assertTrue(get(URI.create(files + "images/preview/00000007.png")).contains("PNG"));
        }
    }

    private static void awaitHealth(URI address, Process server) throws InterruptedException {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(START_SECONDS);
        while (System.nanoTime() < end && server.isAlive()) {
            if (isUp(address)) return;
            Thread.sleep(200);
        }
        throw new AssertionError("mlflow server did not come up within " + START_SECONDS + " s");
    }

    private static boolean isUp(URI address) throws InterruptedException {
        try {
            return "OK".equals(get(address.resolve("/health")));
        } catch (IOException e) {
            return false; // nobody listens yet
        }
    }

    private static String get(URI address) throws IOException, InterruptedException {
        return HttpClient.newHttpClient()
                .send(HttpRequest.newBuilder(address).build(), BodyHandlers.ofString())
                .body();
    }

    private static void stop(Process server) throws InterruptedException {
        List<ProcessHandle> children = server.descendants().toList();
        server.destroy();
        children.forEach(ProcessHandle::destroy);
        if (!server.waitFor(10, TimeUnit.SECONDS)) server.destroyForcibly();
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }
}
