package sc.fiji.unet.samples;

import java.util.Arrays;
import java.util.Random;

/** A gray plane of floats, row by row, that a painter works on. */
final class Raster {
    final int width;
    final int height;
    final float[] values;

    Raster(int width, int height) {
        this.width = width;
        this.height = height;
        values = new float[width * height];
    }

    /** A value at each pixel, as a function of its position. */
    @FunctionalInterface
    interface Field {
        double at(int x, int y);
    }

    static Raster of(int width, int height, Field field) {
        Raster raster = new Raster(width, height);
        raster.setAll(field);
        return raster;
    }

    float get(int x, int y) {
        return values[y * width + x];
    }

    void setAll(Field field) {
        for (int i = 0; i < values.length; i++) values[i] = (float) field.at(i % width, i / width);
    }

    /** Blurs with a Gaussian, as a lens does; the edge pixels go on outside. */
    Raster blurred(double sigma) {
        double[] kernel = gaussian(sigma);
        Raster rows = of(width, height, (x, y) -> {
            double sum = 0;
            for (int k = 1 - kernel.length; k < kernel.length; k++) {
                sum += kernel[Math.abs(k)] * get(Math.min(Math.max(x + k, 0), width - 1), y);
            }
            return sum;
        });
        return of(width, height, (x, y) -> {
            double sum = 0;
            for (int k = 1 - kernel.length; k < kernel.length; k++) {
                sum += kernel[Math.abs(k)] * rows.get(x, Math.min(Math.max(y + k, 0), height - 1));
            }
            return sum;
        });
    }

    /** Adds camera noise: its variance is that of the read-out plus a share of the signal. */
    void addNoise(Random random, double readout, double shot) {
        setAll((x, y) -> {
            double value = get(x, y);
            return value + random.nextGaussian() * Math.sqrt(readout * readout + shot * Math.max(value, 0));
        });
    }

    /** The weights of a Gaussian from its middle outwards; both sides together make 1. */
    static double[] gaussian(double sigma) {
        double[] half = new double[(int) Math.ceil(3 * sigma) + 1];
        for (int k = 0; k < half.length; k++) half[k] = StrictMath.exp(-0.5 * k * k / (sigma * sigma));
        double sum = 2 * Arrays.stream(half).sum() - half[0];
        return Arrays.stream(half).map(v -> v / sum).toArray();
    }
}
