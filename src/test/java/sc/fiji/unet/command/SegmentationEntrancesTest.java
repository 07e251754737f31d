package sc.fiji.unet.command;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ij.IJ;
import ij.ImagePlus;
import ij.gui.OvalRoi;
import ij.gui.Roi;
import ij.measure.ResultsTable;
import ij.process.ByteProcessor;
import ij.process.ColorProcessor;
import java.io.File;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import net.imglib2.img.array.ArrayImgs;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import sc.fiji.unet.base.Progress;
import sc.fiji.unet.cli.UnetMain;
import sc.fiji.unet.compare.PicturedLabels;
import sc.fiji.unet.config.ChannelChoice;
import sc.fiji.unet.config.DataOptions;
import sc.fiji.unet.config.ModelCard;
import sc.fiji.unet.config.PrecisionChoice;
import sc.fiji.unet.data.AnnotatedImage;
import sc.fiji.unet.data.TrainingSet;
import sc.fiji.unet.image.ImageSource;
import sc.fiji.unet.imagej.labels.ObjectClasses;
import sc.fiji.unet.imagej.pixels.ImagePlusSources;
import sc.fiji.unet.imagej.rois.DrawnImage;
import sc.fiji.unet.imagej.rois.RoiFiles;
import sc.fiji.unet.imagej.rois.UnlabeledPixels;
import sc.fiji.unet.imagej.training.CorrectionTraining;
import sc.fiji.unet.metrics.EvaluatedImage;
import sc.fiji.unet.model.LoadedModel;
import sc.fiji.unet.model.ModelFolder;
import sc.fiji.unet.model.TrainingOrigin;
import sc.fiji.unet.predict.PatchPredictor;
import sc.fiji.unet.train.SegmentedValidation;

/**
 * The same image through every entrance: gray for a model of color, of pixels half as wide and high as the model's, with
 * objects that touch. The labels are the same, bit for bit.
 */
class SegmentationEntrancesTest {
    private static final int WIDTH = 61;
    private static final int HEIGHT = 47;

    @TempDir
    Path folder;

    private Path model;
    private Path file;

    @BeforeEach
    void writeModelAndImage() {
        model = folder.resolve("run/model");
        TinyWorld.writeColorModel(model);
        file = folder.resolve("in/cells.tif");
        TinyWorld.save(cells(), file);
    }

    /** Disks on a ramp, the first two of which touch; one is too small to be wanted, one has a hole. */
    private static ImagePlus cells() {
        ByteProcessor plane = new ByteProcessor(WIDTH, HEIGHT);
        for (int i = 0; i < plane.getPixelCount(); i++) plane.set(i, 20 + i % WIDTH);
        plane.setColor(210);
        int[][] disks = {{4, 5, 15}, {17, 6, 15}, {38, 8, 17}, {9, 27, 14}, {33, 29, 16}, {53, 38, 5}};
        for (int[] disk : disks) plane.fill(new OvalRoi(disk[0], disk[1], disk[2], disk[2]));
        plane.setColor(15);
        plane.fill(new OvalRoi(38, 34, 6, 6));
        ImagePlus imp = new ImagePlus("cells.tif", plane);
        imp.getCalibration().pixelWidth = 0.5;
        imp.getCalibration().pixelHeight = 0.5;
        imp.getCalibration().setUnit("um");
        return imp;
    }

    private CommandRun.Outcome openImage(Object... more) throws Exception {
        CommandRun run = CommandRun.of(SegmentImageCommand.class, "open")
                .with("image", IJ.openImage(file.toString()))
                .with("model", model.toFile())
                .with("device", "cpu")
                .with("precision", "fp32");
        for (int i = 0; i < more.length; i += 2) run.with((String) more[i], more[i + 1]);
        return run.outcome();
    }

    private CommandRun.Outcome folder(String output, Object... more) throws Exception {
        CommandRun run = CommandRun.of(SegmentCommand.class, output)
                .with("input", file.getParent().toFile())
                .with("output", folder.resolve(output).toFile())
                .with("model", model.toFile())
                .with("device", "cpu")
                .with("precision", "fp32");
        for (int i = 0; i < more.length; i += 2) run.with((String) more[i], more[i + 1]);
        return run.outcome();
    }

    private void commandLine(String output, String... more) throws Exception {
        List<String> words = new java.util.ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Djava.awt.headless=true",
                "-cp",
                System.getProperty("java.class.path"),
                UnetMain.class.getName(),
                "segment",
                "--input=" + file,
                "--output=" + folder.resolve(output),
                "--model=" + model,
                "--device=cpu",
                "--precision=fp32"));
        words.addAll(Arrays.asList(more));
        ProcessBuilder builder = new ProcessBuilder(words).redirectErrorStream(true);
        builder.redirectOutput(new File(folder.toFile(), "said.txt"));
        int code = builder.start().waitFor();
        assertEquals(0, code, Files.readString(folder.resolve("said.txt"), StandardCharsets.UTF_8));
    }

    private int[] written(String output) {
        return pixels(IJ.openImage(folder.resolve(output).resolve("cells.tif").toString()));
    }

    private static int[] pixels(ImagePlus labels) {
        int[] pixels = new int[WIDTH * HEIGHT];
        for (int i = 0; i < pixels.length; i++)
            pixels[i] = (int) labels.getProcessor().getf(i);
        return pixels;
    }

    @Test
    void objectsAreTheSameOpenInAFolderAndFromTheCommandLine() throws Exception {
        Object[] options = {"objects", "watershed-distance", "minimum", 40, "fillholes", true};
        int[] open = pixels(openImage(options).image("labelimage"));
        assertEquals(5, Arrays.stream(open).max().orElseThrow(), "the small one is dropped, the first two are apart");
        assertEquals(open[37 * WIDTH + 34], open[37 * WIDTH + 41], "the hole is filled");
        folder("out", options);
        assertArrayEquals(open, written("out"));
        commandLine("shell", "--objects=watershed-distance", "--minimum=40", "--fillholes");
        assertArrayEquals(open, written("shell"));
        ImagePlus stored = IJ.openImage(folder.resolve("out/cells.tif").toString());
        assertEquals("foreground", ObjectClasses.of(stored).types().get(5).name());
        assertEquals(0.5, stored.getCalibration().pixelWidth);
    }

    @Test
    void aModelOfObjectsMakesObjectsByItselfAndNothingIsRescaledWhereNobodyWants() throws Exception {
        int[] open = pixels(openImage("rescale", "never").image("labelimage"));
        assertTrue(Arrays.stream(open).max().orElseThrow() >= 6, "each disk is an object");
        CommandRun.Outcome outcome = folder("never", "rescale", "never");
        assertArrayEquals(open, written("never"));
        CommandRun.requireNotIn(outcome.said(), "rescaled");
        int[] rescaled = pixels(openImage().image("labelimage"));
        assertFalse(Arrays.equals(open, rescaled), "rescaling changes some pixel at an edge");
        CommandRun.requireIn(folder("auto").said(), "rescaled by 0.500 x 0.500");
        assertArrayEquals(rescaled, written("auto"));
    }

    @Test
    void whatIsFoundIsWrittenAsRoisTablesAndPictures() throws Exception {
        CommandRun.Outcome open = openImage("table", true, "probabilities", true);
        ResultsTable results = ResultsTable.getResultsTable();
        folder("all", "rois", true, "table", true, "overlay", true, "probabilities", true);
        List<Roi> rois = RoiFiles.read(folder.resolve("all/rois/cells.zip"), note -> {});
        assertEquals(results.size(), rois.size());
        ResultsTable table =
                ResultsTable.open(folder.resolve("all/tables/cells.csv").toString());
        assertEquals(results.size(), table.size());
        for (int i = 0; i < table.size(); i++) {
            assertEquals(results.getLabel(i), "cells.tif:" + rois.get(i).getName());
            assertEquals("cells:" + rois.get(i).getName(), table.getStringValue("Label", i));
            assertEquals(results.getValue("Area", i), table.getValue("Area", i), 1e-3);
            assertEquals(results.getValue("Mean", i), table.getValue("Mean", i), 1e-3);
        }
        ImagePlus overlay =
                IJ.openImage(folder.resolve("all/overlays/cells.png").toString());
        assertEquals(0, overlay.getWidth() % WIDTH, "small images are enlarged");
        ImagePlus chances =
                IJ.openImage(folder.resolve("all/probabilities/cells.tif").toString());
        assertArrayEquals((float[]) open.image("probabilityimage").getStack().getPixels(2), (float[])
                chances.getStack().getPixels(2));
    }

    @Test
    void comparisonValidationAndCorrectionsSeeTheSameClasses() throws Exception {
        ImagePlus labels = openImage("objects", "semantic").image("labelimage");
        int[] open = pixels(labels);
        folder("semantic", "objects", "semantic");
        assertArrayEquals(open, written("semantic"));
        ImagePlus imp = IJ.openImage(file.toString());
        ImageSource image = ImagePlusSources.of(imp, 2).get(0);
        assertArrayEquals(open, PicturedLabels.of(model.getParent(), image));
        AnnotatedImage annotated = new AnnotatedImage(image, ArrayImgs.ints(WIDTH, HEIGHT), null);
        assertArrayEquals(open, validated(List.of(annotated)).classes().prediction());
        TrainingSet corrected = corrected(imp);
        EvaluatedImage evaluated = validated(corrected.validation().stream()
                .filter(one -> one.image().name().equals("cells"))
                .toList());
        assertArrayEquals(open, evaluated.classes().prediction());
        assertEquals(3, corrected.train().get(0).image().channels());
    }

    private EvaluatedImage validated(List<AnnotatedImage> images) {
        ModelFolder network = new ModelFolder(model);
        ModelCard card = network.card();
        try (PatchPredictor predictor =
                LoadedModel.libtorch(PrecisionChoice.FP32, Progress.NONE).compile(network.inference(), "cpu")) {
            return new SegmentedValidation(images, card)
                    .evaluated(predictor, card.labels().pieces(), Progress.NONE)
                    .iterator()
                    .next();
        }
    }

    /** What Correct and Continue learns from, where the images before are there. */
    private TrainingSet corrected(ImagePlus imp) {
        for (int i = 0; i < 4; i++) {
            TinyWorld.save(new ImagePlus("a", new ColorProcessor(32, 32)), folder.resolve("old/images/" + i + ".tif"));
            TinyWorld.save(TinyWorld.labels(true), folder.resolve("old/masks/" + i + ".tif"));
        }
        DataOptions data = DataOptions.defaults(folder.resolve("old/images"), folder.resolve("old/masks"))
                .withClasses("instances");
        new TrainingOrigin(data, 1, true).write(new ModelFolder(model));
        CorrectionTraining corrections = new CorrectionTraining(model, ChannelChoice.AUTO);
        Roi cell = new OvalRoi(4, 5, 15, 15);
        cell.setName("foreground");
        corrections.add(new DrawnImage(imp, List.of(cell)), UnlabeledPixels.BACKGROUND, Progress.NONE);
        return corrections.load(Progress.NONE);
    }
}
