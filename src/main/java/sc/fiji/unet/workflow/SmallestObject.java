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

/** Finds out how small annotated objects are, so that what is much smaller can be told from an object. */
final class SmallestObject {
    /** Leaves room for slips of the hand: one of twenty objects may be smaller. */
    private static final double SLIPS = 0.05;

    private SmallestObject() {}

    /**
     * Pixels of the smallest objects of a training, numbered ones or connected pixels of a class; 0 where there is none. Objects that the
     * edge of an image or what is ignored may have cut do not count.
     */
    static int of(TrainingSet set) {
        int[] sizes = Stream.concat(set.train().stream(), set.validation().stream())
                .map(image -> image.objects() == null ? image.target() : image.objects())
                .filter(ComponentLimits::fits)
                .flatMapToInt(SmallestObject::whole)
                .sorted()
                .toArray();
        return sizes.length == 0 ? 0 : sizes[(int) (SLIPS * sizes.length)];
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
