package sc.fiji.unet.data;

import java.util.List;
import java.util.OptionalInt;
import net.imglib2.RandomAccessibleInterval;
import net.imglib2.type.numeric.integer.IntType;
import sc.fiji.unet.data.LabelImage.Kind;
import sc.fiji.unet.label.Targets;

/**
 * How the stored numbers of a set of masks become values that mean the same in all of them. Immutable.
 *
 * @param seen what of a stored number counts
 * @param modes the values that all others are taken for, each for its nearest; empty where all are taken as they are
 * @param foreground what every value but 0 and the negative ones is taken for
 */
public record MaskReading(Seen seen, List<Integer> modes, OptionalInt foreground) {
    /** What of a stored number counts. */
    public enum Seen {
        /** The number itself. */
        NUMBER,
        /** The color that is seen, 0xRRGGBB, whatever number a file stores for it. */
        COLOR,
        /** Of a color, its level of gray; else the number. */
        GRAY
    }

    /** Every value as it is stored. */
    public static final MaskReading AS_STORED = new MaskReading(Seen.NUMBER, List.of(), OptionalInt.empty());

    /** Copies the list. */
    public MaskReading {
        modes = List.copyOf(modes);
    }

    static MaskReading ofColors() {
        return new MaskReading(Seen.COLOR, List.of(), OptionalInt.empty());
    }

    static MaskReading ofGrays() {
        return new MaskReading(Seen.GRAY, List.of(), OptionalInt.empty());
    }

    static MaskReading snapping(List<Integer> modes) {
        return new MaskReading(Seen.NUMBER, modes, OptionalInt.empty());
    }

    static MaskReading binary(int foreground) {
        return new MaskReading(Seen.NUMBER, List.of(), OptionalInt.of(foreground));
    }

    /** This one, and then the next. */
    MaskReading then(MaskReading next) {
        return new MaskReading(next.seen == Seen.NUMBER ? seen : next.seen, next.modes, next.foreground);
    }

    /** The mask with the values that its numbers stand for. */
    LabelImage read(LabelImage labels) {
        if (!changes(labels.kind())) return labels;
        RandomAccessibleInterval<IntType> values =
                Targets.map(labels.values(), value -> value(value, labels.kind(), labels.palette()));
        return new LabelImage(labels.name(), values, kind(labels.kind())).withObjects(labels.objects());
    }

    boolean changes(Kind kind) {
        return kind(kind) != kind || !modes.isEmpty() || foreground.isPresent();
    }

    Kind kind(Kind stored) {
        return switch (seen) {
            case COLOR -> Kind.RGB;
            case GRAY -> stored == Kind.RGB ? Kind.GRAY8 : stored;
            default -> stored;
        };
    }

    int value(int stored, Kind kind, int[] palette) {
        int value = seen(stored, kind, palette);
        if (foreground.isPresent()) return value <= 0 ? value : foreground.getAsInt();
        return modes.isEmpty() ? value : nearest(value, kind(kind) == Kind.RGB);
    }

    private int seen(int stored, Kind kind, int[] palette) {
        return switch (seen) {
            case COLOR -> color(stored, kind, palette);
            case GRAY -> kind == Kind.RGB ? stored & 0xFF : stored;
            default -> stored;
        };
    }

    private static int color(int stored, Kind kind, int[] palette) {
        if (kind == Kind.RGB) return stored;
        return stored >= 0 && stored < palette.length ? palette[stored] : 0;
    }

    private int nearest(int value, boolean colors) {
        int best = modes.get(0);
        for (int mode : modes) if (distance(mode, value, colors) < distance(best, value, colors)) best = mode;
        return best;
    }

    /** Between two numbers, or two colors as points of a room. */
    static double distance(int a, int b, boolean colors) {
        if (!colors) return Math.abs((double) a - b);
        double sum = 0;
        for (int shift = 0; shift <= 16; shift += 8) sum += Math.pow((a >> shift & 0xFF) - (b >> shift & 0xFF), 2);
        return Math.sqrt(sum);
    }
}
