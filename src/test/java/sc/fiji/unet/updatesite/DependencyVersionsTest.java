package sc.fiji.unet.updatesite;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.w3c.dom.NodeList;

/** Fiji puts all jars on one class path: ours must be of the versions that pom-scijava manages for everything in Fiji. */
class DependencyVersionsTest {
    private static final Pattern PROPERTY = Pattern.compile("\\$\\{([^}]+)}");

    /** GROUP/ARTIFACT/VERSION/FILE.jar below the local repository. */
    private static final Pattern JAR = Pattern.compile("(.+?)/([^/]+)/([^/]+)/\\2-\\3[^/]*\\.jar");

    @Test
    void everyLibraryThatFijiManagesHasItsVersion() throws Exception {
        List<String> jars = List.of(System.getProperty("java.class.path").split(File.pathSeparator));
        String ij = jars.stream()
                .filter(jar -> jar.contains("net/imagej/ij/"))
                .findFirst()
                .orElseThrow();
        Path repository = Path.of(ij.substring(0, ij.indexOf("net/imagej/ij/")));
        Map<String, String> managed = managed(repository);
        assertTrue(managed.containsKey("com.google.code.gson:gson"), "the parent was understood");
        List<String> different = new ArrayList<>();
        for (String jar : jars) {
            if (!jar.startsWith(repository.toString())) continue;
            Matcher m =
                    JAR.matcher(repository.relativize(Path.of(jar)).toString().replace('\\', '/'));
            if (!m.matches()) continue;
            String version = managed.get(m.group(1).replace('/', '.') + ":" + m.group(2));
            if (version != null && !version.equals(m.group(3))) different.add(jar + ": Fiji has " + version);
        }
        assertEquals(List.of(), different);
    }

    private static Map<String, String> managed(Path repository) throws Exception {
        String version =
                Files.readString(Path.of("pom.xml")).split("<version>")[1].split("<")[0];
        Path pom = repository.resolve("org/scijava/pom-scijava/" + version + "/pom-scijava-" + version + ".pom");
        Element project = DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(pom.toFile())
                .getDocumentElement();
        Map<String, String> properties = new HashMap<>();
        NodeList values = child(project, "properties").getChildNodes();
        for (int i = 0; i < values.getLength(); i++)
            properties.put(values.item(i).getNodeName(), values.item(i).getTextContent());
        Map<String, String> managed = new HashMap<>();
        NodeList dependencies = child(project, "dependencyManagement").getElementsByTagName("dependency");
        for (int i = 0; i < dependencies.getLength(); i++) {
            Element dependency = (Element) dependencies.item(i);
            String name = text(dependency, "groupId", properties) + ":" + text(dependency, "artifactId", properties);
            managed.put(name, text(dependency, "version", properties));
        }
        return managed;
    }

    private static Element child(Element parent, String name) {
        for (Node node = parent.getFirstChild(); node != null; node = node.getNextSibling()) {
            if (node.getNodeName().equals(name)) return (Element) node;
        }
        throw new AssertionError(parent.getNodeName() + " has no " + name);
    }

    private static String text(Element parent, String name, Map<String, String> properties) {
        String text = child(parent, name).getTextContent().strip();
        for (Matcher m = PROPERTY.matcher(text); m.find(); m = PROPERTY.matcher(text)) {
            text = text.replace(m.group(), properties.getOrDefault(m.group(1), "?"));
        }
        return text;
    }
}
