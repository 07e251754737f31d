package sc.fiji.unet.imports;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;
import net.imglib2.img.array.ArrayImgs;
import sc.fiji.unet.base.Progress;
import sc.fiji.unet.config.LabelOptions;
import sc.fiji.unet.config.PrecisionChoice;
import sc.fiji.unet.export.Export;
import sc.fiji.unet.export.ExportOptions;
import sc.fiji.unet.image.ImageSource;
import sc.fiji.unet.imagej.files.ImageFiles;
import sc.fiji.unet.imagej.files.OutputFiles;
import sc.fiji.unet.model.LoadedModel;
import sc.fiji.unet.model.ModelFolder;
import sc.fiji.unet.segment.MemoryStore;
import sc.fiji.unet.segment.SegmentRequest;
import sc.fiji.unet.segment.Segmentation;

/** Packages for tests: what our export writes, with whatever is changed in them. */
public final class Packages {
    private final Map<String, byte[]> files = new LinkedHashMap<>();

    private Packages() {}

    /** The files of a package. */
    static Packages read(Path file) throws IOException {
        Packages made = new Packages();
        try (ZipFile zip = new ZipFile(file.toFile())) {
            for (ZipEntry entry : zip.stream().map(ZipEntry.class::cast).toList()) {
                made.files.put(entry.getName(), zip.getInputStream(entry).readAllBytes());
            }
        }
        return made;
    }

    /** Exports a model to a file. */
    public static Path export(ModelFolder model, Path file) {
        new Export(new ImageFiles(), new OutputFiles()).run(model, ExportOptions.of(file, "auto"), Progress.NONE);
        return file;
    }

    String text() {
        return new String(files.get("rdf.yaml"), StandardCharsets.UTF_8);
    }

    Packages with(String name, byte[] content) {
        files.put(name, content);
        return this;
    }

    Packages without(String name) {
        files.remove(name);
        return this;
    }

    /** With another description. */
    Packages text(String description) {
        return with("rdf.yaml", description.getBytes(StandardCharsets.UTF_8));
    }

    /** With something else in its description, which must have been there. */
    Packages replace(String regex, String by) {
        String changed = text().replaceFirst(regex, by);
        if (changed.equals(text())) throw new AssertionError("no " + regex + " in " + text());
        return text(changed);
    }

    byte[] file(String name) {
        return files.get(name);
    }

    /** Writes it as a zip file. */
    Path zip(Path file) throws IOException {
        try (OutputStream out = Files.newOutputStream(file);
                ZipOutputStream zip = new ZipOutputStream(out)) {
            for (Map.Entry<String, byte[]> entry : files.entrySet()) {
                zip.putNextEntry(new ZipEntry(entry.getKey()));
                zip.write(entry.getValue());
                zip.closeEntry();
            }
        }
        return file;
    }

    /** Writes its files into a folder. */
    Path unpacked(Path folder) throws IOException {
        Files.createDirectories(folder);
        for (Map.Entry<String, byte[]> entry : files.entrySet()) {
            Files.write(folder.resolve(entry.getKey()), entry.getValue());
        }
        return folder;
    }

    /** Imports a package. */
    public static String imported(Path file, Path model) {
        return imported(ImportOptions.of(file, model));
    }

    static String imported(ImportOptions options) {
        return new Import(new OutputFiles()).run(options, Progress.NONE);
    }

    /**
     * The class of each pixel, as a model that was imported segments an image.
     *
     * @param image values (channel, y, x)
     */
    static int[] classes(ModelFolder model, float[] image, int width, int height) {
        return segmented(model, image, width, height).classArray();
    }

    /** As above, with what the network says of each class. */
    static Segmentation segmented(ModelFolder model, float[] image, int width, int height) {
        try (LoadedModel loaded =
                LoadedModel.open(model, "cpu", LoadedModel.libtorch(PrecisionChoice.FP32, Progress.NONE))) {
            SegmentRequest request = SegmentRequest.of(LabelOptions.defaults(), model.card(), true);
            var pixels = ArrayImgs.floats(image, width, height, image.length / width / height);
            return loaded.segmenter().run(new ImageSource("image", pixels), request, new MemoryStore(), Progress.NONE);
        }
    }
}
