package sc.fiji.unet.spark;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import sc.fiji.unet.samples.SampleSet;

/** Two learning rates on two folds of six small images. */
final class TinyComparison {
    private static final int IMAGES = 6;

    private TinyComparison() {}

    static void paint(Path folder) throws IOException {
        SampleSet.HEART.write(folder.resolve("heart"));
        for (String part : List.of("images", "masks"))
            try (var files = Files.list(folder.resolve("heart").resolve(part))) {
                for (Path file : files.sorted().skip(IMAGES).toList()) Files.delete(file);
            }
    }

    /** As after {@code scripts/unet compare}, with paths that begin at the folder of the driver. */
    static List<String> words(String output) {
        return List.of(
                "--images=heart/images",
                "--masks=heart/masks",
                "--learningrates=0.004,0.0001",
                "--folds=2",
                "--epochs=2",
                "--depth=1",
                "--width=4",
                "--patch=48",
                "--batch=4",
                "--device=cpu",
                "--output=" + output);
    }

    /** The table, but for how long things took. */
    static List<String> timeless(Path output) throws IOException {
        List<String> rows = Files.readAllLines(output.resolve("comparison.csv"));
        List<String> head = Arrays.asList(rows.get(0).split(","));
        return rows.stream().map(row -> timeless(row, head)).toList();
    }

    private static String timeless(String row, List<String> head) {
        String[] cells = row.split(",", -1);
        for (int i = 0; i < cells.length; i++) if (head.get(i).contains("seconds")) cells[i] = "";
        return String.join(",", cells);
    }
}
