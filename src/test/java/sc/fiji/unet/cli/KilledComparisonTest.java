package sc.fiji.unet.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import sc.fiji.unet.samples.SampleSet;

/** A comparison in a process of its own that is killed as a power cut would kill it, then started again. */
@Tag("slow")
class KilledComparisonTest {
    private static final int RUNS = 6;
    private static final long PATIENCE_SECONDS = 300;

    @TempDir
    Path folder;

    private Process compare(String log) throws IOException {
        Path data = folder.resolve("heart");
        List<String> command = List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx1g",
                "-Djava.awt.headless=true",
                "-Dunet.cache="
                        + System.getProperty(
                                "unet.cache", folder.resolve("cache").toString()),
                "-cp",
                System.getProperty("java.class.path"),
                UnetMain.class.getName(),
                "compare",
                "--images=" + data.resolve("images"),
                "--masks=" + data.resolve("masks"),
                "--split=" + data.resolve("split.csv"),
                "--output=" + folder.resolve("comparison"),
                "--learningrates=0.004,0.0004",
                "--seeds=1,2,3",
                "--epochs=3",
                "--depth=1",
                "--width=4",
                "--patch=48",
                "--batch=4",
                "--device=cpu");
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve(log).toFile())
                .start();
    }

    private List<Path> inRuns(String name) throws IOException {
        Path runs = folder.resolve("comparison/runs");
        if (!Files.isDirectory(runs)) return List.of();
        try (Stream<Path> all = Files.list(runs)) {
            return all.map(run -> run.resolve(name)).filter(Files::exists).toList();
        }
    }

    /** With two runs finished and the third between two of its epochs. */
    private void killInTheMiddle(Process process) throws IOException, InterruptedException {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        while (inRuns("model/checkpoint.pt").size() < 3) {
            assertTrue(process.isAlive() && System.nanoTime() < end, () -> said("killed.txt"));
            Thread.sleep(10);
        }
        process.destroyForcibly().waitFor();
    }

    private String said(String log) {
        try {
            return Files.readString(folder.resolve(log));
        } catch (IOException e) {
            return e.toString();
        }
    }

    private Map<String, String> finished() throws IOException {
        Map<String, String> results = new TreeMap<>();
        for (Path file : inRuns("result.json")) results.put(file.toString(), Files.readString(file));
        return results;
    }

    @Test
    void aKilledGridGoesOnWhereItWas() throws Exception {
        SampleSet.HEART.write(folder.resolve("heart"));
        killInTheMiddle(compare("killed.txt"));
        Map<String, String> before = finished();
        assertTrue(before.size() >= 2 && before.size() < RUNS, before.keySet().toString());
        Process second = compare("second.txt");
        assertTrue(second.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS), () -> said("second.txt"));
        assertEquals(0, second.exitValue(), () -> said("second.txt"));
        Map<String, String> after = finished();
        assertEquals(RUNS, after.size(), () -> said("second.txt"));
        before.forEach((file, result) -> assertEquals(result, after.get(file), file));
        assertTrue(said("second.txt").contains("Resuming after step"), said("second.txt"));
        JsonArray rows = JsonParser.parseString(Files.readString(folder.resolve("comparison/comparison.json")))
                .getAsJsonObject()
                .getAsJsonArray("runs");
        assertEquals(RUNS, rows.size());
        for (String result : before.values()) {
            double dice = dice(JsonParser.parseString(result).getAsJsonObject().get("validation"));
            assertTrue(rows.asList().stream()
                    .anyMatch(row -> row.getAsJsonObject().get("dice").getAsDouble() == dice));
        }
    }

    private static double dice(JsonElement figures) {
        return figures.getAsJsonObject().getAsJsonObject("pooled").get("dice").getAsDouble();
    }
}
