package sc.fiji.unet.compare;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import sc.fiji.unet.base.FolderLock;
import sc.fiji.unet.base.Json;
import sc.fiji.unet.base.OptionException;
import sc.fiji.unet.base.Progress;
import sc.fiji.unet.config.CompareOptions;
import sc.fiji.unet.config.Recipe;
import sc.fiji.unet.config.SplitPart;
import sc.fiji.unet.config.TrainOptions;
import sc.fiji.unet.imagej.files.ImageFiles;
import sc.fiji.unet.imagej.files.OutputFiles;
import sc.fiji.unet.imagej.training.TrainingPictures;
import sc.fiji.unet.samples.SampleSet;
import sc.fiji.unet.workflow.Training;

class ComparisonTest {
    @TempDir
    static Path folder;

    /** Cancels in the second epoch of the n-th training. */
    private static final class Interrupting implements Progress {
        private final List<String> notes = new ArrayList<>();
        private final int training;
        private boolean inSecondEpoch;

        Interrupting(int training) {
            this.training = training;
        }

        private long trainings() {
            return notes.stream().filter(note -> note.startsWith("Training ")).count();
        }

        @Override
        public void note(String line) {
            notes.add(line);
            if (line.startsWith("Training ")) inSecondEpoch = false;
        }

        @Override
        public void update(long done, long total, String what) {
            inSecondEpoch = what.startsWith("Epoch 2");
        }

        @Override
        public boolean canceled() {
            return inSecondEpoch && trainings() == training;
        }
    }

    @BeforeAll
    static void paint() {
        SampleSet.HEART.write(folder.resolve("heart"));
    }

    private static CompareOptions options(String output) {
        Path data = folder.resolve("heart");
        TrainOptions common =
                TrainOptions.defaults(data.resolve("images"), data.resolve("masks"), folder.resolve(output));
        common = common.withData(common.data().withSplit(data.resolve("split.csv")))
                .withNetwork(common.network().withSize(1, 4))
                .withInput(common.input().withPatch(48, 4))
                .withFit(common.fit().withLimits(2, 0))
                .withRun(common.run().withDevice("cpu"));
        List<Recipe> recipes = Recipe.grid(Map.of("learningrate", List.of("0.004", "0.0001")));
        return new CompareOptions(common, recipes, List.of(1L, 2L), 0, folder.resolve(output + ".json"));
    }

    private static TrainOptions brief(CompareOptions options) {
        return options.common().withFit(options.common().fit().withLimits(1, 0));
    }

    private static ComparisonResult compare(CompareOptions options, Progress progress) {
        Training training = new Training(new ImageFiles(), new TrainingPictures());
        return new Comparison(new ImageFiles(), new OutputFiles(), training).run(options, progress);
    }

    private static List<Path> results(String output) throws IOException {
        try (var files = Files.walk(folder.resolve(output).resolve("runs"))) {
            return files.filter(file -> file.endsWith("result.json")).sorted().toList();
        }
    }

    @Test
    void anInterruptedComparisonGoesOnAndGivesTheSameRows() throws IOException {
        CompareOptions options = options("interrupted");
        assertThrows(CancellationException.class, () -> compare(options, new Interrupting(3)));
        List<Path> done = results("interrupted");
        assertEquals(2, done.size());
        List<String> before = new ArrayList<>();
        for (Path file : done) before.add(Files.readString(file));
        Interrupting second = new Interrupting(-1);
        ComparisonResult result = compare(options, second);
        for (int i = 0; i < 2; i++) assertEquals(before.get(i), Files.readString(done.get(i)));
        assertEquals(2, second.trainings(), "Two were done before");
        assertTrue(second.notes.stream().anyMatch(note -> note.startsWith("Resuming after step")), "not from scratch");
        compare(options("whole"), Progress.NONE);
        List<Path> resumed = results("interrupted");
        List<Path> whole = results("whole");
        for (int i = 0; i < 4; i++) {
            RunResult one = Json.read(resumed.get(i), RunResult.class);
            RunResult other = Json.read(whole.get(i), RunResult.class);
            assertEquals(other.validation(), one.validation());
            assertEquals(other.test(), one.test());
        }
        checkReports(result);
    }

    @Test
    void aTrainingThatFailsDoesNotStopTheOthers() throws IOException {
        CompareOptions two = options("failing");
        List<Recipe> recipes = List.of(
                new Recipe("taken", Map.of("learningrate", "0.002")),
                new Recipe("free", Map.of("learningrate", "0.004")));
        Interrupting notes = new Interrupting(-1);
        try (FolderLock other = FolderLock.of(folder.resolve("failing/runs/taken-seed1/model"))) {
            compare(new CompareOptions(brief(two), recipes, List.of(1L), 0, two.report()), notes);
        }
        assertEquals(1, results("failing").size());
        assertTrue(notes.notes.stream().anyMatch(note -> note.startsWith("taken") && note.contains("failed")));
    }

    private static void checkReports(ComparisonResult result) throws IOException {
        Map<?, ?> report = Json.read(folder.resolve("interrupted.json"), Map.class);
        List<?> runs = (List<?>) report.get("runs");
        assertEquals(4, runs.size());
        for (String key : List.of("architecture", "loss", "dice", "iou", "pixelaccuracy", "crossentropy", "noise")) {
            assertNotNull(((Map<?, ?>) runs.get(0)).get(key), key);
        }
        assertTrue((double) ((Map<?, ?>) runs.get(0)).get("epochseconds") > 0);
        assertTrue((double) ((Map<?, ?>) runs.get(0)).get("megabytes") > 0);
        assertTrue(report.containsKey("best"));
        String page = Files.readString(result.page());
        assertEquals(2 + 4 * 2, page.split("<svg|<path d=\"M[^\"]*L", -1).length - 1, "two charts of four curves");
        assertEquals(12, page.split("<img ", -1).length - 1, "four images: truth and two networks");
        assertEquals(
                3,
                Files.readAllLines(folder.resolve("interrupted/comparison.csv")).size());
    }

    @Test
    void otherSettingsAreAnotherTraining() {
        CompareOptions options = options("changed");
        CompareOptions one =
                new CompareOptions(brief(options), options.recipes().subList(0, 1), List.of(1L), 0, null);
        compare(one, Progress.NONE);
        TrainOptions longer = one.common().withFit(one.common().fit().withLimits(2, 0));
        Interrupting progress = new Interrupting(-1);
        compare(new CompareOptions(longer, one.recipes(), one.seeds(), 0, null), progress);
        assertEquals(1, progress.trainings());
    }

    @Test
    void foldsHoldEachImageOnceAndTestImagesNever() throws IOException {
        CompareOptions options = options("folds");
        List<Fold> folds = Fold.of(
                new CompareOptions(options.common(), options.recipes(), List.of(1L), 3, null), new ImageFiles());
        List<String> held = new ArrayList<>();
        for (Fold fold : folds) {
            var split = sc.fiji.unet.data.Split.read(fold.data().split());
            held.addAll(split.of(SplitPart.VALIDATION));
            assertEquals(5, split.of(SplitPart.TEST).size());
            assertEquals(24, split.parts().size());
        }
        assertEquals(19, held.size());
        assertEquals(19, held.stream().distinct().count());
    }

    @Test
    void misspelledRecipesAreRefusedBeforeTheFirstStep() {
        CompareOptions options = options("misspelled");
        List<Recipe> recipes = List.of(options.recipes().get(0), Recipe.of(Map.of("loss", "dise")));
        CompareOptions wrong = new CompareOptions(options.common(), recipes, List.of(1L), 0, null);
        Interrupting progress = new Interrupting(-1);
        assertThrows(OptionException.class, () -> compare(wrong, progress));
        assertEquals(0, progress.trainings());
    }
}
