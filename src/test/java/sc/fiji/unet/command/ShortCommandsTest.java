package sc.fiji.unet.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Commands are parameters and a few lines over a facade: what they do is in the rooms below, where others can call it. */
class ShortCommandsTest {
    private static final int MOST = 15;

    /** Says which fields of a dialog count, a table for the eye. */
    private static final String TABLE = " matters(";

    private static final Path SOURCES = Path.of("src/main/java/sc/fiji/unet/command");

    @Test
    void noneHasMoreThanFifteenLinesInItsMethods() throws IOException {
        Map<String, Integer> longer = new TreeMap<>();
        try (Stream<Path> files = Files.list(SOURCES)) {
            for (Path file : files.filter(ShortCommandsTest::isCommand).toList()) {
                int lines = linesInMethods(Files.readAllLines(file));
                if (lines > MOST) longer.put(file.getFileName().toString(), lines);
            }
        }
        assertEquals(Map.of(), longer, "move what these do to a facade");
    }

    @Test
    void linesAreCounted() throws IOException {
        assertTrue(linesInMethods(Files.readAllLines(SOURCES.resolve("TrainCommand.java"))) > 5);
        assertEquals(
                2,
                linesInMethods(
                        List.of("    void run(", "            int x) {", "        a();", "        b();", "    }")));
        assertEquals(0, linesInMethods(List.of("    boolean matters(String p) {", "        return true;", "    }")));
    }

    /** Nor is there anything else. */
    @Test
    void thereAreCommandsOnly() throws IOException {
        try (Stream<Path> files = Files.list(SOURCES)) {
            List<String> others = files.filter(file -> !isCommand(file))
                    .map(file -> file.getFileName().toString())
                    .toList();
            assertEquals(List.of("package-info.java"), others);
        }
    }

    private static boolean isCommand(Path file) {
        return file.getFileName().toString().endsWith("Command.java");
    }

    /** By the indentation that the formatter gives: members at four blanks, what they do at eight and more. */
    private static int linesInMethods(List<String> source) {
        int lines = 0;
        boolean member = false;
        boolean body = false;
        boolean counts = true;
        for (String line : source) {
            if (line.equals("    }")) body = false;
            if (body && counts) lines++;
            if (line.matches("    [\\w<].*\\(.*")) {
                member = !line.contains(" = ");
                counts = !line.contains(TABLE);
            }
            if (member && line.endsWith("{") && !body) body = true;
            if (body) member = false;
        }
        return lines;
    }
}
