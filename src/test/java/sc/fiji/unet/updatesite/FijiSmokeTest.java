package sc.fiji.unet.updatesite;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.spi.ToolProvider;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** scripts/fiji-smoke on a folder laid out like a Fiji, made of the libraries that this build has. */
class FijiSmokeTest {
    /** Libraries that Fiji ships, as in scripts/update-site. */
    private static final List<String> SHIPPED = List.of(
            "/org/scijava/",
            "/net/imglib2/",
            "/net/imagej/",
            "/com/google/code/gson/",
            "/net/java/dev/jna/",
            "/org/apache/commons/",
            "/commons-codec/",
            "/commons-io/",
            "/org/slf4j/",
            "/org/yaml/");

    @TempDir
    Path folder;

    private record Said(int code, String text) {}

    @BeforeAll
    static void needsLinux() {
        assumeTrue(System.getProperty("os.name").equals("Linux"), "runs a shell script with Linux's libtorch");
        assumeTrue(System.getProperty("os.arch").equals("amd64"), "the class path has this platform's libtorch");
    }

    private static Said smoke(Map<String, String> environment, Path fiji) throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder("bash", "scripts/fiji-smoke", fiji.toString());
        builder.environment().putAll(environment);
        Process process = builder.redirectErrorStream(true).start();
        String text = new String(process.getInputStream().readAllBytes());
        return new Said(process.waitFor(), text);
    }

    @Test
    void whatIsNoFijiIsRefusedInWords() throws Exception {
        Said nowhere = smoke(Map.of(), folder.resolve("nowhere"));
        assertEquals(1, nowhere.code());
        assertTrue(nowhere.text().contains("is no folder"), nowhere.text());
        assertTrue(smoke(Map.of(), folder).text().contains("no folder jars"));
        Files.createDirectories(folder.resolve("jars"));
        Files.createDirectories(folder.resolve("plugins"));
        assertTrue(smoke(Map.of(), folder).text().contains("no ImageJ"));
    }

    @Test
    void aJarThatKeepsFijiFromStartingIsNamed() throws Exception {
        Path fiji = folder.resolve("Fiji.app");
        Files.createDirectories(fiji.resolve("plugins"));
        Files.createDirectories(fiji.resolve("jars"));
        Files.createFile(fiji.resolve("jars/ij-1.54p.jar"));
        FijiStartTest.library(folder.resolve("staged/jars/linux64"), "linux-x86_64");
        Path site = folder.resolve("site");
        new UpdateSite(site, 20260101000000L).publish(folder.resolve("staged"));
        Said said = smoke(Map.of("SMOKE_SITE", site.toString()), fiji);
        assertEquals(1, said.code());
        assertTrue(said.text().contains("Java does not start with the module path jars/linux64"), said.text());
        assertTrue(said.text().contains("pytorch-native-cpu-2.7.1-linux-x86_64.jar"), said.text());
    }

    @Test
    void theInstalledJarsTrainAndSegmentAndTheGivenFijiStaysAsItWas() throws Exception {
        Path fiji = folder.resolve("Fiji.app");
        Path staged = folder.resolve("staged");
        for (Path made : List.of(fiji.resolve("jars"), fiji.resolve("plugins"), staged.resolve("plugins"))) {
            Files.createDirectories(made);
        }
        Files.createDirectories(staged.resolve("jars"));
        Files.createDirectories(staged.resolve("natives"));
        for (String jar : System.getProperty("java.class.path").split(File.pathSeparator)) {
            if (jar.endsWith(".jar")) Files.copy(Path.of(jar), place(jar, fiji, staged));
        }
        ToolProvider.findFirst("jar")
                .orElseThrow()
                .run(
                        System.out,
                        System.err,
                        "cf",
                        staged.resolve("plugins/unet-0.jar").toString(),
                        "-C",
                        "target/classes",
                        ".");
        Path site = folder.resolve("site");
        new UpdateSite(site, 20260101000000L).publish(staged);
        List<String> before = list(fiji);
        // by epochs, not by the clock: other programs may take the processors; a small network learns as the usual one
        // does
        Map<String, String> settings = Map.of(
                "SMOKE_SITE",
                site.toString(),
                "SMOKE_MINUTES",
                "0",
                "SMOKE_EPOCHS",
                "2",
                "SMOKE_TRAIN",
                "--width 8 --depth 3",
                "SMOKE_DICE",
                "0.3");
        Said said = smoke(settings, fiji);
        assertEquals(0, said.code(), said.text());
        assertTrue(said.text().contains("RESULT: passed"), said.text());
        assertEquals(before, list(fiji), "the given Fiji");
    }

    private static Path place(String jar, Path fiji, Path staged) {
        String name = Path.of(jar).getFileName().toString();
        if (SHIPPED.stream().anyMatch(jar::contains))
            return fiji.resolve("jars").resolve(name);
        return staged.resolve(name.startsWith("pytorch-native") ? "natives" : "jars")
                .resolve(name);
    }

    private static List<String> list(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.map(Path::toString).sorted().toList();
        }
    }
}
