package sc.fiji.unet.imagej.rois;

import ij.gui.Roi;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import sc.fiji.unet.base.InputException;
import sc.fiji.unet.base.Progress;
import sc.fiji.unet.data.ImageFolder;
import sc.fiji.unet.imagej.files.ImageFiles;

/**
 * Folders of images with ROI files: {@code cell1.tif} with {@code cell1.zip}, {@code cell1.roi}, {@code cell1_RoiSet.zip}
 * or a folder {@code cell1} of such files, beside the images or in a folder of their own; a lone image goes with a lone
 * {@code RoiSet.zip}.
 */
public final class RoiFolders {
    private static final Pattern ADDITION = Pattern.compile("(?i)[ _.-]?(roi[ _-]?sets?|rois?)[ _.-]?");

    private RoiFolders() {}

    /** Whether a folder holds ROI files rather than masks; {@code images} may be the same folder. */
    public static boolean is(Path images, Path masks) {
        if (!Files.isDirectory(masks) || roiFiles(masks).isEmpty()) return false;
        boolean same = images.toAbsolutePath()
                .normalize()
                .equals(masks.toAbsolutePath().normalize());
        ImageFiles reader = new ImageFiles();
        return same || list(masks).stream().noneMatch(file -> Files.isRegularFile(file) && reader.reads(file));
    }

    /** Opens the images that have ROIs; others are left out, and said so. */
    public static List<DrawnImage> read(Path images, Path rois, Progress progress) {
        List<Path> files = ImageFolder.list(images, new ImageFiles());
        List<Path> roiFiles = roiFiles(rois);
        List<DrawnImage> drawn = new ArrayList<>();
        List<String> without = new ArrayList<>();
        for (Path file : files) {
            progress.check();
            progress.update(drawn.size(), files.size(), "Reading " + file.getFileName());
            List<Roi> found = rois(ImageFolder.stem(file), roiFiles, files.size() == 1, progress);
            if (found.isEmpty()) without.add(file.getFileName().toString());
            else drawn.add(new DrawnImage(ImageFiles.open(file, progress), found));
        }
        if (drawn.isEmpty()) {
            throw new InputException("None of the images in " + images + " has ROIs in " + rois
                    + ": expected files of the same names, such as " + ImageFolder.stem(files.get(0))
                    + ".zip, saved from the ROI Manager.");
        }
        if (!without.isEmpty()) progress.note("Left out as they have no ROIs: " + String.join(", ", without));
        return drawn;
    }

    private static List<Roi> rois(String image, List<Path> files, boolean alone, Progress progress) {
        List<Roi> rois = new ArrayList<>();
        for (Path file : files) {
            if (alone && files.size() == 1 || belongs(image, file)) rois.addAll(roisIn(file, progress));
        }
        return rois;
    }

    private static List<Roi> roisIn(Path file, Progress progress) {
        if (!Files.isDirectory(file)) return RoiFiles.read(file, progress::note);
        List<Roi> rois = new ArrayList<>();
        for (Path each : roiFiles(file)) rois.addAll(RoiFiles.read(each, progress::note));
        return rois;
    }

    private static boolean belongs(String image, Path file) {
        String name = file.getFileName().toString();
        String stem = Files.isDirectory(file) ? name : ImageFolder.stem(name);
        return stem.equals(image) || ADDITION.matcher(stem).replaceFirst("").equals(image);
    }

    /** ROI files, and folders of them. */
    private static List<Path> roiFiles(Path folder) {
        return list(folder).stream()
                .filter(file -> Files.isDirectory(file) ? list(file).stream().anyMatch(RoiFolders::named) : named(file))
                .toList();
    }

    private static boolean named(Path file) {
        String name = file.getFileName().toString().toLowerCase(Locale.ROOT);
        return !name.startsWith(".") && (name.endsWith(".roi") || name.endsWith(".zip"));
    }

    private static List<Path> list(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            return files.sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot list " + folder + ": " + e.getMessage(), e);
        }
    }
}
