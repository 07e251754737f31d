package sc.fiji.unet.pairing;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Images and masks that lie in one folder, told apart by their names. What a name ends with tells more than what it starts
 * with: label_free_1 is an image where there is a label_free_1_mask.
 *
 * @param images by name
 * @param masks by name
 */
public record SideBySide(List<Path> images, List<Path> masks) {
    /** Tells the files of a folder apart; there are no masks where no name looks like that of one. */
    public static SideBySide of(List<Path> files) {
        List<Path> byEnd = masksByEnd(files);
        List<Path> rare = byEnd.isEmpty() ? masksBesideImages(files) : List.of();
        List<Path> masks = !byEnd.isEmpty() ? byEnd : !rare.isEmpty() ? rare : masksByStart(files);
        List<Path> images = files.stream().filter(file -> !masks.contains(file)).toList();
        return new SideBySide(images, masks.stream().sorted().toList());
    }

    /** From short names to long ones: what is a mask is no image of another. */
    private static List<Path> masksByEnd(List<Path> files) {
        Set<String> stems = files.stream().map(NamePairs::stem).collect(Collectors.toSet());
        Set<String> images = new TreeSet<>();
        List<Path> masks = new ArrayList<>();
        List<Path> shortFirst = files.stream()
                .sorted(Comparator.comparing(file -> NamePairs.stem(file).length()))
                .toList();
        for (Path file : shortFirst) {
            String stem = NamePairs.stem(file);
            boolean named = NameHabits.hasMaskSuffix(stem)
                    || !NameHabits.withoutPart(stem).equals(stem);
            if (named && !isImageOfAnother(stem, stems, images)) masks.add(file);
            else images.add(stem);
        }
        return masks;
    }

    /** A name such as cell_seg, where there is a cell_seg_mask and no cell. */
    private static boolean isImageOfAnother(String stem, Set<String> stems, Set<String> images) {
        return !images.contains(NameHabits.withoutMaskSuffix(stem))
                && stems.stream()
                        .anyMatch(other -> !other.equals(stem)
                                && other.startsWith(stem)
                                && NameHabits.hasMaskSuffix("x" + other.substring(stem.length())));
    }

    /** By ends that images have too, where each of them has its image beside it; else they are part of the images' names. */
    private static List<Path> masksBesideImages(List<Path> files) {
        Set<String> stems = files.stream().map(SideBySide::lower).collect(Collectors.toSet());
        List<Path> rare = files.stream()
                .filter(file -> NameHabits.hasRareSuffix(lower(file)))
                .toList();
        boolean all = rare.stream().allMatch(file -> {
            String image = NameHabits.withoutRareSuffix(lower(file));
            return stems.contains(image) && !NameHabits.hasRareSuffix(image);
        });
        return all ? rare : List.of();
    }

    private static String lower(Path file) {
        return NamePairs.stem(file).toLowerCase(Locale.ROOT);
    }

    private static List<Path> masksByStart(List<Path> files) {
        return files.stream()
                .filter(file -> NameHabits.hasMaskPrefix(NamePairs.stem(file)))
                .toList();
    }
}
