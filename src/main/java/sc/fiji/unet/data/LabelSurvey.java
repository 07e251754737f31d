package sc.fiji.unet.data;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import net.imglib2.Cursor;
import net.imglib2.type.numeric.integer.IntType;
import net.imglib2.util.Intervals;
import net.imglib2.view.Views;
import sc.fiji.unet.label.Components;
import sc.fiji.unet.label.Targets;

/**
 * What one mask holds, all that class detection needs to know of it. Immutable.
 *
 * @param name of the mask, for messages
 * @param kind what its numbers are
 * @param palette 0xRRGGBB of each index where it has a palette, else empty
 * @param counts number of pixels of each value
 * @param whole share of the values but 0 whose pixels form one connected piece; 0 where there are too few to matter
 */
public record LabelSurvey(String name, LabelImage.Kind kind, int[] palette, Map<Integer, Long> counts, double whole) {
    private static final int FEW = 4;

    /** Counts the values of a mask, which is read once from end to end. */
    public static LabelSurvey of(LabelImage labels) {
        Map<Integer, Long> counts = new TreeMap<>();
        Cursor<IntType> cursor = Views.flatIterable(labels.values()).cursor();
        int last = 0;
        long run = 0;
        while (cursor.hasNext()) {
            int value = cursor.next().get();
            if (value != last && run > 0) {
                counts.merge(last, run, Long::sum);
                run = 0;
            }
            last = value;
            run++;
        }
        counts.merge(last, run, Long::sum);
        return new LabelSurvey(
                labels.name(),
                labels.kind(),
                labels.palette(),
                Collections.unmodifiableMap(counts),
                whole(labels, counts));
    }

    private static double whole(LabelImage labels, Map<Integer, Long> counts) {
        if (counts.size() <= FEW || labels.kind() == LabelImage.Kind.RGB) return 0;
        Map<Integer, Integer> pieces =
                Components.ofEachValue(Targets.array(labels.values()), Intervals.dimensionsAsIntArray(labels.values()));
        return (double) pieces.values().stream().filter(n -> n == 1).count() / pieces.size();
    }
}
