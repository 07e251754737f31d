package sc.fiji.unet.export;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ij.IJ;
import ij.ImagePlus;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import sc.fiji.unet.base.Progress;
import sc.fiji.unet.config.Averaging;
import sc.fiji.unet.config.TestTimeAugmentation;
import sc.fiji.unet.imagej.files.ImageFiles;
import sc.fiji.unet.imagej.files.OutputFiles;
import sc.fiji.unet.model.ModelFolder;

/** What is in a package; whether others can use it is judged by {@link PackageJudgeTest}. */
class BioimageioPackageTest {
    private static final ModelFolder MODEL = new ModelFolder(Path.of("src/test/resources/models/format-1"));

    @TempDir
    Path folder;

    private Map<String, Object> description(Path file) throws Exception {
        String text = new String(bytes(file, "rdf.yaml"), java.nio.charset.StandardCharsets.UTF_8);
        return new Yaml(new SafeConstructor(new LoaderOptions())).load(text);
    }

    private static byte[] bytes(Path file, String name) throws Exception {
        try (ZipFile zip = new ZipFile(file.toFile());
                InputStream in = zip.getInputStream(zip.getEntry(name))) {
            return in.readAllBytes();
        }
    }

    private Path export(ModelFolder model, ExportOptions options) {
        new Export(new ImageFiles(), new OutputFiles()).run(model, options, Progress.NONE);
        return options.output();
    }

    private ExportOptions plain() {
        return ExportOptions.of(folder.resolve("new/model.zip"), "auto");
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> first(Map<String, Object> map, String key) {
        return ((List<Map<String, Object>>) map.get(key)).get(0);
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> axis(Map<String, Object> tensor, int index) {
        return ((List<Map<String, Object>>) tensor.get("axes")).get(index);
    }

    @Test
    void theSumOfEveryFileIsSaid() throws Exception {
        Path file = export(MODEL, plain());
        String yaml = new String(bytes(file, "rdf.yaml"), java.nio.charset.StandardCharsets.UTF_8);
        int summed = 0;
        try (ZipFile zip = new ZipFile(file.toFile())) {
            assertEquals("rdf.yaml", zip.entries().nextElement().getName());
            for (ZipEntry entry : zip.stream().map(ZipEntry.class::cast).toList()) {
                byte[] sum = MessageDigest.getInstance("SHA-256").digest(bytes(file, entry.getName()));
                if (yaml.contains("sha256: " + HexFormat.of().formatHex(sum))) summed++;
            }
            assertEquals(9, zip.size());
        }
        assertEquals(6, summed, "weights, test tensors and sample images");
        try (var files = Files.list(file.getParent())) {
            assertEquals(1, files.count(), "nothing is left beside it");
        }
    }

    @Test
    void sizesHaloAndClassesAreSaid() throws Exception {
        Map<String, Object> said = description(export(MODEL, plain()));
        assertEquals("U-Net format-1", said.get("name"));
        assertEquals(
                Map.of("min", 52, "step", 4), axis(first(said, "inputs"), 2).get("size"));
        assertEquals(24, axis(first(said, "outputs"), 3).get("halo"));
        assertEquals(
                List.of("background", "foreground"),
                axis(first(said, "outputs"), 1).get("channel_names"));
        assertFalse(said.containsKey("license"), "nobody said one");
        assertEquals(List.of(), said.get("authors"));
    }

    @Test
    void theTestOutputIsWhatTheModelSaysOfTheSample() throws Exception {
        Path file = export(MODEL, plain().withSample(MODEL.path().resolve("image.png")));
        byte[] input = bytes(file, "test_input.npy");
        ImagePlus image = IJ.openImage(MODEL.path().resolve("image.png").toString());
        int left = (256 - image.getWidth()) / 2;
        int top = (256 - image.getHeight()) / 2;
        assertEquals(image.getProcessor().get(3, 5), value(input, 256, 3 + left, 5 + top));
        byte[] output = bytes(file, "test_output.npy");
        assertEquals(128 + 4 * 2 * 256 * 256, output.length);
        assertEquals(1, value(output, 256, 9, 9) + value(output, 256, 9, 9 + 256), 1e-5, "probabilities");
        Files.write(folder.resolve("cover.png"), bytes(file, "cover.png"));
        assertNotNull(ImageIO.read(folder.resolve("cover.png").toFile()));
        Files.write(folder.resolve("s.tif"), bytes(file, "sample_input.tif"));
        ImagePlus shown = IJ.openImage(folder.resolve("s.tif").toString());
        assertEquals(image.getProcessor().get(3, 5), shown.getProcessor().getf(3 + left, 5 + top));
    }

    private static float value(byte[] npy, int width, int x, int y) {
        return ByteBuffer.wrap(npy)
                .order(ByteOrder.LITTLE_ENDIAN)
                .getFloat(npy.length % 128 + 128 + 4 * (y * width + x));
    }

    @Test
    void classNamesBecomeWordsForPythonAndUnitsMicrometers() throws Exception {
        ModelFolder model = SmallModels.write(folder.resolve("m"), "unet", 3, "range min=0 max=1", 2);
        Map<String, Object> said = description(export(model, plain()));
        List<String> names = List.of("background", "Zellkern_ä", "class_", "Zellkern_ä_2");
        assertEquals(names, axis(first(said, "outputs"), 1).get("channel_names"));
        Map<String, Object> z = axis(first(said, "inputs"), 2);
        assertEquals("z", z.get("id"));
        assertEquals("micrometer", z.get("unit"));
        assertEquals(0.9, (double) z.get("scale"), 1e-6);
    }

    @Test
    void whatAPersonSaysIsSaid() throws Exception {
        Path notes = Files.writeString(folder.resolve("notes.md"), "Do **not** use it on Mondays.");
        Credits credits = new Credits(
                new Credits.About("My model", "It finds things.", notes),
                Author.list("Jane Doe; John Roe", "A; B", ";0000-0002-1825-0097", ""),
                "MIT",
                Citation.list("Doe 2026", "https://doi.org/10.1234/x"),
                new Credits.Origin("some-data", "affable-shark"));
        Path file = export(MODEL, plain().withCredits(credits));
        Map<String, Object> said = description(file);
        assertEquals("My model", said.get("name"));
        assertEquals(Map.of("name", "Jane Doe", "affiliation", "A"), first(said, "authors"));
        assertEquals(Map.of("text", "Doe 2026", "doi", "10.1234/x"), first(said, "cite"));
        assertEquals(Map.of("id", "affable-shark"), said.get("parent"));
        assertEquals(Map.of("id", "some-data"), said.get("training_data"));
        String page = new String(bytes(file, "README.md"), java.nio.charset.StandardCharsets.UTF_8);
        assertTrue(page.contains("Mondays") && page.contains("| Dice | 0.9171 |"), page);
    }

    @Test
    void severalModelsAreOneNetworkWhoseAnswerIsTheirMean() throws Exception {
        ModelFolder a = SmallModels.write(folder.resolve("a"), "unet", 2, "minmax", 6);
        ModelFolder b = SmallModels.write(folder.resolve("b"), "unet width=6", 2, "minmax", 12);
        Averaging both = new Averaging(List.of(b.path()), false, TestTimeAugmentation.NONE);
        float[] mean = output(export(a, plain().withAveraging(both)));
        float[] one = output(export(a, plain()));
        float[] other = output(export(b, plain()));
        float[] expected = new float[one.length];
        for (int i = 0; i < expected.length; i++) expected[i] = (one[i] + other[i]) / 2;
        assertArrayEquals(expected, mean, 1e-5f);
    }

    private static float[] output(Path file) throws Exception {
        byte[] npy = bytes(file, "test_output.npy");
        float[] values = new float[npy.length / 4 - 32];
        ByteBuffer.wrap(npy, 128, npy.length - 128)
                .order(ByteOrder.LITTLE_ENDIAN)
                .asFloatBuffer()
                .get(values);
        return values;
    }
}
