package sc.fiji.unet.track;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CsvTrackerTest {
    @TempDir
    Path folder;

    @Test
    void writesATableForEachGroupAndARowForEachStep() throws IOException {
        try (CsvTracker tracker = started()) {
            tracker.scalar("train/loss", 1, 0.5);
            tracker.scalar("train/rate", 1, 0.01);
            tracker.scalar("validation/dice/cell", 1, 0.75);
            tracker.scalar("train/loss", 2, 0.25);
            tracker.scalar("train/rate", 2, 0.001);
            tracker.scalar("seconds", 2, 3);
            assertEquals("step,loss,rate\n1,0.5,0.01\n", read("train.csv"), "on disk once the next step begins");
        }
        assertEquals("step,loss,rate\n1,0.5,0.01\n2,0.25,0.001\n", read("train.csv"));
        assertEquals("step,dice/cell\n1,0.75\n", read("validation.csv"));
        assertEquals("step,seconds\n2,3.0\n", read("metrics.csv"));
    }

    @Test
    void quotesParametersInTheirOrder() throws IOException {
        Map<String, String> parameters = new LinkedHashMap<>();
        parameters.put("loss", "focal");
        parameters.put("classes", "cell, \"dead\"");
        try (CsvTracker tracker = new CsvTracker(folder)) {
            tracker.start(new Tracker.Run("run", parameters, Map.of()));
        }
        assertEquals("parameter,value\nloss,focal\nclasses,\"cell, \"\"dead\"\"\"\n", read("parameters.csv"));
    }

    @Test
    void widensTheTableWhenATagAppearsLater() throws IOException {
        try (CsvTracker tracker = started()) {
            tracker.scalar("train/loss", 1, 4);
            tracker.scalar("train/loss", 2, 3);
            tracker.scalar("train/a,b", 2, 1);
            tracker.scalar("train/loss", 3, Double.NaN);
        }
        assertEquals("step,loss,\"a,b\"\n1,4.0,\n2,3.0,1.0\n3,NaN,\n", read("train.csv"));
    }

    @Test
    void continuesAfterACrashFromTheStepThatResumed() throws IOException {
        try (CsvTracker tracker = started()) {
            for (int step = 1; step <= 4; step++) tracker.scalar("train/loss", step, 1.0 / step);
        }
        Files.writeString(folder.resolve("train.csv"), "5,0.", StandardOpenOption.APPEND);
        try (CsvTracker tracker = started()) {
            tracker.scalar("train/loss", 3, 7);
            tracker.scalar("train/loss", 4, 8);
        }
        assertEquals("step,loss\n1,1.0\n2,0.5\n3,7.0\n4,8.0\n", read("train.csv"));
    }

    private CsvTracker started() {
        CsvTracker tracker = new CsvTracker(folder);
        tracker.start(new Tracker.Run("run", Map.of(), Map.of()));
        return tracker;
    }

    private String read(String name) throws IOException {
        return Files.readString(folder.resolve(name));
    }

    @Test
    void tagsOfAnyNameAreContinued() throws IOException {
        for (int step = 1; step <= 2; step++) {
            try (CsvTracker tracker = started()) {
                tracker.scalar("train/dice/a, \"b\"\nc", step, step);
            }
        }
        assertEquals("step,\"dice/a, \"\"b\"\"\nc\"\n1,1.0\n2,2.0\n", read("train.csv"));
    }
}
