package sc.fiji.unet.auxiliary;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import org.scijava.plugin.Plugin;
import sc.fiji.unet.base.InputException;
import sc.fiji.unet.config.Options;
import sc.fiji.unet.label.ClassMap;
import sc.fiji.unet.label.Instances;
import sc.fiji.unet.label.PostProcess;

/**
 * For networks that say how far the border is along rays: the shapes that pixels say are taken from the deepest pixel down to
 * prob, unless more than nms of the smaller one is in a shape that was taken before. Pixels nearer to the middle of one than to
 * its border say no other. What is foreground beside them goes to the shape that reaches it first.
 *
 * <p>Networks of StarDist say lengths in pixels, at every grid-th pixel, and their shapes are the objects as they are, whatever
 * class their pixels are of: they are taken from all such pixels above prob but those of the border.
 */
@Plugin(type = PostProcess.class, name = "star", label = "Star-convex shapes that overlap little")
public final class StarSeparation implements PostProcess {
    /** Candidates are every so many-th pixel along x and y, and the deepest among their neighbors. */
    private static final int GRID = 2;

    private static final int LARGEST_GRID = 64;
    private static final int WIDEST_BORDER = 1000;

    @Override
    public Map<String, String> defaults() {
        return Options.defaults("prob", "0.4", "nms", "0.4", "lengths", "shares", "grid", "1", "border", "0");
    }

    @Override
    public Set<String> ofNetwork() {
        return Set.of("lengths", "grid", "border");
    }

    @Override
    public boolean paints(Options options) {
        return options.oneOf("lengths", List.of("shares", "pixels")).equals("pixels");
    }

    @Override
    public Map<String, double[]> tunable() {
        Map<String, double[]> values = new LinkedHashMap<>();
        values.put("prob", new double[] {0.2, 0.3, 0.4, 0.5, 0.6, 0.7});
        values.put("nms", new double[] {0.2, 0.3, 0.4, 0.5, 0.6});
        return values;
    }

    @Override
    public boolean needsProbabilities() {
        return true;
    }

    @Override
    public String auxiliary() {
        return "star";
    }

    @Override
    public boolean planar() {
        return true;
    }

    @Override
    public int separate(ClassMap map, int[] labels, Options options) {
        int[] size = map.size();
        if (size.length == 3 && size[2] > 1)
            throw new InputException("Objects by star are those of planes, got a volume of " + size[2] + " slices.");
        Arrays.fill(labels, 0);
        double least = options.real("prob", 0, 1);
        double most = options.real("nms", 0, 1);
        if (!paints(options)) {
            new TakenStars(map, labels, most, Rays::length).take(candidates(map, least));
            return new Pieces(map, labels).whole();
        }
        int grid = options.integer("grid", 1, LARGEST_GRID);
        int[] anywhere = new int[labels.length]; // one class, as shapes are not cut where it ends
        int[] middles = gridded(map, least, grid, grid * options.integer("border", 0, WIDEST_BORDER));
        new TakenStars(map.withClasses(anywhere), labels, most, Rays::pixels).take(middles);
        return Instances.compact(labels, label -> true);
    }

    /** The likeliest first, of those that the network itself says something of. */
    private static int[] gridded(ClassMap map, double least, int grid, int border) {
        int width = map.size()[0];
        int columns = (width + grid - 1) / grid * grid;
        int rows = (map.size()[1] + grid - 1) / grid * grid;
        float[] depth = depth(map);
        return deepest(depth, i -> {
            int x = i % width;
            int y = i / width;
            boolean within = x >= border && y >= border && x < columns - border && y < rows - border;
            return within && x % grid == 0 && y % grid == 0 && depth[i] > least;
        });
    }

    private static int[] candidates(ClassMap map, double least) {
        int[] classes = map.classes();
        float[] depth = depth(map);
        return deepest(depth, i -> classes[i] > 0 && depth[i] >= least && (isOnGrid(map, i) || isPeak(map, depth, i)));
    }

    private static float[] depth(ClassMap map) {
        int pixels = map.classes().length;
        int first = map.probabilities().length - (Rays.COUNT + 1) * pixels;
        return Arrays.copyOfRange(map.probabilities(), first, first + pixels);
    }

    /** The deepest first; of equal ones the first in the image. */
    private static int[] deepest(float[] depth, IntPredicate candidate) {
        return IntStream.range(0, depth.length)
                .filter(candidate)
                .mapToLong(i -> (long) (Integer.MAX_VALUE - Float.floatToIntBits(depth[i])) << 32 | i)
                .sorted()
                .mapToInt(key -> (int) key)
                .toArray();
    }

    private static boolean isOnGrid(ClassMap map, int i) {
        int width = map.size()[0];
        return i % width % GRID == 0 && i / width % GRID == 0;
    }

    private static boolean isPeak(ClassMap map, float[] depth, int i) {
        int width = map.size()[0];
        boolean peak = true;
        for (int y = Math.max(0, i / width - 1); y <= Math.min(map.size()[1] - 1, i / width + 1); y++) {
            for (int x = Math.max(0, i % width - 1); x <= Math.min(width - 1, i % width + 1); x++)
                peak &= depth[y * width + x] <= depth[i];
        }
        return peak;
    }
}
