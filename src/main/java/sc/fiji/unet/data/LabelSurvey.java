package sc.fiji.unet.data;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import net.imglib2.util.Intervals;
import sc.fiji.unet.label.Components;
import sc.fiji.unet.label.Targets;

/**
 * What one mask holds, all that class detection needs to know of it. Immutable.
 *
 * @param name of the mask, for messages
 * @param kind what its numbers are
 * @param palette 0xRRGGBB of each index where it has a palette, else empty
 * @param traits how each value lies in it
 * @param objects the name of the class of each object, by its number; empty where the file does not say
 * @param whole share of the values but 0 whose pixels form one connected piece; 0 where there are too few to matter
 */
public record LabelSurvey(
        String name,
        LabelImage.Kind kind,
        int[] palette,
        Map<Integer, ValueTrait> traits,
        Map<Integer, String> objects,
        double whole) {
    private static final int FEW = 4;

    /** Counts the values of a mask, which is read once from end to end. */
    public static LabelSurvey of(LabelImage labels) {
        boolean colors = labels.kind() == LabelImage.Kind.RGB;
        int[] values = Targets.array(labels.values());
        int[] size = Intervals.dimensionsAsIntArray(labels.values());
        Map<Integer, ValueTrait> traits = ValueScan.of(values, size, colors);
        double whole = traits.size() <= FEW ? 0 : whole(values, size);
        return new LabelSurvey(
                labels.name(),
                labels.kind(),
                labels.palette(),
                Collections.unmodifiableMap(traits),
                labels.objects(),
                whole);
    }

    /** Whether this is a gray mask that was saved in color. */
    boolean isGrayInColor() {
        return kind == LabelImage.Kind.RGB
                && traits.keySet().stream().allMatch(value -> value == (value & 0xFF) * 0x010101);
    }

    /** Number of pixels of each value. */
    public Map<Integer, Long> counts() {
        Map<Integer, Long> counts = new TreeMap<>();
        traits.forEach((value, trait) -> counts.put(value, trait.pixels()));
        return counts;
    }

    /** The same mask with other numbers for its values, which may become fewer. */
    LabelSurvey read(MaskReading reading) {
        if (!reading.changes(kind)) return this;
        Map<Integer, ValueTrait> read = new TreeMap<>();
        traits.forEach((value, trait) -> read.merge(reading.value(value, kind, palette), trait, ValueTrait::plus));
        return new LabelSurvey(name, reading.kind(kind), new int[0], read, objects, whole);
    }

    private static double whole(int[] values, int[] size) {
        Map<Integer, Integer> pieces = Components.ofEachValue(values, size);
        return pieces.isEmpty()
                ? 0
                : (double) pieces.values().stream().filter(n -> n == 1).count() / pieces.size();
    }
}
