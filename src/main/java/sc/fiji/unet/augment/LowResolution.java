package sc.fiji.unet.augment;

import java.util.Map;
import java.util.SplittableRandom;
import org.scijava.plugin.Plugin;
import sc.fiji.unet.config.Options;

/** Shows each plane as if its pixels had been larger by a factor in [min, max]: means of blocks, joined linearly. */
@Plugin(type = Augmentation.class, name = "low-resolution", label = "Low resolution")
public class LowResolution implements Augmentation {
    @Override
    public Map<String, String> defaults() {
        return Options.defaults("min", "1", "max", "2");
    }

    @Override
    public void apply(Patch patch, SplittableRandom random, Options options) {
        double factor = RandomRange.factor(options, 1, 64, random);
        Axis x = Axis.of(patch.size()[0], factor);
        Axis y = Axis.of(patch.size()[1], factor);
        float[] coarse = new float[x.blocks * y.blocks];
        for (int p = 0; p < patch.planes(); p++) {
            int plane = p * x.size * y.size;
            shrink(patch.input(), plane, x, y, coarse);
            grow(coarse, x, y, patch.input(), plane);
        }
    }

    private static void shrink(float[] in, int plane, Axis x, Axis y, float[] coarse) {
        java.util.Arrays.fill(coarse, 0);
        for (int j = 0; j < y.size; j++) {
            int line = y.blockOf[j] * x.blocks;
            for (int i = 0; i < x.size; i++) coarse[line + x.blockOf[i]] += in[plane + j * x.size + i];
        }
        for (int j = 0; j < y.blocks; j++) {
            for (int i = 0; i < x.blocks; i++) coarse[j * x.blocks + i] /= x.width[i] * y.width[j];
        }
    }

    private static void grow(float[] coarse, Axis x, Axis y, float[] out, int plane) {
        for (int j = 0; j < y.size; j++) {
            int above = y.before[j] * x.blocks;
            int below = Math.min(y.before[j] + 1, y.blocks - 1) * x.blocks;
            for (int i = 0; i < x.size; i++) {
                int left = x.before[i];
                int right = Math.min(left + 1, x.blocks - 1);
                float top = coarse[above + left] + x.share[i] * (coarse[above + right] - coarse[above + left]);
                float bottom = coarse[below + left] + x.share[i] * (coarse[below + right] - coarse[below + left]);
                out[plane + j * x.size + i] = top + y.share[j] * (bottom - top);
            }
        }
    }

    /** How the pixels of an axis fall into blocks, and which two block centers each lies between. */
    private record Axis(int size, int blocks, int[] blockOf, int[] width, int[] before, float[] share) {
        static Axis of(int size, double factor) {
            int blocks = (int) Math.max(1, Math.round(size / factor));
            Axis axis = new Axis(size, blocks, new int[size], new int[blocks], new int[size], new float[size]);
            for (int i = 0; i < size; i++) {
                double place = (i + 0.5) * blocks / size;
                axis.blockOf[i] = Math.min((int) place, blocks - 1);
                axis.width[axis.blockOf[i]]++;
                double between = Math.min(Math.max(place - 0.5, 0), blocks - 1);
                axis.before[i] = (int) between;
                axis.share[i] = (float) (between - axis.before[i]);
            }
            return axis;
        }
    }
}
