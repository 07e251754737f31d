package sc.fiji.unet.data;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import sc.fiji.unet.data.LabelImage.Kind;

/**
 * Tells numbers of objects from classes, by what they are like and not by the depth of the files: each is one connected
 * piece, and which there are differs from mask to mask. Where there are few, and the same number is always of about the same
 * size, while others are many times larger, they are classes: organs are, cells are not. Colors are objects where each is
 * found in one mask only.
 */
final class ObjectNumbers {
    private static final int MANY = 16;
    private static final int SOME = 4;
    private static final double MOSTLY = 0.8;
    private static final double NEARLY_ALL = 0.95;
    private static final int FEWEST_MASKS = 3;
    private static final double TIMES_LARGER = 8;
    private static final double ALIKE = 0.8;

    private ObjectNumbers() {}

    /**
     * Whether the values are numbers of objects.
     *
     * @param values all that are no background and not ignored
     */
    static boolean are(List<LabelSurvey> masks, Set<Integer> values) {
        Kind kind = masks.get(0).kind();
        if (values.size() <= SOME) return false;
        double whole = whole(masks);
        if (kind == Kind.RGB) return whole >= MOSTLY && areColors(masks, values);
        if (values.size() > MANY) return whole >= MOSTLY;
        if (whole < NEARLY_ALL || areSized(masks, values)) return false;
        List<Set<Integer>> held =
                masks.stream().map(mask -> held(mask, values)).distinct().toList();
        if (kind == Kind.PALETTE) return held.size() > 1 && held.stream().allMatch(ObjectNumbers::countsUp);
        return held.size() > 1 || masks.size() == 1;
    }

    /** The mean of {@link LabelSurvey#whole} over those masks that hold enough values to tell; 0 where none does. */
    static double whole(List<LabelSurvey> masks) {
        return masks.stream()
                .mapToDouble(LabelSurvey::whole)
                .filter(whole -> whole > 0)
                .average()
                .orElse(0);
    }

    /**
     * Whether colors tell objects apart on black: areas each, hardly any of which is found in two masks. In one mask alone
     * there have to be many.
     */
    private static boolean areColors(List<LabelSurvey> masks, Set<Integer> colors) {
        if (masks.size() == 1 && colors.size() <= MANY) return false;
        if (masks.stream().anyMatch(mask -> !mask.traits().containsKey(0))) return false;
        long own = colors.stream()
                .filter(color -> masks.stream()
                                .filter(mask -> mask.traits().containsKey(color))
                                .count()
                        == 1)
                .count();
        long areas = colors.stream()
                .filter(color -> masks.stream()
                        .map(mask -> mask.traits().get(color))
                        .anyMatch(trait -> trait != null && trait.inner() > 0))
                .count();
        return own >= MOSTLY * colors.size() && areas >= MOSTLY * colors.size();
    }

    private static Set<Integer> held(LabelSurvey mask, Set<Integer> values) {
        return mask.traits().keySet().stream().filter(values::contains).collect(Collectors.toSet());
    }

    private static boolean countsUp(Set<Integer> held) {
        return IntStream.rangeClosed(1, held.size()).allMatch(held::contains);
    }

    /** Whether each value has a size of its own: the spread of its sizes is small beside that between the values. */
    private static boolean areSized(List<LabelSurvey> masks, Set<Integer> values) {
        List<double[]> groups = new ArrayList<>(sizes(masks, values).values());
        groups.removeIf(group -> group.length < FEWEST_MASKS);
        if (groups.size() <= SOME) return false;
        double[] means = groups.stream()
                .mapToDouble(g -> Arrays.stream(g).average().orElse(0))
                .toArray();
        double within =
                groups.stream().mapToDouble(ObjectNumbers::variance).average().orElse(0);
        double between = variance(means);
        double times = Math.exp(Arrays.stream(means).max().orElse(0)
                - Arrays.stream(means).min().orElse(0));
        return times >= TIMES_LARGER && between >= ALIKE * (between + within);
    }

    /** Logarithms of the number of pixels of each value, one a mask that holds it. */
    private static Map<Integer, double[]> sizes(List<LabelSurvey> masks, Set<Integer> values) {
        Map<Integer, double[]> sizes = new TreeMap<>();
        for (int value : values) {
            double[] logs = masks.stream()
                    .filter(mask -> mask.traits().containsKey(value))
                    .mapToDouble(mask -> Math.log(mask.traits().get(value).pixels()))
                    .toArray();
            sizes.put(value, logs);
        }
        return sizes;
    }

    private static double variance(double[] numbers) {
        double mean = Arrays.stream(numbers).average().orElse(0);
        return Arrays.stream(numbers)
                .map(n -> (n - mean) * (n - mean))
                .average()
                .orElse(0);
    }
}
