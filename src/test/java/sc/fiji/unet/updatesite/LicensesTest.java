package sc.fiji.unet.updatesite;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Element;
import org.w3c.dom.Node;

/**
 * What ships with the program stands in docs/dependencies.md with its version and license, and may be shipped. A new version
 * fails here, so that somebody looks up what is known of it before it goes out.
 */
class LicensesTest {
    private static final Path TABLE = Path.of("docs/dependencies.md");
    private static final Pattern ROW = Pattern.compile("\\| `([\\w.-]+:[\\w.-]+)` \\| ([\\w.-]+) \\| ([^|]+) \\|.*");
    private static final Pattern JAR = Pattern.compile("(.+)/([^/]+)/([^/]+)/\\2-\\3[^/]*\\.jar");

    /** Names that POMs give to licenses which let anybody ship the library with a program of any license. */
    private static final Map<String, Pattern> ALLOWED = Map.of(
            "Apache 2.0", Pattern.compile("(?i)(the )?apache([ -]software)?([ -]license)?,?[ -](version )?2\\.0"),
            "BSD 2-clause", Pattern.compile("Simplified BSD License"),
            "MIT", Pattern.compile("(The )?MIT( License)?"),
            "public domain", Pattern.compile("Public domain"));

    /** What only tests and the build use, and what a cluster brings. */
    private static final List<String> NOT_SHIPPED = List.of(
            "org.junit.",
            "org.opentest4j",
            "org.apiguardian",
            "net.jqwik",
            "org.apache.groovy",
            "com.tngtech.archunit",
            "org.openjdk.jmh",
            "net.sf.jopt-simple",
            "org.apache.commons:commons-math3",
            "com.formdev",
            "org.openjdk.nashorn",
            "org.ow2.asm",
            "org.apache.spark",
            "org.scala-lang");

    /** A jar by the coordinates that its place in the local repository gives. */
    private record Library(String name, String version, Path pom) {
        Library(String group, String artifact, String version, Path repository) {
            this(
                    group + ":" + artifact,
                    version,
                    repository
                            .resolve(group.replace('.', '/'))
                            .resolve(artifact)
                            .resolve(version)
                            .resolve(artifact + "-" + version + ".pom"));
        }
    }

    @Test
    void allThatShipsIsListedWithItsVersionAndMayBeShipped() throws Exception {
        Map<String, String> listed = new TreeMap<>();
        for (String line : Files.readAllLines(TABLE)) {
            Matcher row = ROW.matcher(line);
            if (row.matches()) listed.put(row.group(1), row.group(2) + ", " + row.group(3));
        }
        Map<String, String> shipped = new TreeMap<>();
        for (Library library : shipped()) shipped.put(library.name(), library.version() + ", " + license(library));
        assertEquals(
                shipped, listed, "docs/dependencies.md is not up to date: look up what is known of the new versions");
    }

    private static List<Library> shipped() {
        List<String> jars = List.of(System.getProperty("java.class.path").split(File.pathSeparator));
        Path repository = repository(jars);
        List<Library> shipped = new ArrayList<>();
        for (String jar : jars) {
            if (!jar.startsWith(repository.toString())) continue;
            Matcher m =
                    JAR.matcher(repository.relativize(Path.of(jar)).toString().replace('\\', '/'));
            if (!m.matches()) continue;
            Library library = new Library(m.group(1).replace('/', '.'), m.group(2), m.group(3), repository);
            if (NOT_SHIPPED.stream().noneMatch(library.name()::startsWith)) shipped.add(library);
        }
        return shipped;
    }

    private static Path repository(List<String> jars) {
        String place = "net/imagej/ij/";
        return jars.stream()
                .map(jar -> jar.replace('\\', '/'))
                .filter(jar -> jar.contains(place))
                .map(jar -> Path.of(jar.substring(0, jar.indexOf(place))))
                .findFirst()
                .orElseThrow();
    }

    /** One that may be shipped where the POM gives a choice; what it says itself where none may. */
    private static String license(Library library) throws Exception {
        List<String> said = licenses(library.pom());
        return said.stream().flatMap(LicensesTest::known).findFirst().orElse("NOT ALLOWED: " + said);
    }

    private static Stream<String> known(String said) {
        return ALLOWED.entrySet().stream()
                .filter(license -> license.getValue().matcher(said).matches())
                .map(Map.Entry::getKey);
    }

    /** Those of the POM, or of the nearest parent that names any. */
    private static List<String> licenses(Path pom) throws Exception {
        Element project = DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(pom.toFile())
                .getDocumentElement();
        Element licenses = child(project, "licenses");
        if (licenses == null) return licenses(parent(pom, child(project, "parent")));
        List<String> names = new ArrayList<>();
        for (Node node = licenses.getFirstChild(); node != null; node = node.getNextSibling()) {
            if (node instanceof Element license) names.add(text(license, "name"));
        }
        return names;
    }

    private static Path parent(Path pom, Element parent) {
        Path file = pom.toAbsolutePath();
        Path repository = file;
        while (!Files.isDirectory(repository.resolve("net/imagej/ij"))) repository = repository.getParent();
        return new Library(text(parent, "groupId"), text(parent, "artifactId"), text(parent, "version"), repository)
                .pom();
    }

    private static Element child(Element parent, String name) {
        for (Node node = parent.getFirstChild(); node != null; node = node.getNextSibling()) {
            if (node.getNodeName().equals(name)) return (Element) node;
        }
        return null;
    }

    private static String text(Element parent, String name) {
        return child(parent, name).getTextContent().strip();
    }
}
