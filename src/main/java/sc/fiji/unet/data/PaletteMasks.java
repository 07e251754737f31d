package sc.fiji.unet.data;

import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import sc.fiji.unet.base.InputException;
import sc.fiji.unet.data.LabelImage.Kind;

/**
 * Finds out whether files with color tables mean their numbers or their colors. Where the same number is of another color
 * in another file, colors are meant if they are the same ones in another order; else nobody can tell.
 */
final class PaletteMasks {
    private static final int FEW_COLORS = 64;
    private static final int WHITE = 0xFFFFFF;
    private static final String BLACK =
            "The color tables have black at another number than 0: matched by color, with black as background.";

    private PaletteMasks() {}

    /** Says in a sentence why the colors count; nothing where the numbers do. */
    static Optional<String> whyColors(List<LabelSurvey> masks) {
        List<LabelSurvey> tables =
                masks.stream().filter(mask -> mask.kind() == Kind.PALETTE).toList();
        if (tables.isEmpty()) return Optional.empty();
        long colored = masks.stream().filter(mask -> mask.kind() == Kind.RGB).count();
        if (colored > 0) {
            return tables.size() + colored == masks.size()
                    ? Optional.of("Some masks are in color: those with color tables are matched by color.")
                    : Optional.empty();
        }
        LabelSurvey other = otherOrder(tables);
        if (other == null) return blackIsNotFirst(tables, masks) ? Optional.of(BLACK) : Optional.empty();
        for (LabelSurvey mask : tables) requireDistinct(mask);
        if (tables.stream().allMatch(PaletteMasks::isOfFewColors) || together(tables))
            return Optional.of("The color tables differ from mask to mask: matched by color.");
        throw new InputException("Masks " + tables.get(0).name() + " and " + other.name()
                + " have color tables that give the same numbers other colors: expected the same colors in all masks,"
                + " or the same table. Save the masks as gray label images, or with one table.");
    }

    /** Whether masks of one table hold black, while its number 0 is a color: neither black nor, as paper is, white. */
    private static boolean blackIsNotFirst(List<LabelSurvey> tables, List<LabelSurvey> masks) {
        Set<Integer> held = new HashSet<>();
        tables.forEach(mask -> held.addAll(colors(mask)));
        boolean distinct = tables.stream()
                .allMatch(mask -> colors(mask).size() == mask.traits().size());
        boolean color = tables.stream().map(mask -> color(mask, 0)).allMatch(first -> first != 0 && first != WHITE);
        return tables.size() == masks.size() && distinct && color && held.contains(0);
    }

    /** A table that only displays numbers has a color for each of them. */
    private static boolean isOfFewColors(LabelSurvey mask) {
        return Arrays.stream(mask.palette()).distinct().count() <= FEW_COLORS;
    }

    /** Whether the masks hold no more colors than numbers. */
    private static boolean together(List<LabelSurvey> tables) {
        Set<Integer> colors = new HashSet<>();
        Set<Integer> indices = new HashSet<>();
        for (LabelSurvey mask : tables) {
            colors.addAll(colors(mask));
            indices.addAll(mask.traits().keySet());
        }
        return colors.size() <= indices.size();
    }

    /** A mask that has another color than a mask before for a number that either holds; null where there is none. */
    private static LabelSurvey otherOrder(List<LabelSurvey> tables) {
        Map<Integer, Integer> known = new TreeMap<>();
        for (LabelSurvey mask : tables) {
            for (int index : mask.traits().keySet()) {
                int color = color(mask, index);
                Integer before = known.putIfAbsent(index, color);
                if (before != null && before != color) return mask;
            }
        }
        return tables.stream().filter(mask -> swaps(mask, known)).findFirst().orElse(null);
    }

    /** Whether the table has the color of a number at another number: the file would mean that one by it. */
    private static boolean swaps(LabelSurvey mask, Map<Integer, Integer> known) {
        for (Map.Entry<Integer, Integer> entry : known.entrySet()) {
            int index = entry.getKey();
            if (index >= mask.palette().length || mask.palette()[index] == entry.getValue()) continue;
            for (int used : mask.traits().keySet()) {
                if (used != index && color(mask, used) == entry.getValue()) return true;
            }
        }
        return false;
    }

    private static Set<Integer> colors(LabelSurvey mask) {
        Set<Integer> colors = new HashSet<>();
        for (int index : mask.traits().keySet()) colors.add(color(mask, index));
        return colors;
    }

    private static void requireDistinct(LabelSurvey mask) {
        if (colors(mask).size() == mask.traits().size()) return;
        throw new InputException(
                "Mask " + mask.name() + " has one color for several of its numbers, and other masks have"
                        + " other color tables: expected one table for all, or colors that differ. Save the masks as gray label"
                        + " images, or with one table.");
    }

    private static int color(LabelSurvey mask, int index) {
        return index >= 0 && index < mask.palette().length ? mask.palette()[index] : 0;
    }
}
