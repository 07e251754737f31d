package sc.fiji.unet.imagej.rois;

import ij.gui.Roi;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import sc.fiji.unet.annotations.AnnotationFile;
import sc.fiji.unet.annotations.ImageShapes;
import sc.fiji.unet.base.InputException;
import sc.fiji.unet.base.Progress;
import sc.fiji.unet.data.ImageFolder;
import sc.fiji.unet.imagej.files.ImageFiles;

/**
 * Folders of images with ROI files: {@code cell1.tif} with {@code cell1.zip}, {@code cell1.roi}, {@code cell1_RoiSet.zip}
 * or a folder {@code cell1} of such files, beside the images or in a folder of their own; a lone image goes with a lone
 * {@code RoiSet.zip}. JSON of other programs ({@link AnnotationFile}) counts as ROIs: {@code cell1.json}, or a file that
 * names its images.
 */
public final class RoiFolders {
    private static final Pattern ADDITION = Pattern.compile("(?i)[ _.-]?(roi[ _-]?sets?|rois?)[ _.-]?");

    private static final Pattern GEO_JSON = Pattern.compile("(?i)\\.geojson$");

    private final List<Path> files;
    private final Progress progress;
    private final Map<Path, Path> owners = new HashMap<>();
    private final Map<Path, ImageShapes> parsed = new HashMap<>();

    private RoiFolders(List<Path> files, List<Path> images, Progress progress) {
        this.files = files;
        for (Path file : files) owners.put(file, owner(file, images));
        this.progress = progress;
    }

    /** Whether a folder holds ROI files rather than masks; {@code images} may be the same folder. */
    public static boolean is(Path images, Path masks) {
        if (Files.isRegularFile(masks)) return named(masks);
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
        RoiFolders folder = new RoiFolders(roiFiles(rois), files, progress);
        List<DrawnImage> drawn = new ArrayList<>();
        List<String> without = new ArrayList<>();
        for (Path file : files) {
            progress.check();
            progress.update(drawn.size(), files.size(), "Reading " + file.getFileName());
            List<Roi> found = folder.rois(file, files.size() == 1);
            if (found.isEmpty()) without.add(file.getFileName().toString());
            else drawn.add(new DrawnImage(ImageFiles.open(file, progress), found));
        }
        if (drawn.isEmpty()) {
            throw new InputException("None of the images in " + images + " has ROIs in " + rois
                    + ": expected files of the same names, such as " + ImageFolder.stem(files.get(0))
                    + ".zip, saved from the ROI Manager, or JSON of COCO, labelme or QuPath.");
        }
        folder.noteUnused(files.size() == 1);
        if (!without.isEmpty()) progress.note("Left out as they have no ROIs: " + String.join(", ", without));
        return drawn;
    }

    private List<Roi> rois(Path image, boolean alone) {
        List<Roi> rois = new ArrayList<>();
        for (Path file : files) {
            boolean belongs = alone && files.size() == 1 || image.equals(owners.get(file));
            if (AnnotationFile.is(file)) rois.addAll(annotations(file, image, belongs));
            else if (belongs) rois.addAll(roisIn(file));
        }
        return rois;
    }

    /** A file may name its images, and then says nothing of others. */
    private List<Roi> annotations(Path file, Path image, boolean belongs) {
        ImageShapes said = parsed.computeIfAbsent(file, this::parse);
        String name = image.getFileName().toString();
        return AnnotationRois.of(said.of(name)
                .or(() -> belongs ? said.ofOnlyImage() : Optional.empty())
                .orElse(List.of()));
    }

    private ImageShapes parse(Path file) {
        ImageShapes said = AnnotationFile.read(file);
        said.notes().forEach(note -> progress.note(file.getFileName() + ": " + note));
        return said;
    }

    private List<Roi> roisIn(Path file) {
        if (!Files.isDirectory(file)) return RoiFiles.read(file, progress::note);
        List<Roi> rois = new ArrayList<>();
        for (Path each : roiFiles(file)) rois.addAll(RoiFiles.read(each, progress::note));
        return rois;
    }

    /** The image that a file of ROIs is called after, null for none: by the very name before one with an addition. */
    private static Path owner(Path file, List<Path> images) {
        String name = GEO_JSON.matcher(file.getFileName().toString()).replaceFirst(".json");
        String stem = Files.isDirectory(file) ? name : ImageFolder.stem(name);
        List<String> called = Stream.concat(
                        Stream.of(stem), ADDITION.matcher(stem).results().map(found -> without(stem, found)))
                .toList();
        for (String each : called) {
            for (Path image : images) {
                boolean same = each.equals(ImageFolder.stem(image))
                        || each.equals(image.getFileName().toString());
                if (same) return image;
            }
        }
        return null;
    }

    private static String without(String stem, MatchResult addition) {
        return stem.substring(0, addition.start()) + stem.substring(addition.end());
    }

    /** Files that nobody asked for are told: the image's name may be misspelled. */
    private void noteUnused(boolean alone) {
        List<String> unused = files.stream()
                .filter(file -> owners.get(file) == null && !AnnotationFile.is(file) && !(alone && files.size() == 1))
                .map(file -> file.getFileName().toString())
                .toList();
        if (unused.isEmpty()) return;
        progress.note("Left out, as no image is called so: " + String.join(", ", unused));
    }

    /** ROI files, and folders of them. */
    private static List<Path> roiFiles(Path folder) {
        if (Files.isRegularFile(folder)) return List.of(folder);
        return list(folder).stream()
                .filter(file -> Files.isDirectory(file) ? list(file).stream().anyMatch(RoiFolders::named) : named(file))
                .toList();
    }

    private static boolean named(Path file) {
        String name = file.getFileName().toString().toLowerCase(Locale.ROOT);
        boolean ofImageJ = name.endsWith(".roi") || name.endsWith(".zip");
        return !name.startsWith(".") && ofImageJ || AnnotationFile.is(file);
    }

    private static List<Path> list(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            return files.sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot list " + folder + ": " + e.getMessage(), e);
        }
    }
}
