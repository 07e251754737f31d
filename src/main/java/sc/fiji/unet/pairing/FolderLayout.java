package sc.fiji.unet.pairing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Stream;
import sc.fiji.unet.base.InputException;

/**
 * Where the images and the masks of a folder are, in the layouts that are customary.
 *
 * @param images a folder
 * @param masks a folder, or the same one
 * @param name what goes before the names of its images, so that those of several folders differ; may be empty
 * @param kind what belongs to an image
 */
public record FolderLayout(Path images, Path masks, String name, Kind kind) {
    /** How many mask files belong to an image file. */
    public enum Kind {
        /** Each image has one mask file. */
        ONE_MASK,
        /** Each image has one mask file, or none where nobody annotated it. */
        SOME_MASKS,
        /** Each image has a mask file for each object; where there is only one image, all mask files are its own. */
        ALL_MASKS,
        /** Nobody annotated these images. */
        NO_MASKS
    }

    private static final List<String> IMAGES = List.of("images", "image", "imagesTr", "imgs", "img", "raw", "inputs");
    private static final List<String> MASKS = List.of(
            "masks", "mask", "labelsTr", "labels", "label", "annotations", "gt", "groundtruth", "truth", "targets");

    /** The places to look in; the two folders themselves where nothing else is known. */
    public static List<FolderLayout> of(Path images, Path masks) {
        List<FolderLayout> found = new ArrayList<>();
        if (isSame(images, masks)) {
            below(images).ifPresent(found::add);
            if (found.isEmpty()) found.addAll(sequences(images));
            if (found.isEmpty()) found.addAll(imageByImage(images));
        } else if (Files.isDirectory(images) && Files.isDirectory(masks)) found.addAll(objectByObject(images, masks));
        if (found.isEmpty()) found.add(plain(images, masks));
        return found;
    }

    /** Folders of images and of masks beside each other. */
    private static Optional<FolderLayout> below(Path folder) {
        Optional<Path> images = child(folder, IMAGES);
        Optional<Path> masks = child(folder, MASKS);
        if (images.isEmpty() || masks.isEmpty()) return Optional.empty();
        return Optional.of(new FolderLayout(images.get(), masks.get(), "", Kind.ONE_MASK));
    }

    private static Optional<Path> child(Path folder, List<String> names) {
        return names.stream().map(folder::resolve).filter(Files::isDirectory).findFirst();
    }

    /** The Cell Tracking Challenge: 01 beside 01_GT/SEG. */
    private static List<FolderLayout> sequences(Path folder) {
        List<FolderLayout> found = new ArrayList<>();
        for (Path child : folders(folder)) {
            for (String truth : List.of("_GT", "_ST")) {
                Path segmentation = folder.resolve(child.getFileName() + truth).resolve("SEG");
                if (!Files.isDirectory(segmentation)) continue;
                found.add(new FolderLayout(child, segmentation, child.getFileName() + "_", Kind.SOME_MASKS));
                break;
            }
        }
        return found;
    }

    /** The Data Science Bowl of 2018: a folder an image, with a mask an object. */
    private static List<FolderLayout> imageByImage(Path folder) {
        List<FolderLayout> found = new ArrayList<>();
        List<FolderLayout> bare = new ArrayList<>();
        for (Path child : folders(folder)) {
            Optional<FolderLayout> both = below(child);
            both.ifPresent(at -> found.add(at.withManyMasks()));
            if (both.isEmpty())
                child(child, IMAGES).ifPresent(images -> bare.add(new FolderLayout(images, images, "", Kind.NO_MASKS)));
        }
        if (!found.isEmpty()) found.addAll(bare);
        return found;
    }

    /** The masks of that, and images of the names of its folders in a folder of their own: predictions, as a rule. */
    private static List<FolderLayout> objectByObject(Path images, Path masks) {
        Map<String, Path> objects = new TreeMap<>();
        for (Path child : folders(masks))
            child(child, MASKS)
                    .ifPresent(inner -> objects.put(child.getFileName().toString(), inner));
        List<FolderLayout> found = new ArrayList<>();
        for (Path image : files(images)) {
            Path inner = objects.remove(NamePairs.stem(image));
            if (inner != null) found.add(new FolderLayout(image, inner, "", Kind.ALL_MASKS));
        }
        if (!found.isEmpty() && !objects.isEmpty())
            throw new InputException(masks + " has masks of " + objects.size() + " images that are not in " + images
                    + ", such as " + objects.keySet().iterator().next()
                    + ": expected an image for each folder of masks."
                    + " Move the others elsewhere.");
        return found;
    }

    private FolderLayout withManyMasks() {
        return new FolderLayout(images, masks, "", Kind.ALL_MASKS);
    }

    /** Images with the masks of another folder, or of SEG in it: there, as in 01_GT/SEG, not every image has one. */
    private static FolderLayout plain(Path images, Path masks) {
        Path inner = masks.resolve("SEG");
        boolean sequence = Files.isDirectory(inner) || masks.endsWith("SEG");
        Path chosen = Files.isDirectory(inner) ? inner : masks;
        return new FolderLayout(images, chosen, "", sequence ? Kind.SOME_MASKS : Kind.ONE_MASK);
    }

    /** Whether both are one folder, or file, in whatever way it is written, also by a link. */
    public static boolean isSame(Path images, Path masks) {
        return real(images).equals(real(masks));
    }

    private static Path real(Path path) {
        try {
            return path.toRealPath();
        } catch (IOException e) {
            return path.toAbsolutePath().normalize(); // whoever opens it says that it is not there
        }
    }

    private static List<Path> folders(Path folder) {
        return listed(folder, Files::isDirectory);
    }

    private static List<Path> files(Path folder) {
        return listed(folder, Files::isRegularFile);
    }

    private static List<Path> listed(Path folder, Predicate<Path> wanted) {
        if (!Files.isDirectory(folder)) return List.of();
        try (Stream<Path> all = Files.list(folder)) {
            return all.filter(wanted).sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot list " + folder + ": " + e.getMessage(), e);
        }
    }
}
