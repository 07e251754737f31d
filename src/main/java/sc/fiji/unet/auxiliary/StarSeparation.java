package sc.fiji.unet.auxiliary;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.IntStream;
import org.scijava.plugin.Plugin;
import sc.fiji.unet.base.InputException;
import sc.fiji.unet.config.Options;
import sc.fiji.unet.label.ClassMap;
import sc.fiji.unet.label.PostProcess;

/**
 * For networks that say how far the border is along rays: the shapes that pixels say are taken from the deepest pixel down to
 * prob, unless more than nms of the smaller one is in a shape that was taken before. What is foreground beside them goes to
 * the shape that reaches it first.
 */
@Plugin(type = PostProcess.class, name = "star", label = "Star-convex shapes that overlap little")
public final class StarSeparation implements PostProcess {
    /** Candidates are every so many-th pixel along x and y, and the deepest among their neighbors. */
    private static final int GRID = 2;

    @Override
    public Map<String, String> defaults() {
        return Options.defaults("prob", "0.4", "nms", "0.4");
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
        take(map, labels, candidates(map, options.real("prob", 0, 1)), options.real("nms", 0, 1));
        return new Pieces(map, labels).whole();
    }

    private static void take(ClassMap map, int[] labels, int[] candidates, double most) {
        int[] classes = map.classes();
        StarShape shape = new StarShape(map.size()[0], map.size()[1]);
        int[] areas = new int[candidates.length + 1];
        int[] common = new int[candidates.length + 1];
        int taken = 0;
        int rays = map.probabilities().length - Rays.COUNT * classes.length;
        for (int center : candidates) {
            shape.fill(center, map.probabilities(), rays);
            int[] pixels = IntStream.range(0, shape.count())
                    .map(i -> shape.pixels()[i])
                    .filter(i -> classes[i] == classes[center])
                    .toArray();
            for (int i : pixels) common[labels[i]]++;
            boolean free = common[0] > 0;
            for (int i : pixels) {
                int other = labels[i];
                free &= other == 0 || common[other] <= most * Math.min(pixels.length, areas[other]);
            }
            for (int i : pixels) common[labels[i]] = 0;
            if (!free) continue;
            taken++;
            for (int i : pixels) {
                if (labels[i] != 0) continue;
                labels[i] = taken;
                areas[taken]++;
            }
        }
    }

    /** The deepest first; of equal ones the first in the image. */
    private static int[] candidates(ClassMap map, double least) {
        int[] classes = map.classes();
        int first = map.probabilities().length - (Rays.COUNT + 1) * classes.length;
        float[] depth = Arrays.copyOfRange(map.probabilities(), first, first + classes.length);
        return IntStream.range(0, depth.length)
                .filter(i -> classes[i] > 0 && depth[i] >= least && (isOnGrid(map, i) || isPeak(map, depth, i)))
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
