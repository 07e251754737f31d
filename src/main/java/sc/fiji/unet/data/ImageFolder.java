package sc.fiji.unet.data;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import sc.fiji.unet.base.InputException;

/**
 * Image files and the mask files that belong to them by name: the same stem, or the stem with a common addition as in
 * cell1.tif and cell1_mask.png. Immutable.
 *
 * @param pairs images with their masks, by name
 * @param withoutMask images that no mask belongs to
 * @param withoutImage masks that no image belongs to
 */
public record ImageFolder(List<Pair> pairs, List<Path> withoutMask, List<Path> withoutImage) {
    private static final Pattern EXTENSION = Pattern.compile("\\.[A-Za-z][A-Za-z0-9]{0,4}$");
    private static final String WORDS =
            "masks?|labels?|labelled|seg|segmentation|gt|ground[_-]?truth|annotations?|instances?|cp[_-]masks|target";
    private static final Pattern MASK = Pattern.compile("(?i)[ _.-](" + WORDS + ")$|^(" + WORDS + ")[ _.-]");
    private static final Pattern IMAGE = Pattern.compile("(?i)[ _.-](image|img|raw|im)$|^(image|img|raw|im)[ _.-]");
    private static final int SHOWN = 20;

    /**
     * The files of an image and of its mask, found by the same name.
     *
     * @param name the image's stem
     */
    public record Pair(String name, Path image, Path mask) {}

    /**
     * Pairs the images of one folder with the masks of another, or of the same: there, masks are told by their names.
     * Two single files are a pair too.
     */
    public static ImageFolder scan(Path images, Path masks, ImageReader reader) {
        if (Files.isRegularFile(images) && Files.isRegularFile(masks)) {
            return new ImageFolder(List.of(new Pair(stem(images), images, masks)), List.of(), List.of());
        }
        List<Path> imageFiles = list(images, reader);
        List<Path> maskFiles;
        if (images.toAbsolutePath().normalize().equals(masks.toAbsolutePath().normalize())) {
            maskFiles = imageFiles.stream().filter(f -> named(f, MASK)).toList();
            imageFiles = imageFiles.stream().filter(f -> !named(f, MASK)).toList();
        } else {
            maskFiles = list(masks, reader);
        }
        return match(imageFiles, maskFiles);
    }

    /** The image files of a folder, or the one file given, sorted by name; none is an error. */
    public static List<Path> list(Path folder, ImageReader reader) {
        if (Files.isRegularFile(folder)) return List.of(folder);
        if (!Files.isDirectory(folder)) {
            throw new InputException("There is no folder " + folder + ": expected a folder of image files.");
        }
        try (Stream<Path> files = Files.list(folder)) {
            List<Path> images = files.filter(reader::reads).sorted().toList();
            if (images.isEmpty()) {
                throw new InputException("No image file in " + folder + ": expected PNG, TIFF, JPEG, DICOM or another"
                        + " format that ImageJ opens.");
            }
            return images;
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot list " + folder + ": " + e.getMessage(), e);
        }
    }

    /**
     * Pairs what lies in one folder: in {@code images} and {@code masks} below it, or where these are missing, side by side
     * in the folder itself.
     */
    public static ImageFolder below(Path folder, ImageReader reader) {
        boolean apart = Files.isDirectory(folder.resolve("images")) && Files.isDirectory(folder.resolve("masks"));
        return apart ? scan(folder.resolve("images"), folder.resolve("masks"), reader) : scan(folder, folder, reader);
    }

    /** Only what has one of these names. */
    public ImageFolder only(Set<String> names) {
        return new ImageFolder(
                pairs.stream().filter(pair -> names.contains(pair.name)).toList(),
                withoutMask.stream().filter(file -> names.contains(stem(file))).toList(),
                withoutImage.stream()
                        .filter(file -> names.contains(core(stem(file), MASK)))
                        .toList());
    }

    /** The same, but refuses images without a mask and masks without an image, naming them. */
    public ImageFolder requireComplete() {
        if (withoutMask.isEmpty() && withoutImage.isEmpty()) return this;
        throw new InputException(missing("image(s) without a mask", withoutMask)
                + missing("mask(s) without an image", withoutImage)
                + "Expected one mask for each image, with the same name before the extension (" + pairs.size()
                + " pairs were found). Add or rename the missing files, or move the others elsewhere.");
    }

    /** A file name without its extension; dots elsewhere in the name stay. */
    public static String stem(Path file) {
        return stem(file.getFileName().toString());
    }

    /** A file name without its extension; dots elsewhere in the name stay. */
    public static String stem(String fileName) {
        String stem = EXTENSION.matcher(fileName).replaceFirst("");
        String lower = stem.toLowerCase(Locale.ROOT);
        return lower.endsWith(".ome") || lower.endsWith(".nii") ? stem.substring(0, stem.length() - 4) : stem;
    }

    /** The extension in lower case without its dot; empty where there is none. */
    public static String extension(Path file) {
        Matcher matcher = EXTENSION.matcher(file.getFileName().toString());
        return matcher.find() ? matcher.group().substring(1).toLowerCase(Locale.ROOT) : "";
    }

    private static ImageFolder match(List<Path> images, List<Path> masks) {
        Map<String, Path> exact = byName(masks, ImageFolder::stem);
        Map<String, Path> loose = new TreeMap<>();
        for (Path mask : masks) loose.putIfAbsent(core(stem(mask), MASK), mask);
        List<Path> unused = new ArrayList<>(masks);
        List<Path> withoutMask = new ArrayList<>();
        List<Pair> pairs = new ArrayList<>();
        byName(images, ImageFolder::stem).forEach((name, image) -> {
            Path mask = exact.get(name);
            if (mask == null) mask = loose.get(name);
            if (mask == null) mask = loose.get(core(name, IMAGE));
            if (mask == null || !unused.remove(mask)) withoutMask.add(image);
            else pairs.add(new Pair(name, image, mask));
        });
        return new ImageFolder(List.copyOf(pairs), List.copyOf(withoutMask), List.copyOf(unused));
    }

    private static Map<String, Path> byName(List<Path> files, Function<Path, String> name) {
        Map<String, Path> named = new TreeMap<>();
        for (Path file : files) {
            Path other = named.put(name.apply(file), file);
            if (other != null) {
                throw new InputException("Two files of the same name: " + other + " and " + file.getFileName()
                        + ". Expected each name once: remove or rename one.");
            }
        }
        return named;
    }

    private static boolean named(Path file, Pattern pattern) {
        return pattern.matcher(stem(file)).find();
    }

    private static String core(String stem, Pattern addition) {
        return addition.matcher(stem).replaceFirst("");
    }

    private static String missing(String what, List<Path> files) {
        if (files.isEmpty()) return "";
        List<String> names =
                files.stream().limit(SHOWN).map(f -> f.getFileName().toString()).toList();
        String more = files.size() > SHOWN ? " and " + (files.size() - SHOWN) + " more" : "";
        return files.size() + " " + what + " in " + files.get(0).getParent() + ": " + String.join(", ", names) + more
                + ". ";
    }
}
