package sc.fiji.unet.workflow;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import sc.fiji.unet.base.Progress;
import sc.fiji.unet.config.PrecisionChoice;
import sc.fiji.unet.config.SegmentOptions;
import sc.fiji.unet.config.TrainOptions;
import sc.fiji.unet.imagej.files.ImageFiles;
import sc.fiji.unet.imagej.segmentation.SegmentationFiles;
import sc.fiji.unet.imagej.training.TrainingPictures;
import sc.fiji.unet.model.LoadedModel;
import sc.fiji.unet.train.TrainingEvent;

/** Long work takes no more of the machine at its end than it did once it was under way. */
@EnabledOnOs(OS.LINUX)
class SteadyTest {
    private static final int STEPS = Integer.getInteger("unet.steady.steps", 400);
    private static final int PREDICTIONS = Integer.getInteger("unet.steady.predictions", 40);
    /** Of what the allocators of libtorch and Java keep for later; leaks of a step's arrays are some 100 KB each. */
    private static final long SLACK_MB = 48;

    @TempDir
    Path folder;

    private record Use(long residentMb, long files, long threads) {
        static Use now() {
            System.gc();
            try (Stream<Path> open = Files.list(Path.of("/proc/self/fd"))) {
                long pages = Long.parseLong(
                        Files.readString(Path.of("/proc/self/statm")).split(" ")[1]);
                return new Use(
                        pages * 4096 >> 20,
                        open.count(),
                        Thread.getAllStackTraces().size());
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    private static void requireFlat(List<Use> uses) {
        Use early = uses.get(0);
        Use late = uses.get(uses.size() - 1);
        System.out.println("Steady: " + uses);
        assertTrue(late.residentMb() - early.residentMb() < SLACK_MB, uses.toString());
        assertTrue(late.files() <= early.files() + 2, uses.toString());
        assertTrue(late.threads() <= early.threads() + 2, uses.toString());
    }

    @Test
    void stepsLeaveNothingBehind() {
        List<Use> uses = new ArrayList<>();
        int[] steps = {0};
        TrainOptions options = FineTuningTest.options(folder.resolve("model"));
        Progress enough = new Progress() {
            @Override
            public boolean stopRequested() {
                return steps[0] >= STEPS;
            }
        };
        new Training(new ImageFiles(), new TrainingPictures())
                .run(
                        TinySet.of(1, "background", "disk"),
                        options.withFit(options.fit().withLimits(1_000_000, 0)),
                        event -> {
                            if (!(event instanceof TrainingEvent.StepDone)) return;
                            if (++steps[0] % (STEPS / 4) == 0) uses.add(Use.now());
                        },
                        enough);
        assertEquals(4, uses.size());
        requireFlat(uses);
    }

    @Test
    void predictionsLeaveNothingBehind() throws IOException {
        Path images = Files.createDirectories(folder.resolve("in"));
        Files.copy(StoredModelTest.FORMAT_1.resolve("image.png"), images.resolve("image.png"));
        SegmentOptions options = SegmentOptions.defaults(images, folder.resolve("out"), StoredModelTest.FORMAT_1)
                .withDevice("cpu");
        List<Use> uses = new ArrayList<>();
        for (int n = 1; n <= PREDICTIONS; n++) {
            new Prediction(
                            new ImageFiles(),
                            new SegmentationFiles(),
                            LoadedModel.libtorch(PrecisionChoice.FP32, Progress.NONE))
                    .run(options, Progress.NONE);
            if (n % (PREDICTIONS / 4) == 0) uses.add(Use.now());
        }
        requireFlat(uses);
    }
}
