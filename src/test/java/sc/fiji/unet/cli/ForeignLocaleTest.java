package sc.fiji.unet.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import sc.fiji.unet.samples.SampleSet;

/** The program in processes of its own whose locale writes other digits than those of machines. */
class ForeignLocaleTest {
    private static final long PATIENCE_SECONDS = 300;

    @TempDir
    Path folder;

    private String unet(String... args) throws Exception {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx1g",
                "-Duser.language=ar",
                "-Duser.country=EG",
                "-Djava.awt.headless=true",
                "-Dunet.cache="
                        + System.getProperty(
                                "unet.cache", folder.resolve("cache").toString()),
                "-cp",
                System.getProperty("java.class.path"),
                UnetMain.class.getName()));
        command.addAll(List.of(args));
        Path log = folder.resolve("log.txt");
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        assertTrue(process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS), () -> read(log));
        assertEquals(0, process.exitValue(), () -> read(log));
        return read(log);
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void trainsSegmentsAndComparesInTheDigitsOfMachines() throws Exception {
        SampleSet.HEART.write(folder.resolve("heart"));
        String images = "--images=" + folder.resolve("heart/images");
        String masks = "--masks=" + folder.resolve("heart/masks");
        String split = "--split=" + folder.resolve("heart/split.csv");
        Path out = folder.resolve("out");
        String[] small = {"--epochs=1", "--depth=1", "--width=4", "--patch=48", "--batch=4", "--device=cpu"};
        List<String> said = new ArrayList<>();
        said.add(unet(joined(small, "train", images, masks, split, "--model=" + out.resolve("model"))));
        said.add(unet(
                "segment",
                "--input=" + folder.resolve("heart/images"),
                "--output=" + out.resolve("labels"),
                "--model=" + out.resolve("model"),
                "--device=cpu"));
        said.add(unet("info", "--model=" + out.resolve("model")));
        said.add(unet(joined(
                small,
                "compare",
                images,
                masks,
                split,
                "--output=" + out.resolve("compared"),
                "--learningrates=0.01,0.001")));
        said.forEach(ForeignLocaleTest::assertDigitsOfMachines);
        assertTrue(Files.exists(out.resolve("compared/comparison.html")));
        try (Stream<Path> files = Files.walk(out)) {
            for (Path file : files.filter(ForeignLocaleTest::isText).toList()) {
                assertDigitsOfMachines(file + ": " + read(file));
            }
        }
    }

    private static String[] joined(String[] options, String... first) {
        return Stream.concat(Stream.of(first), Stream.of(options)).toArray(String[]::new);
    }

    private static boolean isText(Path file) {
        return Stream.of(".csv", ".json", ".svg", ".html", ".txt", ".md")
                .anyMatch(end -> file.toString().endsWith(end));
    }

    private static void assertDigitsOfMachines(String text) {
        assertTrue(text.chars().noneMatch(c -> c >= 0x660 && c <= 0x66C), text);
    }
}
