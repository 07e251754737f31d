package sc.fiji.unet.track;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mlflow.api.proto.Service;
import org.mlflow.tracking.MlflowClient;
import sc.fiji.unet.base.InputException;
import sc.fiji.unet.base.Progress;
import sc.fiji.unet.config.RunOptions;
import sc.fiji.unet.config.TrackOptions;

class MlflowTrackerTest {
    @TempDir
    Path folder;

    @Test
    void refusesAServerThatIsNotThere() throws IOException {
        URI nobody = URI.create("http://127.0.0.1:" + MlflowServer.freePort());
        try (MlflowTracker tracker =
                new MlflowTracker(nobody, "unet", new MlflowMemory(folder.resolve("mlflow.json"), false))) {
            Tracker.Run run = new Tracker.Run("run", Map.of(), Map.of());
            String message =
                    assertThrows(InputException.class, () -> tracker.start(run)).getMessage();
            assertTrue(message.contains(nobody.toString()), message);
        }
    }

    @Test
    void aResumedTrainingGoesOnWithItsRun() {
        try (FakeMlflow server = FakeMlflow.start()) {
            for (boolean resume : new boolean[] {false, true, false}) runOnce(server, resume);
            assertEquals(2, server.requests("runs/create").size(), "the first and the last");
            assertEquals(
                    List.of("run1"),
                    server.requests("RUNNING").stream()
                            .map(request -> request.replaceFirst(".*\"run_id\": \"(\\w+)\".*", "$1"))
                            .toList());
            assertEquals(2, server.requests("\"loss\"").size(), "parameters are told when a run begins");
        }
    }

    private void runOnce(FakeMlflow server, boolean resume) {
        TrackOptions track = TrackOptions.of(null, server.address().toString(), "cells");
        RunOptions options =
                RunOptions.defaults(folder.resolve("model")).withResume(resume).withTrack(track);
        try (Tracker tracker = Trackers.open(options, Progress.NONE)) {
            tracker.start(new Tracker.Run("model", Map.of("loss", "dice-ce"), Map.of()));
            tracker.finished();
        }
    }

    @Test
    void recordsARunOnARealServer() throws Exception {
        try (MlflowServer server = MlflowServer.start(folder)) {
            track(server.address());
            check(server);
        }
    }

    private void track(URI address) throws IOException {
        Path model = Files.createDirectories(folder.resolve("my model"));
        Files.writeString(model.resolve("card.json"), "{}");
        try (Tracker tracker = Trackers.open(
                RunOptions.defaults(folder.resolve("run"))
                        .withTrack(TrackOptions.of(null, address.toString(), "cells")),
                Progress.NONE)) {
            tracker.start(new Tracker.Run("first", Map.of("loss", "dice-ce"), Map.of("data", "lungs")));
            for (int step = 1; step <= 1200; step++) tracker.scalar("train/loss", step, 1.0 / step);
            tracker.scalar("validation/dice/my+cell", 7, 0.5);
            tracker.image("preview", 7, 2, 1, new int[] {0xff0000, 0xff});
            tracker.artifact(model);
            tracker.finished();
        }
    }

    private static void check(MlflowServer server) throws Exception {
        try (MlflowClient client = new MlflowClient(server.address().toString())) {
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
            String id = run.getInfo().getRunId();
            assertEquals("{}", server.file(id, "my%20model/card.json"));
            assertTrue(server.file(id, "images/preview/00000007.png").contains("PNG"));
        }
    }
}
