package sc.fiji.unet.auxiliary;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
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
 * <p>Networks of StarDist say lengths in pixels along any number of rays, at every grid-th pixel, and their shapes are the objects
 * as they are, whatever class their pixels are of: they are taken from all such pixels above prob but those of the border. In
 * volumes, where an anisotropy is said, the rays are those of a golden spiral, and shapes are polyhedra (Weigert et al. 2020).
 */
@Plugin(type = PostProcess.class, name = "star", label = "Star-convex shapes that overlap little")
public final class StarSeparation implements PostProcess {
    /** Candidates are every so many-th pixel along x and y, and the deepest among their neighbors. */
    private static final int GRID = 2;

    @Override
    public Map<String, String> defaults() {
        return Options.defaults(
                "prob",
                "0.4",
                "nms",
                "0.4",
                "lengths",
                "shares",
                "rays",
                "32",
                "grid",
                "1",
                "border",
                "0",
                "anisotropy",
                "none",
                "overlaps",
                "first");
    }

    @Override
    public Set<String> ofNetwork() {
        return Set.of("lengths", "rays", "grid", "border", "anisotropy", "overlaps");
    }

    @Override
    public boolean paints(Options options) {
        return options.oneOf("lengths", List.of("shares", "pixels")).equals("pixels");
    }

    /** Beside the probability. */
    @Override
    public OptionalInt numbers(Options options) {
        return paints(options) ? OptionalInt.of(1 + StarDistNumbers.rays(options)) : OptionalInt.empty();
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
        boolean volumes = paints(options) && StarDistNumbers.isVolume(options);
        if (!volumes && size.length == 3 && size[2] > 1)
            throw new InputException("Objects by star are those of planes, got a volume of " + size[2] + " slices.");
        if (volumes && size.length < 3)
            throw new InputException("Objects by star of this model are those of volumes, got a plane.");
        Arrays.fill(labels, 0);
        double least = options.real("prob", 0, 1);
        double most = options.real("nms", 0, 1);
        if (paints(options)) return painted(map, labels, options);
        RayShape shape = new StarShape(size[0], size[1], Rays.COUNT, Rays::length);
        new TakenStars(map, labels, most, shape).take(candidates(map, least));
        return new Pieces(map, labels).whole();
    }

    private static int painted(ClassMap map, int[] labels, Options options) {
        StarDistNumbers numbers = StarDistNumbers.of(options);
        int[] size = map.size();
        double least = options.real("prob", 0, 1);
        float[] depth = depth(map, numbers.rays());
        int[] middles = deepest(depth, i -> depth[i] > least && numbers.isCandidate(i, size));
        int[] anywhere = new int[labels.length]; // one class, as shapes are not cut where it ends
        RayShape shape = numbers.anisotropy().length == 0
                ? new StarShape(size[0], size[1], numbers.rays(), Rays::pixels)
                : new PolyhedronShape(size, GoldenSpiral.of(numbers.rays(), numbers.anisotropy()), Rays::pixels);
        TakenStars taken = new TakenStars(map.withClasses(anywhere), labels, options.real("nms", 0, 1), shape);
        taken.take(middles);
        if (numbers.parted()) taken.part();
        return Instances.compact(labels, label -> true);
    }

    private static int[] candidates(ClassMap map, double least) {
        int[] classes = map.classes();
        float[] depth = depth(map, Rays.COUNT);
        return deepest(depth, i -> classes[i] > 0 && depth[i] >= least && (isOnGrid(map, i) || isPeak(map, depth, i)));
    }

    private static float[] depth(ClassMap map, int rays) {
        int pixels = map.classes().length;
        int first = map.probabilities().length - (rays + 1) * pixels;
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
