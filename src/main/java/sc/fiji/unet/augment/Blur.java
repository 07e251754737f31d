package sc.fiji.unet.augment;

import java.util.Map;
import java.util.SplittableRandom;
import org.scijava.plugin.Plugin;
import sc.fiji.unet.config.Options;

/**
 * Blurs each plane by a Gaussian whose standard deviation lies between min and max pixels; the plane is mirrored at
 * its edge.
 */
@Plugin(type = Augmentation.class, name = "blur", label = "Gaussian blur")
public class Blur implements Augmentation {
    @Override
    public Map<String, String> defaults() {
        return Options.defaults("min", "0.5", "max", "1.5");
    }

    @Override
    public void apply(Patch patch, SplittableRandom random, Options options) {
        double sigma = RandomRange.between(options, 0, 50, random);
        if (sigma == 0) return;
        float[] kernel = kernel(sigma);
        int area = patch.size()[0] * patch.size()[1];
        float[] rowsBlurred = new float[area];
        for (int p = 0; p < patch.planes(); p++) {
            blurAlongX(patch, p * area, kernel, rowsBlurred);
            blurAlongY(rowsBlurred, kernel, patch, p * area);
        }
    }

    private static void blurAlongX(Patch patch, int plane, float[] kernel, float[] out) {
        int width = patch.size()[0];
        int radius = kernel.length - 1;
        float[] extended = new float[width + 2 * radius];
        for (int row = 0; row < out.length; row += width) {
            for (int x = -radius; x < width + radius; x++) {
                extended[x + radius] = patch.input()[plane + row + (int) ImageRegion.mirror(x, width)];
            }
            for (int x = 0; x < width; x++) {
                float sum = kernel[0] * extended[x + radius];
                for (int i = 1; i <= radius; i++) {
                    sum += kernel[i] * (extended[x + radius - i] + extended[x + radius + i]);
                }
                out[row + x] = sum;
            }
        }
    }

    private static void blurAlongY(float[] in, float[] kernel, Patch patch, int plane) {
        int width = patch.size()[0];
        int height = patch.size()[1];
        float[] out = patch.input();
        for (int y = 0; y < height; y++) {
            int row = plane + y * width;
            for (int x = 0; x < width; x++) out[row + x] = kernel[0] * in[y * width + x];
            for (int i = 1; i < kernel.length; i++) {
                int above = (int) ImageRegion.mirror(y - i, height) * width;
                int below = (int) ImageRegion.mirror(y + i, height) * width;
                for (int x = 0; x < width; x++) out[row + x] += kernel[i] * (in[above + x] + in[below + x]);
            }
        }
    }

    /** The right half of the kernel, center first; the whole sums to 1. */
    static float[] kernel(double sigma) {
        double[] half = new double[(int) Math.ceil(3 * sigma) + 1];
        double sum = 0;
        for (int i = 0; i < half.length; i++) {
            half[i] = Math.exp(-i * i / (2 * sigma * sigma));
            sum += i == 0 ? half[i] : 2 * half[i];
        }
        float[] kernel = new float[half.length];
        for (int i = 0; i < half.length; i++) kernel[i] = (float) (half[i] / sum);
        return kernel;
    }
}
