package sc.fiji.unet.workflow;

import java.nio.file.Path;
import java.util.SplittableRandom;
import net.imglib2.img.array.ArrayImgs;
import sc.fiji.unet.image.ImageSource;
import sc.fiji.unet.imagej.files.OutputFiles;

/** Volumes of bright balls in noise, small enough to learn in seconds. */
public final class BallVolumes {
    /** Of odd, unequal sizes. */
    public static final int[] SIZE = {29, 26, 13};

    private BallVolumes() {}

    /** Writes images and masks of these names, with slices so many pixels apart. */
    public static void write(Path folder, int count, double apart) {
        OutputFiles files = new OutputFiles();
        for (int i = 0; i < count; i++) {
            files.image(folder.resolve("images/v" + i + ".tif"), image(i, apart));
            files.image(folder.resolve("masks/v" + i + ".tif"), mask(i, apart));
        }
    }

    /** A volume with a ball, noise and a channel. */
    public static ImageSource image(int index, double apart) {
        SplittableRandom random = new SplittableRandom(100 + index);
        byte[] pixels = new byte[SIZE[0] * SIZE[1] * SIZE[2]];
        for (int i = 0; i < pixels.length; i++) {
            int value = 60 + (inside(index, i) ? 90 : 0) + (int) (12 * random.nextGaussian());
            pixels[i] = (byte) Math.max(0, Math.min(255, value));
        }
        return source("v" + index, pixels, apart);
    }

    /** 255 inside the ball. */
    public static ImageSource mask(int index, double apart) {
        byte[] pixels = new byte[SIZE[0] * SIZE[1] * SIZE[2]];
        for (int i = 0; i < pixels.length; i++) pixels[i] = (byte) (inside(index, i) ? 255 : 0);
        return source("v" + index, pixels, apart);
    }

    private static ImageSource source(String name, byte[] pixels, double apart) {
        return new ImageSource(
                name,
                ArrayImgs.unsignedBytes(pixels, SIZE[0], SIZE[1], SIZE[2], 1),
                new double[] {0.5, 0.5, 0.5 * apart},
                "um");
    }

    private static boolean inside(int index, int i) {
        SplittableRandom random = new SplittableRandom(index);
        double x = i % SIZE[0] - (8 + random.nextDouble(12));
        double y = i / SIZE[0] % SIZE[1] - (8 + random.nextDouble(10));
        double z = i / SIZE[0] / SIZE[1] - (4 + random.nextDouble(5));
        return x * x + y * y + 4 * z * z < 64;
    }
}
