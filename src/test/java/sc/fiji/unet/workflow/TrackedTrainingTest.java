package sc.fiji.unet.workflow;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import net.imglib2.img.array.ArrayImgs;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mlflow.api.proto.Service;
import org.mlflow.tracking.MlflowClient;
import sc.fiji.unet.base.Progress;
import sc.fiji.unet.config.ClassInfo;
import sc.fiji.unet.config.ClassList;
import sc.fiji.unet.config.TrackOptions;
import sc.fiji.unet.config.TrainOptions;
import sc.fiji.unet.data.AnnotatedImage;
import sc.fiji.unet.image.ImageSource;
import sc.fiji.unet.track.MlflowServer;
import sc.fiji.unet.track.RealPython;
import sc.fiji.unet.train.EpochRow;
import sc.fiji.unet.train.TrainingEvent;

/** Trains for two epochs and asks those who show trainings what they know of it. */
class TrackedTrainingTest {
    private static final String READER =
            """
            import json, sys
            from tensorboard.backend.event_processing.event_accumulator import EventAccumulator
            from tensorboard.plugins.hparams.plugin_data_pb2 import HParamsPluginData
            from google.protobuf.json_format import MessageToDict
            run = EventAccumulator(sys.argv[1], size_guidance={"scalars": 0, "images": 0})
            run.Reload()
            start = run.SummaryMetadata("_hparams_/session_start_info").plugin_data
            hparams = HParamsPluginData.FromString(start.content).session_start_info.hparams
            print(json.dumps({
                "scalars": {tag: [[s.step, s.value] for s in run.Scalars(tag)] for tag in run.Tags()["scalars"]},
                "images": {tag: [i.step for i in run.Images(tag)] for tag in run.Tags()["images"]},
                "hparams": {key: MessageToDict(value) for key, value in hparams.items()},
            }))
            """;

    @TempDir
    Path folder;

    private final List<String> notes = new ArrayList<>();

    private List<EpochRow> train(int epochs, boolean resume, TrackOptions track) {
        TrainOptions options = FineTuningTest.options(folder.resolve("model"));
        options = options.withFit(options.fit().withLimits(epochs, 0))
                .withRun(options.run().withResume(resume).withTrack(track));
        Progress progress = new Progress() {
            @Override
            public void note(String line) {
                notes.add(line);
            }
        };
        return Training.run(TinySet.of(1, "background", "disk"), options, event -> {}, progress)
                .history();
    }

    private static int steps(List<EpochRow> history) {
        return (int) history.get(history.size() - 1).step();
    }

    @Test
    void tablesLieInEveryModelFolder() throws IOException {
        List<EpochRow> history = train(2, false, TrackOptions.NONE);
        Path model = folder.resolve("model");
        assertEquals(
                1 + steps(history),
                Files.readAllLines(model.resolve("train.csv")).size());
        assertEquals(3, Files.readAllLines(model.resolve("epoch.csv")).size());
        List<String> validation = Files.readAllLines(model.resolve("validation.csv"));
        assertEquals("step,loss,dice,iou,dice/disk", validation.get(0));
        assertEquals(
                history.get(1).validation().dice(),
                Double.parseDouble(validation.get(2).split(",")[2]),
                1e-6);
        assertTrue(Files.readString(model.resolve("parameters.csv")).contains("\nloss,dice-ce"));
    }

    /** What a kill leaves right after each checkpoint, and right before: resumed, no epoch is missing and none is twice. */
    @Test
    void aKillLosesNoRowOfAFinishedEpoch() throws IOException {
        TrainOptions options = FineTuningTest.options(folder.resolve("model"));
        options = options.withFit(options.fit().withLimits(4, 0));
        List<Path> killed = new ArrayList<>();
        TrainingEvent.Listener copies = event -> {
            boolean ahead = event instanceof TrainingEvent.StepDone && !killed.isEmpty();
            if (!ahead && !(event instanceof TrainingEvent.Checkpointed)) return;
            if (killed.size() >= 3) return;
            killed.add(copy(folder.resolve("model"), folder.resolve("killed" + killed.size())));
        };
        Training.run(TinySet.of(1, "background", "disk"), options, copies, Progress.NONE);
        assertEquals(3, killed.size());
        Files.writeString(killed.get(0).resolve("epoch.csv"), "9999,0.5,1\n", StandardOpenOption.APPEND);
        for (Path model : killed) {
            TrainOptions resumed = FineTuningTest.options(model);
            resumed = resumed.withFit(resumed.fit().withLimits(4, 0))
                    .withRun(resumed.run().withResume(true));
            Training.run(TinySet.of(1, "background", "disk"), resumed, event -> {}, Progress.NONE);
            assertEquals(column(folder.resolve("model"), "epoch.csv"), column(model, "epoch.csv"));
            assertEquals(column(folder.resolve("model"), "validation.csv"), column(model, "validation.csv"));
            assertEquals(column(folder.resolve("model"), "train.csv"), column(model, "train.csv"));
        }
    }

    private static List<String> column(Path model, String table) throws IOException {
        return Files.readAllLines(model.resolve(table)).stream()
                .map(line -> line.substring(0, line.indexOf(',')))
                .toList();
    }

    private static Path copy(Path from, Path to) {
        try (Stream<Path> files = Files.list(from)) {
            Files.createDirectories(to);
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                if (!file.getFileName().toString().startsWith(".part"))
                    Files.copy(file, to.resolve(file.getFileName()));
            }
            return to;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void aPreviewThatCannotBeDrawnEndsNoTraining() {
        TrainingEvent.Listener brittle = event -> {
            if (event instanceof TrainingEvent.Segmented) throw new ArrayIndexOutOfBoundsException("no such pixel");
        };
        Progress noting = new Progress() {
            @Override
            public void note(String line) {
                notes.add(line);
            }
        };
        TrainOptions options = FineTuningTest.options(folder.resolve("model"));
        assertEquals(
                1,
                Training.run(TinySet.of(1, "background", "disk"), options, brittle, noting)
                        .history()
                        .size());
        assertTrue(notes.stream().anyMatch(note -> note.startsWith("No preview of disk4")), notes.toString());
    }

    @Test
    void imagesOfOneRowOrColumnHavePreviews() {
        for (long[] size : List.of(new long[] {5000, 1}, new long[] {1, 5000}, new long[] {2, 3000})) {
            int pixels = (int) (size[0] * size[1]);
            float[] values = new float[pixels];
            for (int i = 0; i < pixels; i++) values[i] = i;
            ImageSource thin = new ImageSource("thin", ArrayImgs.floats(values, size[0], size[1], 1));
            AnnotatedImage annotated = new AnnotatedImage(thin, ArrayImgs.ints(new int[pixels], size), null);
            ClassList classes = ClassList.of(ClassInfo.ofIndex(0), ClassInfo.ofIndex(1));
            BufferedImage picture = new PreviewTile(annotated, classes)
                    .pictures(new int[pixels])
                    .get(0);
            assertEquals(224, Math.max(picture.getWidth(), picture.getHeight()));
            int last = picture.getRGB(picture.getWidth() - 1, picture.getHeight() - 1) & 0xFF;
            assertTrue(last > (picture.getRGB(0, 0) & 0xFF), "brighter at the end");
        }
    }

    @Test
    void tensorBoardReadsATrainingThatWasResumed() throws Exception {
        RealPython python = RealPython.with("tensorboard");
        TrackOptions track = TrackOptions.of(folder.resolve("logs"), "", "unet");
        train(1, false, track);
        List<EpochRow> history = train(2, true, track);
        JsonObject read = JsonParser.parseString(
                        python.lastLine(READER, folder.resolve("logs/model").toString()))
                .getAsJsonObject();
        JsonObject scalars = read.getAsJsonObject("scalars");
        assertEquals(steps(history), scalars.getAsJsonArray("train/loss").size());
        var dice = scalars.getAsJsonArray("validation/dice/disk");
        assertEquals(2, dice.size());
        for (int i = 0; i < 2; i++) {
            assertEquals(
                    history.get(i).step(), dice.get(i).getAsJsonArray().get(0).getAsLong());
            double[] expected = history.get(i).validation().classDice();
            assertEquals(expected[1], dice.get(i).getAsJsonArray().get(1).getAsDouble(), 1e-6);
        }
        assertEquals(2, read.getAsJsonObject("images").size(), "a picture of each validation image");
        JsonObject parameters = read.getAsJsonObject("hparams");
        assertEquals("dice-ce", parameters.get("loss").getAsString());
        assertEquals(0.001, parameters.get("learningrate").getAsDouble(), 1e-9);
    }

    @Test
    void mlflowKeepsFiguresAndModel() throws Exception {
        try (MlflowServer server = MlflowServer.start(folder);
                MlflowClient client = new MlflowClient(server.address().toString())) {
            List<EpochRow> history =
                    train(2, false, TrackOptions.of(null, server.address().toString(), "disks"));
            assertFalse(notes.stream().anyMatch(note -> note.startsWith("Tracking")), notes.toString());
            String experiment =
                    client.getExperimentByName("disks").orElseThrow().getExperimentId();
            Service.Run run =
                    client.getRun(client.listRunInfos(experiment).get(0).getRunId());
            String id = run.getInfo().getRunId();
            assertEquals(Service.RunStatus.FINISHED, run.getInfo().getStatus());
            assertEquals("model", run.getInfo().getRunName());
            Map<String, String> parameters = run.getData().getParamsList().stream()
                    .collect(Collectors.toMap(Service.Param::getKey, Service.Param::getValue));
            assertEquals("dice-ce", parameters.get("loss"));
            assertEquals("2 of 16 x 16", parameters.get("batch") + " of " + parameters.get("patch"));
            assertTrue(run.getData().getTagsList().stream()
                    .anyMatch(tag ->
                            tag.getKey().equals("classes") && tag.getValue().equals("background, disk")));
            assertEquals(
                    steps(history), client.getMetricHistory(id, "train/loss").size());
            assertEquals(
                    history.get(1).validation().dice(),
                    client.getMetricHistory(id, "validation/dice").get(1).getValue(),
                    1e-9);
            assertEquals(Files.readString(folder.resolve("model/model.json")), server.file(id, "model.json"));
            assertTrue(server.file(id, "model.pt").startsWith("PK"), "an archive");
            long step = history.get(0).step();
            String picture = String.format("images/preview/disk4/%08d.png", step);
            assertTrue(server.file(id, picture).contains("PNG"));
        }
    }

    @Test
    void aServerThatIsAwayIsToldOfOnceAndStopsNothing() throws IOException {
        int port;
        try (ServerSocket socket = new ServerSocket(0)) {
            port = socket.getLocalPort();
        }
        List<EpochRow> history = train(1, false, TrackOptions.of(null, "http://127.0.0.1:" + port, "disks"));
        assertEquals(1, history.size());
        assertEquals(
                1, notes.stream().filter(note -> note.startsWith("Tracking")).count());
    }
}
