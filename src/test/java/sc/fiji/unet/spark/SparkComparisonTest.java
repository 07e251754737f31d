package sc.fiji.unet.spark;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.Serializable;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.spark.api.java.function.Function;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import sc.fiji.unet.base.FolderLock;
import sc.fiji.unet.base.InputException;
import sc.fiji.unet.base.Json;
import sc.fiji.unet.base.OptionException;
import sc.fiji.unet.base.Progress;
import sc.fiji.unet.compare.ComparisonResult;
import sc.fiji.unet.imagej.training.TrainingPictures;

/** Networks compared by a cluster that is a loop, beside the same comparison on one machine. */
class SparkComparisonTest {
    @TempDir
    static Path folder;

    private final List<String> notes = new ArrayList<>();
    private final Progress progress = new Progress() {
        @Override
        public void note(String line) {
            notes.add(line);
        }
    };

    @BeforeAll
    static void paint() throws IOException {
        TinyComparison.paint(folder);
    }

    private static SparkComparison comparison(String output) {
        List<String> words = new ArrayList<>(TinyComparison.words(output));
        words.replaceAll(word -> word.startsWith("--epochs=") ? "--epochs=1" : word);
        return SparkComparison.parse(folder, words);
    }

    private static Map<?, ?> figures(String output) {
        return Json.read(folder.resolve(output).resolve("comparison.json"), Map.class);
    }

    private static List<String> results(String output) throws IOException {
        try (var files = Files.walk(folder.resolve(output).resolve("runs"))) {
            List<String> results = new ArrayList<>();
            for (Path file :
                    files.filter(file -> file.endsWith("result.json")).sorted().toList())
                results.add(Files.getLastModifiedTime(file) + Files.readString(file));
            return results;
        }
    }

    private long trainings() {
        return notes.stream().filter(note -> note.startsWith("Training: ")).count();
    }

    @Test
    void theTableIsThatOfOneMachineAndASecondStartTrainsNothing() throws IOException {
        TrainingPictures.comparison().run(comparison("here").options(), Progress.NONE);
        SparkComparison there = comparison("there");
        SparkTasks tasks = new SparkTasks(new LoopCluster());
        ComparisonResult result = new SparkTrainings(tasks, there).run(progress);
        SparkTrainings.requireWhole(result);
        assertEquals(4, result.done());
        assertEquals(0, tasks.failures());
        assertTrue(notes.contains("Training: 4 of 4 trainings"), notes.toString());
        assertEquals(TinyComparison.timeless(folder.resolve("here")), TinyComparison.timeless(folder.resolve("there")));
        assertEquals(3, TinyComparison.timeless(folder.resolve("there")).size(), "a head and two networks");
        assertEquals(figures("here").get("best"), figures("there").get("best"));
        List<String> done = results("there");
        notes.clear();
        SparkTrainings.requireWhole(new SparkTrainings(tasks, there).run(progress));
        assertEquals(0, trainings(), notes.toString());
        assertEquals(done, results("there"));
        Files.delete(folder.resolve("there/runs/learningrate=0.004-seed1-fold2/result.json"));
        SparkTrainings.requireWhole(new SparkTrainings(tasks, there).run(progress));
        assertTrue(notes.contains("Training: 1 of 4 trainings"), "only what is missing: " + notes);
    }

    @Test
    void whatFailsIsTriedAgainAndThenReportedBesideATableOfTheOthers() throws IOException {
        SparkComparison comparison = comparison("failing");
        SparkTasks tasks = new SparkTasks(new LoopCluster());
        try (FolderLock other = FolderLock.of(folder.resolve("failing/runs/learningrate=0.004-seed1-fold2/model"))) {
            ComparisonResult result = new SparkTrainings(tasks, comparison).run(progress);
            assertEquals(List.of("learningrate=0.004-seed1-fold2"), result.missing());
            assertEquals(3, result.done());
            assertEquals(4, tasks.failures());
            assertTrue(
                    notes.stream()
                            .anyMatch(note -> note.startsWith("Failed: learningrate=0.004-seed1-fold2: Something")),
                    notes.toString());
            String said = assertThrows(InputException.class, () -> SparkTrainings.requireWhole(result))
                    .getMessage();
            assertTrue(said.startsWith("1 of 4 trainings are missing: learningrate=0.004-seed1-fold2."), said);
        }
        assertEquals(3, results("failing").size());
        SparkTrainings.requireWhole(new SparkTrainings(tasks, comparison).run(progress));
        assertEquals(4, results("failing").size());
    }

    @Test
    void aClusterThatBreaksLeavesATableOfWhatIsDone() throws IOException {
        SparkComparison comparison = comparison("broken");
        ComparisonResult result = new SparkTrainings(new SparkTasks(new BreakingCluster()), comparison).run(progress);
        assertEquals(1, result.done());
        assertEquals(3, result.missing().size());
        assertTrue(notes.stream().anyMatch(note -> note.contains("executors were lost")), notes.toString());
    }

    /** Is lost after its first task. */
    private static final class BreakingCluster implements SparkTasks.Cluster {
        @Override
        public <T extends Serializable> List<SparkTasks.Failed<T>> run(List<T> tasks, Function<T, String> work) {
            new LoopCluster().run(tasks.subList(0, 1), work);
            throw new IllegalStateException("all executors were lost");
        }
    }

    @Test
    void wordsReachExecutorsThatWorkInFoldersOfTheirOwn() throws Exception {
        SparkComparison comparison = comparison("out");
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
            out.writeObject(comparison);
        }
        try (ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
            SparkComparison read = (SparkComparison) in.readObject();
            assertEquals(comparison, read);
            assertEquals(comparison.hashCode(), read.hashCode());
            assertEquals(folder.resolve("out"), read.options().output());
            assertEquals(
                    folder.resolve("heart/images"),
                    read.options().common().data().images());
        }
    }

    @Test
    void whatCannotBeMeantIsRefusedBeforeAClusterIsAsked() {
        assertSays("--output is missing", TinyComparison.words("x").subList(0, 3));
        assertSays("Unknown option --archtectures=unet: did you mean --architectures?", with("--archtectures=unet"));
        assertSays("validation = held", with("--validation=held"));
        assertSays("range", with("--folds=1"));
        SparkComparison misspelled = SparkComparison.parse(folder, with("--losses=dise"));
        assertThrows(OptionException.class, () -> new SparkTrainings(new SparkTasks(new LoopCluster()), misspelled)
                .run(progress));
        assertEquals(0, trainings());
    }

    private static List<String> with(String word) {
        List<String> words = new ArrayList<>(TinyComparison.words("out"));
        words.removeIf(other -> other.split("=")[0].equals(word.split("=")[0]));
        words.add(word);
        return words;
    }

    private static void assertSays(String expected, List<String> words) {
        String said = assertThrows(OptionException.class, () -> SparkComparison.parse(folder, words))
                .getMessage();
        assertTrue(said.contains(expected), said);
    }
}
