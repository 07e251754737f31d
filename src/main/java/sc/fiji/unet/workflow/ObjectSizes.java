package sc.fiji.unet.workflow;

import java.util.Arrays;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import net.imglib2.RandomAccessibleInterval;
import net.imglib2.type.numeric.integer.IntType;
import sc.fiji.unet.data.AnnotatedImage;
import sc.fiji.unet.data.TrainingSet;
import sc.fiji.unet.label.Components;
import sc.fiji.unet.label.Connectivity;
import sc.fiji.unet.label.Targets;

/**
 * How large annotated objects are: numbered ones, or connected pixels of a class. Those that the edge of an image or what is
 * ignored may have cut do not count.
 */
final class ObjectSizes {
    /** Leaves room for slips of the hand: one of twenty objects may be smaller, one of twenty larger. */
    private static final double SLIPS = 0.05;

    private final int[] pixels;

    private ObjectSizes(int[] pixels) {
        this.pixels = pixels;
    }

    /** Of all images of a training. */
    static ObjectSizes of(TrainingSet set) {
        return new ObjectSizes(Stream.concat(set.train().stream(), set.validation().stream())
                .map(image -> image.objects() == null ? image.target() : image.objects())
                .filter(ComponentLimits::fits)
                .flatMapToInt(ObjectSizes::whole)
                .sorted()
                .toArray());
    }

    /** Pixels of the smallest; 0 where there is none. */
    int smallest() {
        return pixels.length == 0 ? 0 : pixels[(int) (SLIPS * pixels.length)];
    }

    /** The edge of a square as large as the largest; 0 where there is none. */
    double across() {
        return pixels.length == 0 ? 0 : Math.sqrt(pixels[(int) ((1 - SLIPS) * pixels.length)]);
    }

    private static IntStream whole(RandomAccessibleInterval<IntType> target) {
        int[] values = Targets.array(target);
        int[] size = Arrays.stream(target.dimensionsAsLongArray())
                .mapToInt(Math::toIntExact)
                .toArray();
        int[] pieces = new int[values.length];
        int[] pixels = new int[Components.label(values, size, Connectivity.FULL, pieces) + 1];
        boolean[] cut = new boolean[pixels.length];
        for (int i = 0; i < pieces.length; i++) {
            pixels[pieces[i]]++;
            cut[pieces[i]] |= meetsEdge(i, values, size);
        }
        return IntStream.range(1, pixels.length).filter(piece -> !cut[piece]).map(piece -> pixels[piece]);
    }

    /** In the plane; a volume of few slices would have no whole object otherwise. */
    private static boolean meetsEdge(int index, int[] values, int[] size) {
        int x = index % size[0];
        int y = index / size[0] % size[1];
        if (x == 0 || y == 0 || x == size[0] - 1 || y == size[1] - 1) return true;
        int ignored = AnnotatedImage.IGNORE;
        return values[index - 1] == ignored
                || values[index + 1] == ignored
                || values[index - size[0]] == ignored
                || values[index + size[0]] == ignored;
    }
}
