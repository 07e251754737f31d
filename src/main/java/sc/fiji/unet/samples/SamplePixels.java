package sc.fiji.unet.samples;

import java.awt.image.BufferedImage;
import java.awt.image.DataBuffer;
import java.awt.image.DataBufferByte;
import java.awt.image.DataBufferUShort;
import java.awt.image.IndexColorModel;

/** Turns painted rasters into the pixel formats that real image files have. */
final class SamplePixels {
    private SamplePixels() {}

    /** 8-bit gray: rounded, and clipped as a camera saturates. */
    static BufferedImage gray8(Raster raster) {
        BufferedImage image = new BufferedImage(raster.width, raster.height, BufferedImage.TYPE_BYTE_GRAY);
        byte[] bytes = ((DataBufferByte) image.getRaster().getDataBuffer()).getData();
        for (int i = 0; i < bytes.length; i++) bytes[i] = (byte) clip(raster.values[i]);
        return image;
    }

    /** 8-bit gray of class indices, as they are. */
    static BufferedImage gray8(int width, int height, int[] values) {
        BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_BYTE_GRAY);
        return withBytes(image, values);
    }

    /** Class indices with a color for each. */
    static BufferedImage palette(int width, int height, int[] values, int... colors) {
        IndexColorModel model = new IndexColorModel(8, colors.length, colors, 0, false, -1, DataBuffer.TYPE_BYTE);
        return withBytes(new BufferedImage(width, height, BufferedImage.TYPE_BYTE_INDEXED, model), values);
    }

    /** 16-bit gray of object numbers. */
    static BufferedImage gray16(int width, int height, int[] values) {
        BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_USHORT_GRAY);
        short[] shorts = ((DataBufferUShort) image.getRaster().getDataBuffer()).getData();
        for (int i = 0; i < shorts.length; i++) shorts[i] = (short) values[i];
        return image;
    }

    /**
     * Numbers 1..n without gaps, in the order of first pixels, for an object may have lost all its pixels to its neighbors.
     *
     * @param count of objects that were drawn
     * @param planes the objects that were drawn, counted from 1; 0 for none
     * @return the number of each object, by what it was drawn with
     */
    static int[] numbers(int count, int[]... planes) {
        int[] numbers = new int[count + 1];
        int next = 0;
        for (int[] plane : planes) for (int i : plane) if (i > 0 && numbers[i] == 0) numbers[i] = ++next;
        return numbers;
    }

    /** Color with an opaque alpha channel. */
    static BufferedImage rgba(Raster red, Raster green, Raster blue) {
        BufferedImage image = new BufferedImage(red.width, red.height, BufferedImage.TYPE_INT_ARGB);
        int[] argb = new int[red.values.length];
        for (int i = 0; i < argb.length; i++) {
            argb[i] = 0xFF000000 | clip(red.values[i]) << 16 | clip(green.values[i]) << 8 | clip(blue.values[i]);
        }
        image.setRGB(0, 0, red.width, red.height, argb, 0, red.width);
        return image;
    }

    private static BufferedImage withBytes(BufferedImage image, int[] values) {
        byte[] bytes = ((DataBufferByte) image.getRaster().getDataBuffer()).getData();
        for (int i = 0; i < bytes.length; i++) bytes[i] = (byte) values[i];
        return image;
    }

    private static int clip(float value) {
        return Math.min(Math.max(Math.round(value), 0), 255);
    }
}
