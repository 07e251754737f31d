package sc.fiji.unet.check;

import ij.ImagePlus;
import ij.gui.OvalRoi;
import ij.process.ByteProcessor;
import ij.process.ImageProcessor;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import javax.imageio.ImageIO;
import sc.fiji.unet.base.Progress;
import sc.fiji.unet.config.DataOptions;
import sc.fiji.unet.imagej.files.ImageFiles;
import sc.fiji.unet.imagej.files.SampleFiles;

/** Noisy images of 60 x 60 pixels with bright cells at places of their own, and their masks: nothing is wrong with them. */
final class MadePairs {
    static final int EDGE = 60;
    private final Path folder;

    /** Writes so many pairs, called a, b, c... */
    MadePairs(Path folder, int count) {
        this.folder = folder;
        for (int i = 0; i < count; i++) write(name(i), image(i), mask(i));
    }

    static String name(int index) {
        return String.valueOf((char) ('a' + index));
    }

    Path images() {
        return folder.resolve("images");
    }

    Path masks() {
        return folder.resolve("masks");
    }

    Path image(String name) {
        return images().resolve(name + ".tif");
    }

    Path mask(String name) {
        return masks().resolve(name + ".tif");
    }

    void write(String name, ImageProcessor image, ImageProcessor mask) {
        write(image(name), new ImagePlus(name, image));
        write(mask(name), new ImagePlus(name, mask));
    }

    static void write(Path file, ImagePlus imp) {
        file.getParent().toFile().mkdirs();
        SampleFiles.tiff(file, imp);
    }

    static Path jpeg(Path file, ImageProcessor pixels) {
        try {
            BufferedImage gray = pixels.convertToByteProcessor().getBufferedImage();
            ImageIO.write(gray, "jpg", file.toFile());
            return file;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static ByteProcessor image(int seed) {
        ByteProcessor plane = new ByteProcessor(EDGE, EDGE);
        plane.setColor(50);
        plane.fill();
        paint(plane, seed, 150);
        Random random = new Random(seed + 100);
        for (int i = 0; i < plane.getPixelCount(); i++) plane.set(i, plane.get(i) + random.nextInt(31));
        return plane;
    }

    static ByteProcessor mask(int seed) {
        ByteProcessor plane = new ByteProcessor(EDGE, EDGE);
        paint(plane, seed, 255);
        return plane;
    }

    private static void paint(ByteProcessor plane, int seed, int value) {
        Random random = new Random(seed);
        plane.setColor(value);
        for (int cell = 0; cell < 4; cell++) {
            plane.fill(new OvalRoi(
                    random.nextInt(EDGE - 16),
                    random.nextInt(EDGE - 16),
                    9 + random.nextInt(7),
                    9 + random.nextInt(7)));
        }
    }

    DataOptions options() {
        return DataOptions.defaults(images(), masks());
    }

    DataOptions split(String rows) throws IOException {
        Path csv = Files.writeString(folder.resolve("split.csv"), "name,split\n" + rows);
        return options().withSplit(csv);
    }

    CheckedSet check() {
        return check(options());
    }

    static CheckedSet check(DataOptions options) {
        return new DatasetReader(new ImageFiles(), options).read(1, Progress.NONE);
    }

    /** The only finding. */
    Finding finding() {
        return only(check());
    }

    static Finding only(CheckedSet set) {
        if (set.findings().size() != 1) throw new AssertionError("one finding was expected: " + set.summary());
        return set.findings().get(0);
    }

    static List<String> suspects(Finding finding) {
        return finding.suspects().stream().map(Suspect::name).toList();
    }
}
