package sc.fiji.unet.tile;

import java.util.Arrays;
import sc.fiji.unet.base.OptionException;

/**
 * How a network sees an image, one value for each spatial axis x, y, (z), in pixels.
 *
 * <p>The image is mirrored outwards by the margin, up to the next multiple of the stride, and the network is applied to
 * that; what lies beyond is the network's own padding. With a halo no smaller than the network's receptive radius any
 * tiling gives the values of one application to the whole. A margin no smaller than the halo means the image mirrored
 * without end; a smaller one saves much of the work on small images.
 *
 * @param stride the network commutes with shifts by multiples of it only, and inputs are multiples of it
 * @param halo receptive radius: how far from a pixel its result may depend on the input
 * @param margin mirrored pixels around the image that the network gets to see
 */
public record Geometry(int[] stride, int[] halo, int[] margin) {
    /** Refuses other than 2 or 3 axes, strides below 1, negative halos and margins. */
    public Geometry {
        if (stride.length < 2 || stride.length > 3 || halo.length != stride.length || margin.length != stride.length) {
            throw new OptionException("stride, halo and margin need one value for each of 2 or 3 axes, got "
                    + stride.length + ", " + halo.length + " and " + margin.length + ".");
        }
        for (int d = 0; d < stride.length; d++) {
            if (stride[d] < 1) throw OptionException.outOfRange("stride", stride[d], "1 or more");
            if (halo[d] < 0) throw OptionException.outOfRange("halo", halo[d], "0 or more");
            if (margin[d] < 0) throw OptionException.outOfRange("margin", margin[d], "0 or more");
        }
    }

    /** The same on every axis, on the image mirrored without end. */
    public static Geometry of(int rank, int stride, int halo) {
        return new Geometry(filled(rank, stride), filled(rank, halo), filled(rank, halo));
    }

    /** With another margin, the same on every axis. */
    public Geometry withMargin(int pixels) {
        return new Geometry(stride, halo, filled(rank(), pixels));
    }

    /** With other numbers along z. */
    public Geometry withDepth(int newStride, int newHalo, int newMargin) {
        return new Geometry(
                new int[] {stride[0], stride[1], newStride},
                new int[] {halo[0], halo[1], newHalo},
                new int[] {margin[0], margin[1], newMargin});
    }

    /** Number of spatial axes: 2 for x, y or 3 for x, y, z. */
    public int rank() {
        return stride.length;
    }

    /** The halo along an axis, rounded up to a multiple of the stride. */
    int alignedHalo(int d) {
        return (int) up(halo[d], d);
    }

    /** The next multiple of the stride, towards minus infinity. */
    long down(long position, int d) {
        return Math.floorDiv(position, (long) stride[d]) * stride[d];
    }

    /** The next multiple of the stride, towards infinity. */
    long up(long position, int d) {
        return -down(-position, d);
    }

    private static int[] filled(int n, int value) {
        int[] array = new int[n];
        Arrays.fill(array, value);
        return array;
    }
}
