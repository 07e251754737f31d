package sc.fiji.unet.imagej.segmentation;

import ij.process.ImageProcessor;
import java.util.List;

/** What is summed up of an object, voxel by voxel, in pixels and calibrated values. */
final class VolumeSums {
    private final int kind;
    private final double[] places = new double[3];
    private final double[] intensities;
    private double squares;
    private double min = Double.POSITIVE_INFINITY;
    private double max = Double.NEGATIVE_INFINITY;
    private long voxels;
    private int first = -1;
    private int last;

    /** Of an object of this class in an image of so many channels. */
    VolumeSums(int kind, int channels) {
        this.kind = kind;
        intensities = new double[channels];
    }

    /** Adds a voxel; slices come in order. */
    void add(int x, int y, int z, List<ImageProcessor> channels) {
        voxels++;
        places[0] += x;
        places[1] += y;
        places[2] += z;
        if (first < 0) first = z;
        last = z;
        for (int c = 0; c < intensities.length; c++)
            intensities[c] += channels.get(c).getPixelValue(x, y);
        double value = channels.get(0).getPixelValue(x, y);
        squares += value * value;
        min = Math.min(min, value);
        max = Math.max(max, value);
    }

    int kind() {
        return kind;
    }

    long voxels() {
        return voxels;
    }

    double center(int axis) {
        return places[axis] / voxels;
    }

    int first() {
        return first;
    }

    int last() {
        return last;
    }

    double mean(int channel) {
        return intensities[channel] / voxels;
    }

    /** Of the first channel. */
    double deviation() {
        if (voxels < 2) return 0;
        return Math.sqrt(Math.max(0, (squares - voxels * mean(0) * mean(0)) / (voxels - 1)));
    }

    double min() {
        return min;
    }

    double max() {
        return max;
    }
}
