package sc.fiji.unet.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import ij.IJ;
import ij.ImagePlus;
import ij.process.ImageProcessor;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import sc.fiji.unet.command.ImportCommand;
import sc.fiji.unet.command.SegmentCommand;

/**
 * A model for nuclei that others made, imported by one of its descriptions with one kind of its weights, and images with their
 * truth. The environment variable PACKAGES names the folder with the package {@code unet2d_nuclei_broad}, NUCLEI one with
 * folders {@code images} and {@code masks}.
 *
 * @param description the file that is imported
 * @param weights which of its weights
 */
public record NucleiModel(Path description, String weights) {
    private static final String PACKAGE = "unet2d_nuclei_broad";

    /** Each of its descriptions with both kinds of weights; skips the calling test where they are not there. */
    public static List<NucleiModel> all() {
        Path folder = said("PACKAGES").resolve(PACKAGE);
        assumeTrue(Files.isDirectory(folder), "PACKAGES has no " + PACKAGE);
        return Stream.of("bioimageio.yaml", "v0_4_9.bioimageio.yaml")
                .map(folder::resolve)
                .flatMap(file -> Stream.of(new NucleiModel(file, "onnx"), new NucleiModel(file, "torchscript")))
                .toList();
    }

    private static Path said(String variable) {
        String folder = System.getenv(variable);
        assumeTrue(folder != null, variable + " names no folder");
        return Path.of(folder);
    }

    /** The first images by name. */
    public static List<Path> images(int count) {
        try (Stream<Path> files = Files.list(said("NUCLEI").resolve("images"))) {
            return files.sorted().limit(count).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Imports it by the command line, and has its test output reproduced. */
    public void importInto(Path model) {
        String said = type("import", "--input=" + description, "--weights=" + weights, "--output=" + model);
        assertTrue(said.contains("Its test output is reproduced"), said);
    }

    /** Segments images by the command line. */
    public static void segment(Path model, List<Path> images, Path output) throws IOException {
        Path input = Files.createDirectories(output.resolveSibling("input"));
        for (Path image : images) {
            Path copy = input.resolve(image.getFileName());
            if (!Files.exists(copy)) Files.copy(image, copy);
        }
        type("segment", "--input=" + input, "--model=" + model, "--output=" + output, "--precision=fp32");
    }

    /** A macro that opens images, runs a line on each, and saves the labels that it shows. */
    public static String macro(List<Path> images, String line, Path output) throws IOException {
        Files.createDirectories(output);
        StringBuilder macro =
                new StringBuilder("setBatchMode(true);\n"); // without a display there are no windows to close
        for (Path image : images) {
            macro.append("open(\"").append(image).append("\");\n").append(line).append('\n');
            macro.append("saveAs(\"Tiff\", \"").append(labels(output, image)).append("\");\nclose(\"*\");\n");
        }
        return macro.toString();
    }

    private static Path labels(Path output, Path image) {
        return output.resolve(image.getFileName().toString().replaceFirst("\\.png$", ".tif"));
    }

    /** The labels that were written of an image. */
    public static float[] pixels(Path output, Path image) {
        return pixels(opened(labels(output, image)));
    }

    /** The labels of an image. */
    public static float[] pixels(ImagePlus labels) {
        return (float[]) labels.getProcessor().convertToFloat().getPixelsCopy();
    }

    /** Dice of the foreground of all images together. */
    static double dice(Path output, List<Path> images) {
        double both = 0;
        double sum = 0;
        for (Path image : images) {
            float[] found = pixels(output, image);
            ImageProcessor truth =
                    opened(labels(said("NUCLEI").resolve("masks"), image)).getProcessor();
            for (int i = 0; i < found.length; i++) {
                int is = found[i] > 0 ? 1 : 0;
                int should = truth.getf(i) > 0 ? 1 : 0;
                both += is * should;
                sum += is + should;
            }
        }
        return 2 * both / sum;
    }

    private static ImagePlus opened(Path file) {
        assertTrue(Files.exists(file), file + " is not there");
        return IJ.openImage(file.toString());
    }

    private static String type(String... words) {
        StringWriter said = new StringWriter();
        PrintWriter out = new PrintWriter(said, true);
        ConsoleProgress progress = new ConsoleProgress(System.err, false, System::nanoTime, () -> false);
        int code = new Shell(out, out, progress)
                .run(Map.of("import", ImportCommand::new, "segment", SegmentCommand::new), words);
        assertEquals(0, code, said.toString());
        return said.toString();
    }

    @Override
    public String toString() {
        return description.getFileName() + " with " + weights;
    }
}
