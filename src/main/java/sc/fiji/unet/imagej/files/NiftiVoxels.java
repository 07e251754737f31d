package sc.fiji.unet.imagej.files;

import ij.ImageStack;
import java.nio.ByteBuffer;
import sc.fiji.unet.nifti.NiftiHeader;
import sc.fiji.unet.nifti.NiftiType;
import sc.fiji.unet.nifti.VoxelAxes;

/** The voxels of a volume, put where they belong plane by plane as they are read. ImageJ wants x, y, c, z, t. */
final class NiftiVoxels {
    private final NiftiHeader header;
    private final int width;
    private final int height;
    private final int channels;
    private final int depth;
    private final Object[] planes;
    /** By stored axis: how far apart neighbors along it lie in their plane, and by how many slices. */
    private final int[] pixelStep = new int[3];

    private final int[] sliceStep = new int[3];
    private int firstPixel;
    private int firstSlice;
    private String rounded;

    NiftiVoxels(NiftiHeader header, VoxelAxes axes) {
        this.header = header;
        width = header.size(axes.from()[0] + 1);
        height = header.size(axes.from()[1] + 1);
        depth = header.size(axes.from()[2] + 1);
        channels = header.size(5);
        planes = new Object[Math.multiplyExact(Math.multiplyExact(depth, channels), header.size(4))];
        int[] steps = {1, width, 1};
        for (int d = 0; d < 3; d++) {
            int[] step = d < 2 ? pixelStep : sliceStep;
            int size = header.size(axes.from()[d] + 1);
            step[axes.from()[d]] = axes.flipped()[d] ? -steps[d] : steps[d];
            int first = axes.flipped()[d] ? (size - 1) * steps[d] : 0;
            if (d < 2) firstPixel += first;
            else firstSlice = first;
        }
    }

    /**
     * Takes a stored plane.
     *
     * @param z its number among the planes of its volume
     * @param volume channel + number of channels * frame
     */
    void put(ByteBuffer values, int z, int volume) {
        int row = header.size(1);
        for (int y = 0; y < header.size(2); y++) {
            int pixel = firstPixel + y * pixelStep[1] + z * pixelStep[2];
            int slice = firstSlice + y * sliceStep[1] + z * sliceStep[2];
            for (int x = 0; x < row; x++) {
                set(slice + x * sliceStep[0], volume, pixel + x * pixelStep[0], values, y * row + x);
            }
        }
    }

    private void set(int slice, int volume, int pixel, ByteBuffer values, int i) {
        int place = volume % channels + channels * (slice + depth * (volume / channels));
        Object plane = planes[place];
        if (plane == null) {
            plane = empty();
            planes[place] = plane;
        }
        if (plane instanceof byte[] bytes) bytes[pixel] = values.get(i);
        else if (plane instanceof short[] shorts) shorts[pixel] = values.getShort(2 * i);
        else ((float[]) plane)[pixel] = rounded(header.value(values, i));
    }

    private Object empty() {
        int pixels = Math.multiplyExact(width, height);
        if (!header.scaled() && header.type() == NiftiType.UINT8) return new byte[pixels];
        return !header.scaled() && header.type() == NiftiType.UINT16 ? new short[pixels] : new float[pixels];
    }

    private float rounded(double value) {
        if (rounded == null && !header.scaled() && !NiftiType.isExact(value)) {
            rounded = new java.math.BigDecimal(value).toPlainString();
        }
        return (float) value;
    }

    /** A whole number that did not fit; null where all did. */
    String rounded() {
        return rounded;
    }

    ImageStack stack() {
        ImageStack stack = new ImageStack(width, height);
        for (Object plane : planes) stack.addSlice("", plane);
        return stack;
    }
}
