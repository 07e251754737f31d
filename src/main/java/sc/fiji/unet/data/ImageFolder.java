package sc.fiji.unet.data;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import sc.fiji.unet.annotations.LabkitFile;
import sc.fiji.unet.base.InputException;
import sc.fiji.unet.config.Auto;
import sc.fiji.unet.hdf.IlastikProject;
import sc.fiji.unet.pairing.DatasetFile;
import sc.fiji.unet.pairing.DidYouMean;
import sc.fiji.unet.pairing.FileStem;
import sc.fiji.unet.pairing.FolderLayout;
import sc.fiji.unet.pairing.JoinedClasses;
import sc.fiji.unet.pairing.LeftOut;
import sc.fiji.unet.pairing.NamePairs;
import sc.fiji.unet.pairing.PaintedProjects;
import sc.fiji.unet.pairing.SideBySide;
import sc.fiji.unet.pairing.SliceTruth;

/**
 * Image files and the mask files that belong to them by name: the same stem, or the stem with a common addition as in
 * cell1.tif and cell1_mask.png; see {@link NamePairs}. Immutable.
 *
 * @param pairs images with their masks, by name
 * @param withoutMask images that no mask belongs to
 * @param withoutImage masks that no image belongs to
 * @param notes what was left out on purpose, in sentences
 */
public record ImageFolder(List<Pair> pairs, List<Path> withoutMask, List<Path> withoutImage, List<String> notes) {
    private static final int SHOWN = 20;

    /**
     * The files of an image and of its mask, found by the same name.
     *
     * @param name the image's stem
     * @param images one file, or one a channel
     * @param masks one file, or one an object, or one for some of the slices
     * @param objects whether each mask is an object, also where there is only one
     */
    public record Pair(String name, List<Path> images, List<Path> masks, boolean objects) {
        /** Several masks are objects, or slices. */
        public Pair(String name, List<Path> images, List<Path> masks) {
            this(name, images, masks, masks.size() > 1 && !SliceTruth.are(masks));
        }

        /** The file, or that of the first channel. */
        public Path image() {
            return images.get(0);
        }

        /** The file, or that of the first object. */
        public Path mask() {
            return masks.get(0);
        }
    }

    /** Copies the lists. */
    public ImageFolder {
        pairs = List.copyOf(pairs);
        withoutMask = List.copyOf(withoutMask);
        withoutImage = List.copyOf(withoutImage);
        notes = List.copyOf(notes);
    }

    /**
     * Pairs the images of one folder with the masks of another, or of the same: there, masks are told by their names, or by
     * the folders below. Two single files are a pair too.
     */
    public static ImageFolder scan(Path images, Path masks, ImageReader reader) {
        if (isOne(images, reader) && isOne(masks, reader)) {
            Pair pair = new Pair(stem(images), List.of(images), List.of(masks));
            return new ImageFolder(List.of(pair), List.of(), List.of(), List.of());
        }
        List<ImageFolder> folders = FolderLayout.of(images, masks).stream()
                .map(at -> scan(at, reader))
                .toList();
        return new ImageFolder(
                all(folders, ImageFolder::pairs),
                all(folders, ImageFolder::withoutMask),
                all(folders, ImageFolder::withoutImage),
                all(folders, ImageFolder::notes));
    }

    private static <T> List<T> all(List<ImageFolder> folders, Function<ImageFolder, List<T>> part) {
        return folders.stream().flatMap(folder -> part.apply(folder).stream()).toList();
    }

    private static ImageFolder scan(FolderLayout at, ImageReader reader) {
        if (at.kind() == FolderLayout.Kind.NO_MASKS) {
            String images = names(images(at.images(), reader));
            return new ImageFolder(
                    List.of(), List.of(), List.of(), List.of("Left out, as nobody annotated them: " + images + "."));
        }
        SideBySide files = files(at, reader);
        boolean whole =
                at.kind() == FolderLayout.Kind.ALL_MASKS && files.images().size() == 1;
        boolean project = PaintedProjects.isOne(files.masks());
        List<NamePairs.Found> found = whole
                ? List.of(new NamePairs.Found(stem(files.images().get(0)), files.images(), files.masks()))
                : project ? PaintedProjects.pairs(files) : NamePairs.of(files.images(), files.masks());
        if (!project) PaintedProjects.requireOne(files.masks(), found);
        boolean objects = at.kind() == FolderLayout.Kind.ALL_MASKS
                || found.stream().anyMatch(pair -> pair.masks().size() > 1 && !SliceTruth.are(pair.masks()));
        List<Pair> pairs = found.stream()
                .map(pair -> new Pair(at.name() + pair.name(), pair.images(), pair.masks(), objects))
                .toList();
        return rest(pairs, files, project || at.kind() == FolderLayout.Kind.SOME_MASKS);
    }

    /** Images and masks; archives of other programs are masks where nothing else is. */
    private static SideBySide files(FolderLayout at, ImageReader reader) {
        List<Path> images = list(at.images(), reader);
        List<Path> archives = LeftOut.archives(at.masks());
        if (!FolderLayout.isSame(at.images(), at.masks())) {
            boolean only = !archives.isEmpty() && images(at.masks(), reader).isEmpty();
            return new SideBySide(images, only ? archives : list(at.masks(), reader));
        }
        SideBySide files = SideBySide.of(images);
        boolean only = !archives.isEmpty()
                && LeftOut.in(files.masks()).size() == files.masks().size();
        return only ? new SideBySide(images, archives) : files;
    }

    /** Names once, and what is left over. */
    private static ImageFolder rest(List<Pair> pairs, SideBySide files, boolean sparse) {
        requireOnce(files.images());
        Set<Path> used =
                absolute(pairs.stream().flatMap(pair -> Stream.concat(pair.images().stream(), pair.masks().stream())));
        List<Path> images = without(files.images(), used);
        List<Path> masks = without(files.masks(), used);
        List<String> notes = new ArrayList<>();
        if (!pairs.isEmpty()) {
            List<Path> others =
                    LeftOut.in(Stream.concat(images.stream(), masks.stream()).toList());
            LeftOut.archives(pairs.get(0).mask().toAbsolutePath().getParent()).stream()
                    .filter(file -> !used.contains(file))
                    .forEach(others::add);
            if (pairs.stream().anyMatch(pair -> LeftOut.isMarker(pair.mask())))
                notes.add("The masks are the markers of a tracking (man_track), which need not cover what they mark:"
                        + " outlines are in SEG, beside TRA, where there are any.");
            pairs.stream()
                    .filter(pair -> SliceTruth.are(pair.masks()))
                    .findFirst()
                    .ifPresent(pair -> notes.add(pair.mask().getFileName() + " and its like are masks of single slices:"
                            + " about the other slices of a volume nothing is said, and they are ignored."));
            if (!others.isEmpty()) notes.add("Left out, as they are neither images nor masks: " + names(others) + ".");
            List<Path> slices = SliceTruth.besideWhole(files.masks());
            if (!slices.isEmpty())
                notes.add("Left out, as their volumes have masks of all slices: " + names(slices) + ".");
            Set<Path> left = absolute(Stream.concat(others.stream(), slices.stream()));
            images = without(images, left);
            masks = without(masks, left);
            if (sparse && !images.isEmpty()) {
                notes.add("Left out, as nobody annotated them: " + names(images) + ".");
                images = List.of();
            }
        }
        return new ImageFolder(pairs, images, masks, notes);
    }

    private static List<Path> without(List<Path> files, Set<Path> others) {
        return files.stream()
                .filter(file -> !others.contains(file.toAbsolutePath()))
                .toList();
    }

    /** The folder may be given by a relative path, while other lists of its files are absolute. */
    private static Set<Path> absolute(Stream<Path> files) {
        return files.map(Path::toAbsolutePath).collect(Collectors.toSet());
    }

    private static boolean isOne(Path path, ImageReader reader) {
        return Files.isRegularFile(path) || reader.isImage(path);
    }

    /** The image files of a folder, or the one file given, sorted by name; none is an error. */
    public static List<Path> list(Path folder, ImageReader reader) {
        if (isOne(folder, reader)) return List.of(folder);
        if (!Files.isDirectory(folder)) {
            throw new InputException("There is no folder " + folder + ": expected a folder of image files.");
        }
        List<Path> images = images(folder, reader);
        if (!images.isEmpty()) return images;
        throw new InputException("No image file in " + folder + ": expected PNG, TIFF, JPEG, DICOM or another"
                + " format that ImageJ opens.");
    }

    private static List<Path> images(Path folder, ImageReader reader) {
        if (!Files.isDirectory(folder)) return List.of();
        try (Stream<Path> files = Files.list(folder)) {
            return reader.wholes(files.filter(reader::reads).sorted().toList());
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot list " + folder + ": " + e.getMessage(), e);
        }
    }

    /** What the file of a tool beside the masks says of the classes, else {@link Auto#WORD}. */
    public String classes() {
        if (pairs.isEmpty()) return Auto.WORD;
        String named = named(pairs.stream());
        if (!named.isEmpty()) return named;
        return DatasetFile.classes(pairs.get(0).mask().toAbsolutePath().getParent())
                .orElse(Auto.WORD);
    }

    /** Refuses pairs in which a tool numbers the names of labels otherwise than in these. */
    public static void requireOneNumbering(List<Pair> pairs, List<Pair> others) {
        named(Stream.concat(pairs.stream(), others.stream()));
    }

    /** The labels of Labkit and ilastik by name: Labkit's are numbered by folder, ilastik's by project. */
    private static String named(Stream<Pair> pairs) {
        JoinedClasses joined = new JoinedClasses();
        Set<Path> seen = new HashSet<>();
        pairs.map(pair -> pair.mask().toAbsolutePath()).forEach(mask -> {
            if (LabkitFile.named(mask) && seen.add(mask.getParent())) {
                joined.add(mask.getParent(), LabkitFile.of(mask).classes());
            } else if (IlastikProject.named(mask) && seen.add(mask)) {
                joined.add(mask, PaintedProjects.read(mask).classesText());
            }
        });
        return joined.text();
    }

    /** Only what has one of these names. */
    public ImageFolder only(Set<String> names) {
        return new ImageFolder(
                pairs.stream().filter(pair -> names.contains(pair.name)).toList(),
                withoutMask.stream().filter(file -> names.contains(stem(file))).toList(),
                withoutImage.stream().filter(file -> names.contains(stem(file))).toList(),
                notes);
    }

    /** The same, but refuses images without a mask and masks without an image, naming them. */
    public ImageFolder requireComplete() {
        if (withoutMask.isEmpty() && withoutImage.isEmpty()) return this;
        throw new InputException(missing("image(s) without a mask", withoutMask)
                + missing("mask(s) without an image", withoutImage)
                + DidYouMean.example(withoutMask, withoutImage)
                + "Expected one mask for each image, with the same name before the extension (" + pairs.size()
                + " pairs were found). Add or rename the missing files, or move the others elsewhere.");
    }

    /** A file name without its extension; dots elsewhere in the name stay. */
    public static String stem(Path file) {
        return stem(file.getFileName().toString());
    }

    /** A file name without its extension; dots elsewhere in the name stay. */
    public static String stem(String fileName) {
        return FileStem.of(fileName);
    }

    /** The extension in lower case without its dot; empty where there is none. */
    public static String extension(Path file) {
        return FileStem.extension(file.getFileName().toString());
    }

    private static void requireOnce(List<Path> images) {
        Map<String, Path> named = new TreeMap<>();
        for (Path file : images) {
            Path other = named.put(stem(file), file);
            if (other == null) continue;
            throw new InputException("Two files of the same name: " + other + " and " + file.getFileName()
                    + ". Expected each name once: remove or rename one.");
        }
    }

    private static String missing(String what, List<Path> files) {
        if (files.isEmpty()) return "";
        return files.size() + " " + what + " in " + files.get(0).getParent() + ": " + names(files) + ". ";
    }

    private static String names(List<Path> files) {
        String more = files.size() > SHOWN ? " and " + (files.size() - SHOWN) + " more" : "";
        return files.stream().limit(SHOWN).map(f -> f.getFileName().toString()).collect(Collectors.joining(", "))
                + more;
    }
}
