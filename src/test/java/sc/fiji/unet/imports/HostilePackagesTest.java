package sc.fiji.unet.imports;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import sc.fiji.unet.base.InputException;
import sc.fiji.unet.base.Protobuf;
import sc.fiji.unet.export.SmallModels;

/** Packages that are broken, or that somebody made to do harm: each is refused by what is wrong, and nothing is written. */
class HostilePackagesTest {
    @TempDir
    static Path made;

    @TempDir
    Path folder;

    private static Path good;

    @BeforeAll
    static void export() {
        good = Packages.export(
                SmallModels.write(made.resolve("model"), "unet", 2, "zscore", 2), made.resolve("good.zip"));
    }

    private static Packages packages() throws Exception {
        return Packages.read(good);
    }

    private void refused(Packages files, String... words) throws Exception {
        refused(files.zip(folder.resolve("package.zip")), words);
    }

    private void refused(Path input, String... words) throws Exception {
        Path model = folder.resolve("models/imported");
        String message = assertThrows(InputException.class, () -> Packages.imported(input, model))
                .getMessage();
        for (String word : words) assertTrue(message.contains(word), message);
        assertFalse(Files.exists(folder.resolve("models")), "nothing is written");
        try (Stream<Path> files = Files.list(folder.getParent())) {
            assertFalse(files.anyMatch(file -> file.toString().contains("evil")), "nothing beside it either");
        }
    }

    @Test
    void namesThatLeadOut() throws Exception {
        byte[] evil = "evil".getBytes(StandardCharsets.UTF_8);
        refused(packages().with("../evil.txt", evil), "\"../evil.txt\" leads out");
        refused(packages().with("a/../../evil.txt", evil), "leads out");
        refused(packages().with("/evil.txt", evil), "\"/evil.txt\" leads out");
        refused(packages().with("..\\evil.txt", evil), "leads out");
        refused(packages().with("C:evil.txt", evil), "leads out");
    }

    @Test
    void aDescriptionThatNamesFilesElsewhere() throws Exception {
        Files.write(folder.resolve("outside.onnx"), packages().file("weights.onnx"));
        refused(packages().replace("source: weights.onnx", "source: ../outside.onnx"), "../outside.onnx", "leads out");
        Packages url = packages().replace("source: weights.onnx", "source: https://example.org/weights.onnx");
        refused(url, "https://example.org/weights.onnx, which is not in the package");
    }

    @Test
    void aLinkThatLeadsOutOfTheFolder() throws Exception {
        Path unpacked = packages().without("weights.onnx").unpacked(folder.resolve("unpacked"));
        Path outside = Files.write(folder.resolve("outside.onnx"), packages().file("weights.onnx"));
        Files.createSymbolicLink(unpacked.resolve("weights.onnx"), outside);
        refused(unpacked, "weights.onnx leads out");
    }

    @Test
    void tooManyFiles() throws Exception {
        Packages many = packages();
        for (int i = 0; i < 2001; i++) many.with("f" + i, new byte[0]);
        refused(many, "more than 2000 files");
    }

    @Test
    void aFileThatUnpacksToManyTimesItsSize() throws Exception {
        refused(packages().with("zeros", new byte[64 << 20]), "zeros", "many times the size");
    }

    @Test
    void twoFilesOfOneName() throws Exception {
        refused(packages().with("WEIGHTS.onnx", new byte[1]), "two files");
    }

    @Test
    void weightsThatWereExchanged() throws Exception {
        byte[] weights = packages().file("weights.onnx");
        weights[weights.length / 2] ^= 1;
        refused(packages().with("weights.onnx", weights), "weights.onnx is not the file that was packed", "sha256");
    }

    @Test
    void yamlThatMakesObjects() throws Exception {
        String script = "!!javax.script.ScriptEngineManager [!!java.net.URLClassLoader [[!!java.net.URL"
                + " [\"http://localhost:1/\"]]]]";
        refused(packages().replace("description: .*", "description: " + script), "cannot be read as YAML");
    }

    @Test
    void yamlWhoseAliasesMultiply() throws Exception {
        StringBuilder bomb = new StringBuilder("a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n");
        for (int i = 1; i < 12; i++) {
            String before = "*a" + (i - 1);
            bomb.append("a" + i + ": &a" + i + " [" + (before + ", ").repeat(9) + before + "]\n");
        }
        refused(packages().text(bomb + packages().text()), "cannot be read as YAML");
    }

    @Test
    void yamlWithoutEnd() throws Exception {
        refused(packages().text("name: " + "[".repeat(100_000)), "cannot be read as YAML");
        Path unpacked = packages().text("x: " + "y".repeat(5 << 20)).unpacked(folder.resolve("unpacked"));
        refused(unpacked, "rdf.yaml has", "bytes");
        refused(packages().with("rdf.yaml", new byte[] {'a', ':', ' ', (byte) 0xFF, (byte) 0xFE}), "YAML");
        refused(packages().text("- just\n- a list\n"), "no description of a model");
    }

    private Packages onnx(byte[] weights) throws Exception {
        return packages()
                .with("weights.onnx", weights)
                .replace("(?s)source: weights.onnx\n *sha256: \\w+", "source: weights.onnx");
    }

    @Test
    void networksThatAreCutOff() throws Exception {
        byte[] weights = packages().file("weights.onnx");
        for (int length : new int[] {0, 1, 20, weights.length / 2, weights.length - 1}) {
            refused(onnx(java.util.Arrays.copyOf(weights, length)), "cannot be read as an ONNX network");
        }
        refused(onnx("no network".getBytes(StandardCharsets.UTF_8)), "cannot be read as an ONNX network");
    }

    private static Protobuf network(Protobuf graph) {
        return new Protobuf()
                .integer(1, 8)
                .message(7, graph)
                .message(8, new Protobuf().text(1, "").integer(2, 17));
    }

    private static Protobuf image(String name) {
        Protobuf shape = new Protobuf();
        for (int size : new int[] {1, 1, 64, 64}) shape.message(1, new Protobuf().integer(1, size));
        Protobuf tensor = new Protobuf().integer(1, 1).message(2, shape);
        return new Protobuf().text(1, name).message(2, new Protobuf().message(1, tensor));
    }

    private static Protobuf graph(Protobuf node, Protobuf constant) {
        return new Protobuf()
                .message(1, node)
                .text(2, "net")
                .message(5, constant)
                .message(11, image("input"))
                .message(12, image("output"));
    }

    private static Protobuf node(String domain, String type) {
        return new Protobuf()
                .text(1, "input")
                .text(1, "w")
                .text(2, "output")
                .text(4, type)
                .text(7, domain);
    }

    private Packages weights(Protobuf node, Protobuf constant) throws Exception {
        return onnx(network(graph(node, constant)).toBytes());
    }

    @Test
    void constantsThatClaimMoreThanIsThere() throws Exception {
        Protobuf huge = new Protobuf();
        for (int i = 0; i < 4; i++) huge.integer(1, 1 << 30);
        refused(
                weights(node("", "Conv"), huge.integer(2, 1).text(8, "w").bytes(9, new byte[4])),
                "cannot be read as an ONNX");
        Protobuf large =
                new Protobuf().integer(1, 1 << 30).integer(2, 1).text(8, "w").bytes(9, new byte[4]);
        refused(weights(node("", "Conv"), large), "cut off", "w should be");
    }

    @Test
    void constantsInFilesElsewhere() throws Exception {
        Protobuf place = new Protobuf().text(1, "location").text(2, "../../../../etc/passwd");
        Protobuf outside = new Protobuf()
                .integer(1, 4)
                .integer(2, 1)
                .text(8, "w")
                .message(13, place)
                .integer(14, 1);
        refused(weights(node("", "Conv"), outside), "lie in another file");
    }

    @Test
    void operatorsOfStrangers() throws Exception {
        Protobuf one = new Protobuf().integer(1, 1).integer(2, 1).text(8, "w").bytes(9, new byte[4]);
        refused(weights(node("evil.org", "RunProgram"), one), "its operator evil.org.RunProgram", "is none that");
        refused(weights(node("", "Loop"), one), "its operator Loop", "is none that");
    }

    @Test
    void arraysOfPythonObjects() throws Exception {
        String header = "{'descr': '|O', 'fortran_order': False, 'shape': (1,), }";
        String pickle = "cos\nsystem\n(S'touch evil'\ntR.";
        byte[] body = ((char) 1 + "" + (char) 0 + (char) header.length() + (char) 0 + header + pickle)
                .getBytes(StandardCharsets.ISO_8859_1);
        byte[] npy = new byte[6 + body.length];
        System.arraycopy(new byte[] {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y'}, 0, npy, 0, 6);
        System.arraycopy(body, 0, npy, 6, body.length);
        refused(test(npy), "test_input.npy cannot be read as a NumPy array");
    }

    private Packages test(byte[] npy) throws Exception {
        return packages()
                .with("test_input.npy", npy)
                .replace("(?s)source: test_input.npy\n *sha256: \\w+", "source: test_input.npy");
    }

    @Test
    void arraysThatClaimMoreThanIsThere() throws Exception {
        byte[] npy = packages().file("test_input.npy");
        String text = new String(npy, StandardCharsets.ISO_8859_1);
        String larger = text.replaceFirst("'shape': \\(1, 1, \\d+, \\d+", "'shape': (9, 9, 9999, 999");
        assertFalse(larger.equals(text));
        refused(test(larger.getBytes(StandardCharsets.ISO_8859_1)), "cannot be read as a NumPy array");
        refused(test(java.util.Arrays.copyOf(npy, npy.length - 3)), "cut off");
    }

    @Test
    void cardsThatDoNotFit() throws Exception {
        Packages files = packages();
        String text = files.text();
        int card = text.indexOf("card:");
        assertTrue(card > 0, text);
        refused(packages().replace("(?s)card: .*?\n(?=    \\w)", "card: '{\"format\": 1}'\n"), "lacks");
        refused(packages().replace("zscore", "nonsense").replace("zscore", "nonsense"), "nonsense");
    }

    @Test
    void whatOnlyOtherProgramsCanRead() throws Exception {
        Packages keras = packages()
                .replace("(?s)weights:\n  torchscript:", "weights:\n  keras_hdf5:")
                .replace("\n  onnx:", "\n  tensorflow_js:");
        refused(keras, "keras_hdf5, tensorflow_js", "Ask its author to add ONNX weights");
        refused(
                packages()
                        .replace(
                                "(?s)weights:\n  torchscript:.*?\nconfig:",
                                "weights:\n  pytorch_state_dict:\n    source: a.pt\nconfig:"),
                "pytorch_state_dict",
                "Ask its author");
        Files.write(folder.resolve("net.h5"), new byte[9]);
        refused(folder.resolve("net.h5"), "Keras", "ONNX");
    }

    @Test
    void operationsThatShipAProgram() throws Exception {
        refused(packages().replace("id: zero_mean_unit_variance", "id: custom"), "the operation custom");
        refused(packages().replace("id: zero_mean_unit_variance", "id: exec"), "exec is no known operation");
    }

    @Test
    void noPackageAtAll() throws Exception {
        Files.writeString(folder.resolve("package.zip"), "no zip file");
        refused(folder.resolve("package.zip"), "cannot be opened as a package");
        refused(packages().without("rdf.yaml"), "there is no rdf.yaml");
        refused(packages().without("weights.onnx"), "lacks the file weights.onnx");
        refused(packages().replace("format_version: 0.5.7", "format_version: 0.3.6"), "expected 0.4 or 0.5");
        refused(folder.resolve("nowhere.zip"), "There is no");
    }
}
