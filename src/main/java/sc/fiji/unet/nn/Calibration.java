package sc.fiji.unet.nn;

import java.util.Collection;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What is known about the values inside a network, so that it can compute on bytes: between which numbers they lie on real
 * images, and what was lost by computing so on images with truth. Immutable.
 *
 * @param ranges by the name of the node that puts out the values
 * @param floats names of convolutions that stay in float, as they lose too much on bytes
 * @param largestWeight what the largest weight of a channel is rounded to; {@value #WHOLE_BYTE} where a file does not say
 * @param diceLost how much mean Dice fell on validation images; not a number where nobody tried
 * @param labels share of validation pixels with the same label as in float32; not a number where nobody tried
 */
public record Calibration(
        Map<String, Range> ranges, Set<String> floats, int largestWeight, double diceLost, double labels) {
    /** Of weights that take all a signed byte has. */
    public static final int WHOLE_BYTE = 127;
    /**
     * Of weights of which the products of two with unsigned bytes add up in 16 bits: 2 * 255 * 64 = 32640. Processors
     * without instructions for four products at a time add up so, and would cut off what is more.
     */
    public static final int HALF_A_BYTE = 64;

    /** Of a network that was never watched. */
    public static final Calibration NONE = new Calibration(Map.of());

    private static final double MOST_DICE_LOST = 0.001;
    /** The least share of labels that have to stay. */
    public static final double FEWEST_LABELS = 0.999;

    /**
     * Between which numbers values lie; those beyond are so few that the others gain by leaving them out.
     *
     * @param low at most 0
     * @param high above the low end
     */
    public record Range(double low, double high) {
        /** Holds zero in any case, as beyond the edges of images there are zeros. */
        public Range {
            low = Math.min(low, 0);
            high = Math.max(high, 0);
        }

        Range union(Range other) {
            return new Range(Math.min(low, other.low), Math.max(high, other.high));
        }
    }

    /** Copies; none at all, as an older or a damaged file has it, is an empty one. In the same order whenever it is shown. */
    public Calibration {
        ranges = Collections.unmodifiableMap(ranges == null ? new TreeMap<>() : new TreeMap<>(ranges));
        floats = Collections.unmodifiableSet(floats == null ? new TreeSet<>() : new TreeSet<>(floats));
        largestWeight = largestWeight < 1 || largestWeight > WHOLE_BYTE ? WHOLE_BYTE : largestWeight;
    }

    /** Ranges that nobody has tried on images with truth. */
    public Calibration(Map<String, Range> ranges) {
        this(ranges, Set.of(), WHOLE_BYTE, Double.NaN, Double.NaN);
    }

    /** Between which numbers the values of a node lie, where that is known and says something. */
    public Optional<Range> range(String node) {
        return Optional.ofNullable(ranges.get(node)).filter(range -> {
            double width = range.high() - range.low();
            return width > 0 && Double.isFinite(width);
        });
    }

    /** Whether computing on bytes was scored on images with truth. */
    public boolean isScored() {
        return !Double.isNaN(diceLost) && !Double.isNaN(labels);
    }

    /** Whether the score says that bytes may stand for floats: Dice falls by 0.001 at most, and 99.9 % of labels stay. */
    public boolean isGood() {
        return diceLost <= MOST_DICE_LOST && labels >= FEWEST_LABELS;
    }

    /** The same ranges with what came of trying them. */
    public Calibration scored(double dice, double equalLabels) {
        return new Calibration(ranges, floats, largestWeight, dice, equalLabels);
    }

    /** The same ranges, with only these convolutions left in float; what comes of it, nobody has tried. */
    public Calibration leaving(Collection<String> convolutions) {
        return new Calibration(ranges, new TreeSet<>(convolutions), largestWeight, Double.NaN, Double.NaN);
    }

    /** With weights no larger than this; where that is less than before, nobody has tried what comes of it. */
    public Calibration upTo(int largest) {
        return largest >= largestWeight ? this : new Calibration(ranges, floats, largest, Double.NaN, Double.NaN);
    }
}
