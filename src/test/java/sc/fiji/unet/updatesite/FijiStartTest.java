package sc.fiji.unet.updatesite;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.lang.module.FindException;
import java.lang.module.ModuleFinder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import sc.fiji.unet.engine.NativeFolder;

/**
 * Fiji starts with what our site puts into it. Its launcher gives Java the folder jars/PLATFORM as module path, and a jar
 * there whose name is no module's keeps Java from starting; jars, plugins and their folders are the class path.
 */
class FijiStartTest {
    @TempDir
    Path folder;

    private Path staged;

    @BeforeEach
    void stage() throws IOException {
        staged = folder.resolve("staged");
        Files.createDirectories(staged.resolve("jars"));
        for (String jar : System.getProperty("java.class.path").split(File.pathSeparator)) {
            boolean small = jar.contains("/ai/djl/") || jar.contains("/info/picocli/") || jar.contains("/slf4j-nop/");
            Path file = Path.of(jar);
            if (small && !jar.contains("pytorch-native"))
                Files.copy(file, staged.resolve("jars").resolve(file.getFileName()));
        }
        for (String classifier : NativeFolder.classifiers()) library(staged.resolve("natives"), classifier);
    }

    /** A jar named as those of the native library are, in file name and manifest. */
    static Path library(Path folder, String classifier) throws IOException {
        Files.createDirectories(folder);
        Path file = folder.resolve("pytorch-native-cpu-2.7.1-" + classifier + ".jar");
        Manifest manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        manifest.getMainAttributes().putValue("Automatic-Module-Name", "ai.djl.pytorch_native_cpu_" + classifier);
        new JarOutputStream(Files.newOutputStream(file), manifest).close();
        return file;
    }

    private List<SiteFile> publish(long now) throws IOException {
        Path site = folder.resolve("site");
        new UpdateSite(site, now).publish(staged);
        try (InputStream in = new GZIPInputStream(Files.newInputStream(site.resolve("db.xml.gz")))) {
            return SiteIndex.read(in);
        }
    }

    /** What the updater would install on a platform. */
    private Path install(List<SiteFile> index, String platform) throws IOException {
        Path fiji = folder.resolve("Fiji-" + platform);
        for (SiteFile file : index) {
            boolean fits = file.platform().isEmpty() || file.platform().equals(platform);
            if (file.current() == null || !fits) continue;
            Path to = fiji.resolve(file.name());
            Files.createDirectories(to.getParent());
            Files.copy(
                    folder.resolve("site/" + file.name() + "-" + file.current().timestamp()), to);
        }
        return fiji;
    }

    private record Started(int code, String text) {}

    private static Started start(Path fiji, String platform) throws IOException, InterruptedException {
        Process java = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "--module-path=" + fiji.resolve("jars").resolve(platform),
                        "--list-modules")
                .redirectErrorStream(true)
                .start();
        String text = new String(java.getInputStream().readAllBytes());
        return new Started(java.waitFor(), text);
    }

    /** The jars on Fiji's class path: those in two folders and one level below them. */
    private static List<String> classPath(Path fiji) throws IOException {
        try (Stream<Path> files = Files.walk(fiji.resolve("jars"), 2)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(".jar"))
                    .toList();
        }
    }

    @ParameterizedTest
    @CsvSource({"linux64, linux-x86_64", "linux-arm64, linux-aarch64", "macos-arm64, osx-aarch64", "win64, win-x86_64"})
    void javaStartsWithTheModulePathOfThePlatformAndFindsItsLibrary(String platform, String classifier)
            throws Exception {
        Path fiji = install(publish(20260101000000L), platform);
        Started started = start(fiji, platform);
        assertEquals(0, started.code(), started.text());
        List<String> libraries = new ArrayList<>(classPath(fiji));
        libraries.removeIf(name -> !name.startsWith("pytorch-native"));
        assertEquals(List.of("pytorch-native-cpu-2.7.1-" + classifier + ".jar"), libraries);
    }

    @Test
    void onTheModulePathTheLibraryWouldKeepJavaFromStarting() throws Exception {
        library(folder.resolve("Fiji/jars/linux64"), "linux-x86_64");
        Started started = start(folder.resolve("Fiji"), "linux64");
        assertEquals(1, started.code());
        assertTrue(started.text().contains("boot layer"), started.text());
    }

    @Test
    void whatElseWeShipCouldLieOnTheModulePath() throws IOException {
        try (Stream<Path> jars = Files.list(staged.resolve("jars"))) {
            for (Path jar : jars.toList())
                assertFalse(ModuleFinder.of(jar).findAll().isEmpty(), jar.toString());
        }
        Path library = staged.resolve("natives/pytorch-native-cpu-2.7.1-linux-x86_64.jar");
        assertThrows(FindException.class, () -> ModuleFinder.of(library).findAll());
    }

    /** So that the updater takes it away: to it the library's new place is another file. */
    @Test
    void theLibraryOnTheModulePathIsWithdrawn() throws IOException {
        Files.createDirectories(staged.resolve("jars/linux64"));
        String name = "pytorch-native-cpu-2.7.1-linux-x86_64.jar";
        Path old = staged.resolve("jars/linux64").resolve(name);
        Files.move(staged.resolve("natives").resolve(name), old);
        publish(20260101000000L);
        Files.move(old, staged.resolve("natives").resolve(name));
        List<SiteFile> index = publish(20260202000000L);
        SiteFile withdrawn = find(index, "jars/linux64/" + name);
        assertEquals("linux64", withdrawn.platform());
        assertEquals(null, withdrawn.current());
        assertEquals(
                JarChecksum.of(staged.resolve("natives").resolve(name)),
                withdrawn.previous().get(0).checksum());
        assertEquals("linux64", find(index, "jars/unet-linux64/" + name).platform());
    }

    private static SiteFile find(List<SiteFile> index, String name) {
        return index.stream()
                .filter(file -> file.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no " + name));
    }
}
