package sc.fiji.unet.image;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.IntFunction;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import net.imglib2.RandomAccess;
import net.imglib2.RandomAccessibleInterval;
import net.imglib2.img.basictypeaccess.array.ArrayDataAccess;
import net.imglib2.img.cell.Cell;
import net.imglib2.img.cell.LazyCellImg;
import net.imglib2.img.planar.PlanarImg;
import net.imglib2.type.NativeType;
import net.imglib2.type.NativeTypeFactory;
import net.imglib2.type.numeric.RealType;
import net.imglib2.view.Views;
import sc.fiji.unet.config.DataOptions.Dimensions;
import sc.fiji.unet.config.ModelCard;

/**
 * How a network sees stacks of slices, and why. Immutable.
 *
 * @param dimensions never auto
 * @param reason of the choice, for people; empty where a person made it, or where there is no stack
 */
public record StackView(Dimensions dimensions, String reason) {
    /** Each slice as an image of its own. */
    public static final StackView PLANES = new StackView(Dimensions.PLANES, "");

    private static final int NEIGHBORS = 1;
    private static final int FEWEST_SLICES = 5;
    /** Unrelated images of one kind have less, sections of one block have more. */
    private static final double RELATED = 0.1;
    /** Slices that lie farther apart than so many pixels share too little for windows across them. */
    private static final double FAR_APART = 4;

    /** How a model was trained to see them. */
    public static StackView of(ModelCard card) {
        if (card.imageRank() == 2) return PLANES;
        return new StackView(card.input().neighbors() > 0 ? Dimensions.NEIGHBORS : Dimensions.VOLUMES, "");
    }

    /** What a person said; auto looks at a volume that stands for all. */
    public static StackView of(Dimensions said, Supplier<ImageSource> volume) {
        return said == Dimensions.AUTO ? of(volume.get()) : new StackView(said, "");
    }

    private static StackView of(ImageSource volume) {
        long slices = volume.size()[2];
        if (slices == 1) return PLANES;
        if (slices < FEWEST_SLICES) return planes("a stack has only " + slices + " slices");
        SliceLikeness likeness = SliceLikeness.of(volume);
        String alike = String.format(
                Locale.ROOT,
                "neighboring slices correlate by %.2f, distant ones by %.2f",
                likeness.near(),
                likeness.far());
        if (likeness.near() - likeness.far() < RELATED) return planes(alike + ", so each is an image of its own");
        double apart = volume.pixelSize()[2] / Math.sqrt(volume.pixelSize()[0] * volume.pixelSize()[1]);
        if (apart > FAR_APART) {
            return new StackView(
                    Dimensions.NEIGHBORS,
                    String.format(Locale.ROOT, "%s, but slices lie %.1f pixels apart", alike, apart));
        }
        return new StackView(Dimensions.VOLUMES, alike);
    }

    private static StackView planes(String why) {
        return new StackView(Dimensions.PLANES, why);
    }

    /** Spatial axes of the images as they are to be opened: 2 where nothing is to be known of other slices. */
    public int rank() {
        return dimensions == Dimensions.PLANES ? 2 : 3;
    }

    /** Whether volumes are cut into slices, each with its neighbors. */
    public boolean slices() {
        return dimensions == Dimensions.NEIGHBORS;
    }

    /** Slices on each side that are shown with a slice. */
    public int neighbors() {
        return slices() ? NEIGHBORS : 0;
    }

    /**
     * How alike the slices of a volume are: the correlation of their pixel values, in the first channel, as a mean over
     * some slices.
     *
     * @param near between neighbors
     * @param far between slices that lie half of the stack apart
     */
    private record SliceLikeness(double near, double far) {
        private static final int MOST_SLICES = 16;
        private static final int GRID = 64;

        /** Looks at a grid of pixels in some slices, two at least. */
        static SliceLikeness of(ImageSource volume) {
            int depth = (int) volume.size()[2];
            int step = Math.max(1, (depth - 1) / MOST_SLICES);
            double[] sums = new double[2];
            int count = 0;
            for (int z = 0; z + 1 < depth; z += step) {
                double[] slice = standardized(volume, z);
                sums[0] += product(slice, standardized(volume, z + 1));
                sums[1] += product(slice, standardized(volume, (z + depth / 2) % depth));
                count++;
            }
            return new SliceLikeness(sums[0] / count, sums[1] / count);
        }

        /** Some pixels of a slice, of mean 0 and length 1; all 0 where they are equal. */
        private static double[] standardized(ImageSource volume, int z) {
            RandomAccess<? extends RealType<?>> pixels = volume.pixels().randomAccess();
            pixels.setPosition(z, 2);
            pixels.setPosition(0, 3);
            double[] values = new double[GRID * GRID];
            for (int i = 0; i < values.length; i++) {
                for (int d = 0; d < 2; d++) {
                    int at = d == 0 ? i % GRID : i / GRID;
                    pixels.setPosition((long) ((at + 0.5) * volume.size()[d] / GRID), d);
                }
                values[i] = pixels.get().getRealDouble();
            }
            double mean = IntStream.range(0, values.length)
                    .mapToDouble(i -> values[i])
                    .average()
                    .orElse(0);
            for (int i = 0; i < values.length; i++) values[i] -= mean;
            double length = Math.sqrt(product(values, values));
            for (int i = 0; i < values.length && length > 0; i++) values[i] /= length;
            return values;
        }

        private static double product(double[] a, double[] b) {
            return IntStream.range(0, a.length).mapToDouble(i -> a[i] * b[i]).sum();
        }
    }

    /**
     * The slices of a volume as images, each with its neighbors as further channels: for each slice, from the lowest to
     * the highest, all channels of the volume. Beyond an end its slice is repeated. Planes are shared, not copied, and
     * lazy where they were.
     */
    public static final class Slices {
        private Slices() {}

        /** All slices, with so many neighbors on each side. */
        public static List<ImageSource> of(ImageSource volume, int neighbors) {
            int depth = (int) volume.size()[2];
            return IntStream.range(0, depth)
                    .mapToObj(z -> slice(volume, z, neighbors))
                    .toList();
        }

        private static ImageSource slice(ImageSource volume, int z, int neighbors) {
            int depth = (int) volume.size()[2];
            int[] planes = IntStream.rangeClosed(z - neighbors, z + neighbors)
                    .map(near -> Math.max(0, Math.min(depth - 1, near)))
                    .flatMap(near -> IntStream.range(0, volume.channels()).map(channel -> channel * depth + near))
                    .toArray();
            double[] pixelSize = {volume.pixelSize()[0], volume.pixelSize()[1]};
            String number =
                    String.format(Locale.ROOT, "_z%0" + String.valueOf(depth).length() + "d", z + 1);
            return new ImageSource(volume.name() + number, planes(volume.pixels(), planes), pixelSize, volume.unit());
        }

        @SuppressWarnings({"unchecked", "rawtypes"})
        private static RandomAccessibleInterval planes(RandomAccessibleInterval volume, int[] planes) {
            if (volume instanceof PlanarImg img) return shared(img, planes);
            if (volume instanceof LazyCellImg cells && arePlanes(cells)) return lazy(cells, planes);
            int depth = (int) volume.dimension(2);
            List<RandomAccessibleInterval> some = IntStream.of(planes)
                    .mapToObj(i -> (RandomAccessibleInterval)
                            Views.hyperSlice(Views.hyperSlice(volume, 3, i / depth), 2, i % depth))
                    .toList();
            return Views.stack((List) some);
        }

        @SuppressWarnings("unchecked")
        private static <T extends NativeType<T>, A extends ArrayDataAccess<A>> PlanarImg<T, A> shared(
                PlanarImg<T, A> volume, int[] planes) {
            T type = volume.getType();
            PlanarImg<T, A> some = new PlanarImg<>(size(volume, planes), type.getEntitiesPerPixel());
            for (int i = 0; i < planes.length; i++) some.setPlane(i, volume.getPlane(planes[i]));
            some.setLinkedType(((NativeTypeFactory<T, A>) type.getNativeTypeFactory()).createLinkedType(some));
            return some;
        }

        private static <T extends NativeType<T>, A extends ArrayDataAccess<A>> RandomAccessibleInterval<T> lazy(
                LazyCellImg<T, A> volume, int[] planes) {
            int depth = (int) volume.dimension(2);
            IntFunction<A> plane = i -> {
                RandomAccess<? extends Cell<A>> cells = volume.getCells().randomAccess();
                cells.setPosition(planes[i] % depth, 2);
                cells.setPosition(planes[i] / depth, 3);
                return cells.get().getData();
            };
            return LazyPlanes.image(volume.getType().createVariable(), size(volume, planes), plane);
        }

        private static boolean arePlanes(LazyCellImg<?, ?> cells) {
            int[] cell = new int[4];
            cells.getCellGrid().cellDimensions(cell);
            return Arrays.equals(cell, new int[] {(int) cells.dimension(0), (int) cells.dimension(1), 1, 1});
        }

        private static long[] size(RandomAccessibleInterval<?> volume, int[] planes) {
            return new long[] {volume.dimension(0), volume.dimension(1), planes.length};
        }
    }
}
