package sc.fiji.unet.workflow;

import java.util.Collections;
import java.util.List;
import java.util.OptionalInt;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import net.imglib2.img.array.ArrayImgs;
import sc.fiji.unet.config.ClassList;
import sc.fiji.unet.data.AnnotatedImage;
import sc.fiji.unet.data.ClassPlan;
import sc.fiji.unet.data.Fingerprint;
import sc.fiji.unet.data.TrainingSet;
import sc.fiji.unet.image.ImageSource;

/** Bright disks in noise, small enough to learn in a second. */
public final class TinySet {
    private static final int WIDTH = 37;
    private static final int HEIGHT = 30;

    private TinySet() {}

    /** A set whose classes have these names; all but the first two never occur. */
    public static TrainingSet of(int channels, String... classes) {
        ClassList infos = ClassList.named(List.of(classes));
        double[] shares = new double[classes.length];
        shares[0] = 0.8;
        shares[1] = 0.2;
        Fingerprint fingerprint = fingerprint(6, channels, new long[] {WIDTH, HEIGHT}, shares);
        List<AnnotatedImage> images =
                IntStream.range(0, 6).mapToObj(i -> image(i, channels)).toList();
        ClassPlan plan = new ClassPlan(infos, false, OptionalInt.empty(), List.of());
        return new TrainingSet(images.subList(0, 4), images.subList(4, 6), plan, fingerprint);
    }

    /** What images of one size are like, whatever their pixels hold. */
    static Fingerprint fingerprint(int images, int channels, long[] size, double... classShares) {
        return new Fingerprint(
                images,
                new Fingerprint.Extent(size, size, size),
                new Fingerprint.PixelSize(new double[] {1, 1}, "pixel"),
                Collections.nCopies(channels, new Fingerprint.Intensity(0, 1, 0.5, 0.3, 0, 1)),
                new Fingerprint.Annotated(classShares, 0),
                0,
                Fingerprint.Mirroring.UNKNOWN);
    }

    private static AnnotatedImage image(int index, int channels) {
        SplittableRandom random = new SplittableRandom(index);
        double x0 = 8 + random.nextDouble(20);
        double y0 = 8 + random.nextDouble(14);
        float[] pixels = new float[channels * WIDTH * HEIGHT];
        int[] target = new int[WIDTH * HEIGHT];
        for (int i = 0; i < pixels.length; i++) {
            int at = i % target.length;
            boolean inside = Math.hypot(at % WIDTH - x0, at / WIDTH - y0) < 8;
            target[at] = inside ? 1 : 0;
            pixels[i] = (float) (100 + (inside ? 40 : 0) + 10 * random.nextGaussian());
        }
        ImageSource source = new ImageSource("disk" + index, ArrayImgs.floats(pixels, WIDTH, HEIGHT, channels));
        return new AnnotatedImage(source, ArrayImgs.ints(target, WIDTH, HEIGHT), null);
    }
}
