package sc.fiji.unet.data;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import sc.fiji.unet.base.InputException;

/**
 * Finds masks that were stored as JPEG, smoothed or scaled: a few values fill areas, and many others lie along their edges
 * only, each with few pixels between a lower and a higher value. Immutable.
 *
 * @param modes the values that fill areas
 * @param pixels how many pixels hold another
 */
record LossyMasks(List<Integer> modes, long pixels) {
    private static final int FEWEST_CALM = 4;
    private static final int MOST_LOOKED_AT = 512;
    private static final double SOLID = 0.1;
    private static final int FEWEST_OTHERS = 3;
    private static final int SMALLEST_RANGE = 48;
    private static final int CLOSEST = 16;
    private static final int NEAR = 24;
    private static final double NEAR_OF_RANGE = 0.09;
    private static final int NEAR_COLOR = 56;
    private static final double MOST_INNER = 0.25;
    private static final double FEWEST_BETWEEN = 0.25;
    private static final double FEWEST_BETWEEN_OF_WHOLE = 0.8;
    private static final double MOST_PIXELS = 0.25;
    private static final double MIDDLE = 0.3;
    private static final double MOST_IN_THE_MIDDLE = 0.15;

    /** Masks in which every value is meant. */
    static final LossyMasks NONE = new LossyMasks(List.of(), 0);

    boolean found() {
        return !modes.isEmpty();
    }

    /** What was done about it. */
    String note(boolean colors) {
        return pixels + " pixels of lossy or smoothed masks (JPEG?) count for the nearest of "
                + modes.stream().map(mode -> text(mode, colors)).collect(Collectors.joining(", ")) + ".";
    }

    /** A number, or a color as #RRGGBB. */
    static String text(int value, boolean color) {
        return color ? String.format(Locale.ROOT, "#%06X", value) : String.valueOf(value);
    }

    /**
     * Looks at the values of all masks together.
     *
     * @param name of a mask, for messages
     * @param whole share of the values that are one connected piece each, as objects are
     * @throws InputException where masks are lossy, but it cannot be told which values were meant
     */
    static LossyMasks in(String name, Map<Integer, ValueTrait> traits, boolean colors, double whole) {
        int range = range(traits, colors);
        if (range < SMALLEST_RANGE) return NONE;
        double near = colors ? NEAR_COLOR : Math.max(NEAR, NEAR_OF_RANGE * range);
        List<Integer> modes = modes(traits, colors, near);
        ValueTrait others = others(traits, modes);
        int rest = traits.size() - modes.size();
        boolean edges = rest >= FEWEST_OTHERS && rest > modes.size() && areEdges(others, whole);
        if (modes.size() < 2 || !edges) return NONE;
        long all = traits.values().stream().mapToLong(ValueTrait::pixels).sum();
        boolean clear = others.pixels() <= MOST_PIXELS * all
                && (modes.size() == 2 || inTheMiddle(traits, modes, colors) <= MOST_IN_THE_MIDDLE * others.pixels());
        if (!clear) throw unclear(name, traits.size(), modes.size(), colors);
        return new LossyMasks(modes.stream().sorted().toList(), others.pixels());
    }

    /**
     * The same where the values are known that others lie around; too few others are refused as they are, unless the masks
     * were stored in a lossy format and the others are near.
     */
    static LossyMasks around(List<Integer> known, Map<Integer, ValueTrait> traits, boolean colors, boolean stored) {
        boolean near = traits.keySet().stream()
                .allMatch(value -> known.stream().anyMatch(mode -> Math.abs((long) mode - value) < CLOSEST));
        ValueTrait others = others(traits, known);
        long unknown =
                traits.keySet().stream().filter(value -> !known.contains(value)).count();
        boolean edges = unknown >= FEWEST_OTHERS && range(traits, colors) >= SMALLEST_RANGE && areEdges(others, 0);
        return edges || stored && near ? new LossyMasks(known, others.pixels()) : NONE;
    }

    private static boolean areEdges(ValueTrait others, double whole) {
        double between = whole > 0.5 ? FEWEST_BETWEEN_OF_WHOLE : FEWEST_BETWEEN;
        return others.inner() < MOST_INNER * others.pixels() && others.between() > between * others.pixels();
    }

    private static int range(Map<Integer, ValueTrait> traits, boolean colors) {
        int first = traits.keySet().iterator().next();
        return (int) traits.keySet().stream()
                .mapToDouble(value -> MaskReading.distance(first, value, colors))
                .max()
                .orElse(0);
    }

    /** Values that fill areas, the largest first; of those that are near each other, one. */
    private static List<Integer> modes(Map<Integer, ValueTrait> traits, boolean colors, double near) {
        List<Integer> modes = new ArrayList<>();
        traits.entrySet().stream()
                .filter(e -> e.getValue().calm() > 0)
                .sorted(Comparator.comparing(e -> -e.getValue().calm()))
                .limit(MOST_LOOKED_AT)
                .map(Map.Entry::getKey)
                .filter(value -> modes.stream().allMatch(mode -> MaskReading.distance(mode, value, colors) > near))
                .filter(value -> fills(around(traits, value, colors, near / 3)))
                .filter(value -> colors || modes.stream().allMatch(mode -> parted(traits, mode, value, near / 4)))
                .forEach(modes::add);
        return modes;
    }

    private static boolean fills(ValueTrait trait) {
        return trait.calm() >= FEWEST_CALM && trait.calm() >= SOLID * trait.pixels();
    }

    /** Whether there are clearly fewer pixels somewhere between two values than about the second. */
    private static boolean parted(Map<Integer, ValueTrait> traits, int mode, int value, double reach) {
        long most = around(traits, value, false, reach).pixels() / 2;
        int step = (int) Math.max(1, reach);
        for (long at = Math.min(mode, value) + step; at < Math.max(mode, value); at += step) {
            if (around(traits, (int) at, false, reach).pixels() <= most) return true;
        }
        return false;
    }

    private static ValueTrait around(Map<Integer, ValueTrait> traits, int value, boolean colors, double reach) {
        ValueTrait sum = ValueTrait.NONE;
        for (Map.Entry<Integer, ValueTrait> entry : traits.entrySet()) {
            if (MaskReading.distance(value, entry.getKey(), colors) <= reach) sum = sum.plus(entry.getValue());
        }
        return sum;
    }

    private static ValueTrait others(Map<Integer, ValueTrait> traits, List<Integer> modes) {
        ValueTrait sum = ValueTrait.NONE;
        for (Map.Entry<Integer, ValueTrait> entry : traits.entrySet()) {
            if (!modes.contains(entry.getKey())) sum = sum.plus(entry.getValue());
        }
        return sum;
    }

    /** Pixels that are not clearly nearer to one mode: between three of them, an edge may pass for a class of its own. */
    private static long inTheMiddle(Map<Integer, ValueTrait> traits, List<Integer> modes, boolean colors) {
        long pixels = 0;
        for (Map.Entry<Integer, ValueTrait> entry : traits.entrySet()) {
            double[] nearest = modes.stream()
                    .mapToDouble(mode -> MaskReading.distance(mode, entry.getKey(), colors))
                    .sorted()
                    .toArray();
            if (nearest[0] > MIDDLE * (nearest[0] + nearest[1]))
                pixels += entry.getValue().pixels();
        }
        return pixels;
    }

    /** A lossy format changes values by a few: where they were meant to differ by as little, none can be trusted. */
    static void requireApart(List<LabelSurvey> masks, Set<Integer> values) {
        Optional<LabelSurvey> lossy = masks.stream()
                .filter(mask -> mask.kind() == LabelImage.Kind.LOSSY8)
                .findFirst();
        List<Integer> order = values.stream().sorted().toList();
        boolean apart = IntStream.range(1, order.size()).allMatch(i -> order.get(i) - order.get(i - 1) >= CLOSEST);
        if (lossy.isEmpty() || apart) return;
        throw new InputException(
                "The masks, such as " + lossy.get().name() + ", were saved as JPEG and hold "
                        + order.size() + " values from " + order.get(0) + " to " + order.get(order.size() - 1)
                        + ", some of which differ by less than JPEG may change them. Save label images as PNG or TIFF, or say"
                        + " which values there are, as in classes=background=0,cell=1: each pixel then counts for the nearest.");
    }

    /** What is said where values are no classes and no objects. */
    static InputException unclear(String name, int values, int modes, boolean colors) {
        return new InputException("The masks, such as " + name + ", hold " + values + " values, most of them only along"
                + " the edges of " + (modes > 0 ? modes + " others" : "others")
                + ", as masks do that were saved as JPEG, smoothed or scaled. It cannot be told which values"
                + " were meant. Save label images as PNG or TIFF, without smoothing, or say which there are, as in"
                + (colors
                        ? " classes=background=#000000,cell=#FF0000,nucleus=#00FF00"
                        : " classes=background=0,cell=128,nucleus=255")
                + ": each pixel then counts for the nearest.");
    }
}
