package sc.fiji.unet;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What a fresh clone must not contain. */
class RepositoryTest {
    private static final List<String> TEXT = List.of(
            ".java", ".xml", ".md", ".sh", ".config", ".ijm", ".groovy", ".py", ".yml", ".yaml", ".csv", ".properties");

    /** Where packages come from is the builder's setting, never the project's. */
    private static final Pattern REGISTRY = Pattern.compile(
            "https?://[\\w.-]*(maven|repo1|pypi|pythonhosted|artifactory|nexus|jcenter|sonatype)[\\w.-]*"
                    + "|<repository>|<pluginRepository>|--(extra-)?index-url");

    @Test
    void noRegistryHostIsNamed() throws IOException {
        try (Stream<Path> files = Files.walk(Path.of(""))) {
            List<String> found = files.filter(RepositoryTest::isOurText)
                    .flatMap(RepositoryTest::hosts)
                    .toList();
            assertEquals(List.of(), found);
        }
    }

    private static Stream<String> hosts(Path file) {
        String name = file.getFileName().toString();
        if (name.equals("RepositoryTest.java")) return Stream.empty();
        // The name of the POM's own grammar is not a host that anything is fetched from.
        String text = read(file).replaceAll("https?://maven\\.apache\\.org/(POM|xsd)", "");
        return REGISTRY.matcher(text).results().map(match -> file + ": " + match.group());
    }

    private static boolean isOurText(Path file) {
        String path = file.toString();
        if (path.startsWith(".git/") || path.startsWith("target/") || !Files.isRegularFile(file)) return false;
        return path.startsWith("scripts/")
                || path.startsWith(".ci/")
                || TEXT.stream().anyMatch(path::endsWith);
    }

    private static String read(Path file) {
        try {
            return new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
