package sc.fiji.unet.pairing;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;

/**
 * Pairs images and masks by name, from equal names to those that have only their numbers in common: what is clear first
 * goes first. A key that several images share pairs none of them. For one use.
 */
public final class NamePairs {
    private static final Pattern ZEROS = Pattern.compile("(?<!\\d)0+(?=\\d)");
    private final Map<String, List<Path>> images = new TreeMap<>();
    private final List<Path> masks;
    private final List<Found> found = new ArrayList<>();

    /**
     * The files of one image and its mask, found to belong together by their names.
     *
     * @param name the images' common stem
     * @param images one, or one a channel
     * @param masks one, or one an object
     */
    public record Found(String name, List<Path> images, List<Path> masks) {}

    private NamePairs(Map<String, List<Path>> images, Collection<Path> masks) {
        this.images.putAll(images);
        this.masks = new ArrayList<>(masks);
        this.masks.removeAll(SliceTruth.besideWhole(masks));
    }

    /** All pairs, by name. */
    public static List<Found> of(List<Path> images, List<Path> masks) {
        NamePairs pairs = new NamePairs(byStem(images), masks);
        pairs.slices();
        pairs.round(name -> name, name -> name, false);
        pairs.round(NameHabits::withoutMaskSuffix, name -> name, false);
        pairs.joinChannels();
        List<UnaryOperator<String>> ofMasks =
                List.of(NameHabits::withoutMaskSuffix, NameHabits::withoutMaskWord, NameHabits::withoutMiddle);
        List<UnaryOperator<String>> ofImages = List.of(name -> name, NameHabits::withoutImageWord);
        for (UnaryOperator<String> mask : ofMasks) for (var image : ofImages) pairs.round(mask, image, false);
        for (UnaryOperator<String> mask : ofMasks) {
            for (UnaryOperator<String> image : ofImages) {
                pairs.round(name -> numbers(mask.apply(name)), name -> numbers(image.apply(name)), false);
            }
        }
        pairs.round(NameHabits::withoutRareSuffix, name -> name, false);
        pairs.round(NameHabits::withoutPart, name -> name, true);
        pairs.byFrame();
        return pairs.found.stream()
                .sorted(java.util.Comparator.comparing(Found::name))
                .toList();
    }

    /** Truth of slices goes to the volume of its number; it comes before masks of the whole. */
    private void slices() {
        List<Path> whole =
                masks.stream().filter(mask -> SliceTruth.slice(mask).isEmpty()).toList();
        if (whole.size() == masks.size()) return;
        masks.removeAll(whole);
        round(name -> numbers(SliceTruth.volume(name)), name -> numbers(NameHabits.withoutImageWord(name)), true);
        masks.addAll(whole);
    }

    private static Map<String, List<Path>> byStem(List<Path> files) {
        Map<String, List<Path>> named = new TreeMap<>();
        for (Path file : files)
            named.computeIfAbsent(stem(file), n -> new ArrayList<>()).add(file);
        return named;
    }

    /**
     * Pairs what is left and has equal keys.
     *
     * @param several whether several masks of one key belong together; else the first is taken
     */
    private void round(UnaryOperator<String> ofMask, UnaryOperator<String> ofImage, boolean several) {
        Map<String, List<Path>> byKey = new LinkedHashMap<>();
        for (Path mask : masks)
            byKey.computeIfAbsent(lower(ofMask.apply(stem(mask))), k -> new ArrayList<>())
                    .add(mask);
        Map<String, List<String>> names = new HashMap<>();
        for (String name : images.keySet()) {
            names.computeIfAbsent(lower(ofImage.apply(name)), k -> new ArrayList<>())
                    .add(name);
        }
        names.forEach((key, same) -> {
            List<Path> fitting = byKey.getOrDefault(key, List.of());
            if (same.size() == 1 && !fitting.isEmpty()) {
                pair(same.get(0), several ? fitting : exact(same.get(0), fitting));
            }
        });
    }

    /** Chooses from several masks the one with the very name of the image, letter for letter, else the first. */
    private static List<Path> exact(String name, List<Path> fitting) {
        return List.of(fitting.stream()
                .filter(mask -> stem(mask).equals(name))
                .findFirst()
                .orElse(fitting.get(0)));
    }

    private void pair(String name, List<Path> fitting) {
        found.add(new Found(name, List.copyOf(images.remove(name)), List.copyOf(fitting)));
        masks.removeAll(fitting);
    }

    /** Files of one name but for a last number of four digits are channels, where a mask has the name without it. */
    private void joinChannels() {
        Map<String, List<Path>> joined = new TreeMap<>();
        images.forEach((name, files) -> joined.computeIfAbsent(NameHabits.withoutChannel(name), n -> new ArrayList<>())
                .addAll(files));
        List<String> cores = masks.stream()
                .map(mask -> lower(NameHabits.withoutMaskWord(stem(mask))))
                .toList();
        joined.forEach((name, files) -> {
            boolean channels = files.stream().noneMatch(file -> stem(file).equals(name));
            if (!channels || !cores.contains(lower(name))) return;
            files.forEach(file -> images.remove(stem(file)));
            images.put(name, files);
        });
    }

    /** Names that are alike but for a part in the middle, as in 21_training and 21_manual1: by that part, if all pair. */
    private void byFrame() {
        if (images.size() < 2 || images.size() != masks.size()) return;
        Map<String, String> imageOf = keys(images.keySet());
        Map<String, Path> byStem = new HashMap<>();
        masks.forEach(mask -> byStem.put(stem(mask), mask));
        Map<String, String> maskOf = keys(byStem.keySet());
        if (imageOf.size() != images.size() || !imageOf.keySet().equals(maskOf.keySet())) return;
        imageOf.forEach((key, name) -> pair(name, List.of(byStem.get(maskOf.get(key)))));
    }

    /** The name of each part that differs. */
    private static Map<String, String> keys(Collection<String> names) {
        List<String> all = List.copyOf(names);
        int start = common(all);
        int end = common(all.stream()
                .map(name -> new StringBuilder(name.substring(start)).reverse().toString())
                .toList());
        Map<String, String> keys = new TreeMap<>();
        for (String name : all) keys.put(numbers(name.substring(start, name.length() - end)), name);
        return keys;
    }

    /** Length of the common start; a number is not cut. */
    private static int common(List<String> names) {
        int n = 0;
        String first = names.get(0);
        while (n < first.length() && sameAt(names, n)) n++;
        while (n > 0 && Character.isLetterOrDigit(first.charAt(n - 1)) && Character.isDigit(first.charAt(n - 1))) n--;
        return n;
    }

    private static boolean sameAt(List<String> names, int n) {
        char letter = names.get(0).charAt(n);
        return names.stream().allMatch(name -> n < name.length() && name.charAt(n) == letter);
    }

    private static String numbers(String name) {
        return ZEROS.matcher(name).replaceAll("");
    }

    private static String lower(String name) {
        return name.toLowerCase(Locale.ROOT);
    }

    static String stem(Path file) {
        return FileStem.of(file.getFileName().toString());
    }
}
