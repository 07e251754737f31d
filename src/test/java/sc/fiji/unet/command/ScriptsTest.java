package sc.fiji.unet.command;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import groovy.lang.Binding;
import groovy.lang.GroovyShell;
import ij.IJ;
import ij.ImagePlus;
import ij.Macro;
import ij.gui.OvalRoi;
import ij.gui.Overlay;
import ij.gui.Roi;
import ij.measure.ResultsTable;
import ij.process.ByteProcessor;
import ij.process.ImageProcessor;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.scijava.Context;
import org.scijava.command.CommandModule;
import org.scijava.command.CommandService;
import org.scijava.script.ScriptService;
import sc.fiji.unet.Cards;
import sc.fiji.unet.config.ModelCard;
import sc.fiji.unet.imagej.rois.RoiFiles;
import sc.fiji.unet.model.ModelFolder;
import sc.fiji.unet.nn.Graph;
import sc.fiji.unet.nn.Weights;

/** Runs the worked examples in scripts/ as a person without a display would. */
class ScriptsTest {
    @TempDir
    Path folder;

    private Path model;
    private Path image;

    @BeforeEach
    void writeModelAndImage() throws IOException {
        ResultsTable.getResultsTable().reset(); // rows are added to those that there are
        ModelCard card =
                new ModelCard(Cards.TINY, Cards.PLAIN, new ModelCard.Labels(Cards.classes("cell", 1), true, null));
        Graph graph = ModelFolder.graph(card);
        model = folder.resolve("model");
        new ModelFolder(model).write(card, graph, Weights.initial(graph, 10));
        image = folder.resolve("in/cells.tif");
        Files.createDirectories(image.getParent());
        IJ.saveAsTiff(new ImagePlus("cells", cells()), image.toString());
    }

    private static ImageProcessor cells() {
        ImageProcessor cells = new ByteProcessor(97, 83);
        cells.noise(10);
        for (int i = 0; i < 12; i++) {
            cells.setValue(120 + 9 * i);
            cells.fill(new OvalRoi(3 + i % 4 * 24, 2 + i / 4 * 27, 20, 22));
        }
        return cells;
    }

    private static Path script(String name) {
        return Path.of("scripts", name);
    }

    @Test
    void everyScriptIsTestedHere() throws IOException {
        String tests = Files.readString(Path.of("src/test/java/sc/fiji/unet/command/ScriptsTest.java"));
        try (Stream<Path> scripts = Files.list(Path.of("scripts"))) {
            List<String> untested = scripts.map(file -> file.getFileName().toString())
                    .filter(name -> name.matches(".*\\.(ijm|groovy|js)"))
                    .filter(name -> !tests.contains('"' + name + '"'))
                    .toList();
            assertEquals(List.of(), untested);
        }
    }

    /** The macro, the SciJava command and a second run give the same labels, pixel by pixel. */
    @Test
    void segmentsAnImageAndSavesLabelsAndTable() throws Exception {
        Path out = folder.resolve("out");
        String argument = "image=" + image + " model=" + model + " output=" + out;
        HeadlessMacros.run(script("segment-image.ijm"), argument);
        ImagePlus labels = IJ.openImage(out.resolve("cells-labels.tif").toString());
        int[] replayed = pixels(labels);
        int objects = (int) labels.getProcessor().getStats().max;
        assertTrue(objects > 0, "the untrained network finds something");
        List<String> table = Files.readAllLines(out.resolve("cells-objects.csv"));
        assertEquals(objects + 1, table.size());
        try (Context context = new Context(CommandService.class)) {
            CommandModule module = context.service(CommandService.class)
                    .run(
                            SegmentImageCommand.class,
                            true,
                            Map.of(
                                    "image",
                                    IJ.openImage(image.toString()),
                                    "model",
                                    model.toFile(),
                                    "objects",
                                    "watershed-distance",
                                    "minimum",
                                    20))
                    .get();
            assertArrayEquals(replayed, pixels((ImagePlus) module.getOutput("labelimage")));
        }
    }

    private static int[] pixels(ImagePlus labels) {
        ImageProcessor ip = labels.getProcessor();
        int[] pixels = new int[ip.getPixelCount()];
        for (int i = 0; i < pixels.length; i++) pixels[i] = (int) ip.getf(i);
        return pixels;
    }

    @Test
    void segmentsAFolderAndEvaluatesIt() throws IOException {
        Path out = folder.resolve("out");
        Path in = image.getParent();
        HeadlessMacros.run(script("segment-folder.ijm"), "input=" + in + " output=" + out + " model=" + model);
        Path truth = Files.createDirectories(folder.resolve("truth"));
        Files.copy(out.resolve("cells.tif"), truth.resolve("cells.tif"));
        Path report = folder.resolve("report");
        Files.createDirectories(report);
        HeadlessMacros.run(
                script("evaluate.ijm"),
                "prediction=" + out + " truth=" + truth + " model=" + model + " output=" + report);
        String json = Files.readString(report.resolve("report.json"));
        assertTrue(json.contains("\"dice\": 1.0"), json);
    }

    @Test
    void trainsFromRois() throws IOException {
        Path learned = folder.resolve("learned");
        Roi cell = new OvalRoi(3, 2, 20, 22);
        Roi other = new OvalRoi(51, 56, 20, 22);
        cell.setName("cell");
        other.setName("cell");
        RoiFiles.write(image.resolveSibling("RoiSet.zip"), List.of(cell, other));
        String argument = "folder=" + image.getParent() + " model=" + learned + " minutes=0.02";
        HeadlessMacros.run(script("train-from-rois.ijm"), argument);
        assertEquals("cell", new ModelFolder(learned).card().classes().get(1).name());
    }

    /** An image whose overlay outlines two of its cells. */
    private Path annotated() {
        ImagePlus imp = new ImagePlus("annotated", cells());
        Overlay overlay = new Overlay();
        for (Roi cell : List.of(new OvalRoi(3, 2, 20, 22), new OvalRoi(51, 56, 20, 22))) {
            cell.setName("cell");
            overlay.add(cell);
        }
        imp.setOverlay(overlay);
        Path file = folder.resolve("annotated.tif");
        IJ.saveAsTiff(imp, file.toString());
        return file;
    }

    @Test
    void trainsAndSegmentsFromJavaScript() throws Exception {
        Path learned = folder.resolve("learned");
        Path labels = folder.resolve("labels.tif");
        javaScript(annotated(), learned, labels);
        assertEquals("cell", new ModelFolder(learned).card().classes().get(1).name());
        assertTrue(IJ.openImage(labels.toString()).getProcessor().getStats().max <= 1, "numbers of classes");
    }

    private void javaScript(Path annotated, Path learned, Path labels) throws Exception {
        HeadlessMacros.enterCommands();
        try (Context context = new Context(ScriptService.class, CommandService.class)) {
            context.service(ScriptService.class)
                    .run(
                            script("train-and-segment.js").toFile(),
                            true,
                            Map.of(
                                    "annotated", annotated.toFile(),
                                    "other", image.toFile(),
                                    "model", learned.toFile(),
                                    "labels", labels.toFile(),
                                    "minutes", 0.02))
                    .get();
        }
    }

    @Test
    void trainsFromGroovy() throws IOException {
        Path learned = folder.resolve("learned");
        List<String> printed = groovy(
                "train-from-rois.groovy",
                Map.of("path", annotated().toFile(), "modelfolder", learned.toFile(), "minutes", 0.02));
        assertTrue(String.join("\n", printed).contains("Model: " + learned), printed.toString());
    }

    @Test
    void comparesNetworks() throws IOException {
        Path masks = Files.createDirectories(folder.resolve("masks"));
        Path images = Files.createDirectories(folder.resolve("images"));
        for (String name : List.of("a.tif", "b.tif")) {
            IJ.saveAsTiff(new ImagePlus(name, cells()), images.resolve(name).toString());
            ImageProcessor mask = cells();
            mask.threshold(110);
            IJ.saveAsTiff(new ImagePlus(name, mask), masks.resolve(name).toString());
        }
        Path out = folder.resolve("comparison");
        HeadlessMacros.run(
                script("compare-networks.ijm"),
                "images=" + images + " masks=" + masks + " output=" + out + " minutes=0.01");
        try (Stream<Path> files = Files.list(out)) {
            List<String> pages = files.map(Path::toString)
                    .filter(name -> name.endsWith(".html"))
                    .toList();
            assertEquals(1, pages.size());
            assertTrue(Files.readString(Path.of(pages.get(0))).contains("segnet"));
        }
    }

    @Test
    void comparesMethodsFromGroovy() throws IOException {
        List<String> printed =
                groovy("compare-methods.groovy", Map.of("path", image.toFile(), "modelfolder", model.toFile()));
        assertEquals(3, printed.size());
        assertTrue(printed.get(1).matches("watershed-distance: cells.tif: \\d+ objects, cell .*"), printed.get(1));
    }

    /** What was said, where a file is missing: one sentence and no trace. */
    private static void assertSaysOnlyThatThereIsNo(Path file, String said) {
        assertTrue(said.contains("There is no file " + file + ": give the path of an image"), said);
        assertTrue(!said.contains("Exception") && !said.contains("\tat "), said);
    }

    @Test
    void aMissingFileIsNamedInASentence() throws Exception {
        Path none = folder.resolve("none.tif");
        String macro = said(() -> {
            try {
                HeadlessMacros.run(script("segment-image.ijm"), "image=" + none + " model=m output=" + folder);
            } catch (RuntimeException e) {
                assertEquals(Macro.MACRO_CANCELED, e.getMessage());
            }
        });
        assertSaysOnlyThatThereIsNo(none, macro);
        Map<String, Object> values = Map.of("path", none.toFile(), "modelfolder", model.toFile(), "minutes", 0.02);
        for (String name : List.of("train-from-rois.groovy", "compare-methods.groovy"))
            assertSaysOnlyThatThereIsNo(none, String.join("\n", groovy(name, values)));
        assertSaysOnlyThatThereIsNo(none, said(() -> javaScript(none, folder.resolve("learned"), none)));
    }

    private interface Work {
        void run() throws Exception;
    }

    /** What some work writes to the standard outputs. */
    private static String said(Work work) throws Exception {
        PrintStream out = System.out;
        PrintStream err = System.err;
        ByteArrayOutputStream said = new ByteArrayOutputStream();
        try (PrintStream both = new PrintStream(said, true)) {
            System.setOut(both);
            System.setErr(both);
            work.run();
        } finally {
            System.setOut(out);
            System.setErr(err);
        }
        return said.toString();
    }

    /** Runs a script with the values that Fiji would fill in where #@ lines declare them; what it printed. */
    private static List<String> groovy(String name, Map<String, Object> values) throws IOException {
        List<String> lines = Files.readAllLines(script(name));
        java.io.StringWriter out = new java.io.StringWriter();
        try (Context context = new Context(CommandService.class)) {
            Binding binding = new Binding(new java.util.HashMap<>(values));
            binding.setProperty("commands", context.service(CommandService.class));
            binding.setProperty("out", new java.io.PrintWriter(out, true));
            new GroovyShell(binding)
                    .evaluate(String.join(
                            "\n",
                            lines.stream().filter(l -> !l.startsWith("#@")).toList()));
        }
        return out.toString().lines().toList();
    }
}
