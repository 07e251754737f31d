package sc.fiji.unet.benchmark;

import java.util.SplittableRandom;
import net.imglib2.img.array.ArrayImgs;
import sc.fiji.unet.data.AnnotatedImage;
import sc.fiji.unet.image.ImageSource;

/**
 * Images of any size that look like cells: bumps of some 50 pixels under noise. All arrays are row-major.
 *
 * @param width in pixels
 * @param height in pixels
 */
public record Bumps(int width, int height) {
    private static final double EDGE = 0.2;

    private double level(int i) {
        return Math.sin(i % width * 0.07) * Math.sin(i / width * 0.05);
    }

    /** Bumps under noise, 16 bit. */
    public short[] values() {
        short[] values = new short[width * height];
        SplittableRandom random = new SplittableRandom(1);
        for (int i = 0; i < values.length; i++) {
            values[i] = (short) (8000 + 6000 * level(i) + random.nextInt(2000));
        }
        return values;
    }

    /** 1 on a bump, 0 elsewhere. */
    public int[] classes() {
        int[] classes = new int[width * height];
        for (int i = 0; i < classes.length; i++) classes[i] = level(i) > EDGE ? 1 : 0;
        return classes;
    }

    /** The bumps as an image of one channel. */
    public ImageSource image() {
        return new ImageSource("bumps", ArrayImgs.unsignedShorts(values(), width, height, 1));
    }

    /** The bumps and their classes. */
    public AnnotatedImage annotated() {
        return new AnnotatedImage(image(), ArrayImgs.ints(classes(), width, height), null);
    }
}
