package sc.fiji.unet.segment;

import java.util.Arrays;
import net.imglib2.Interval;
import net.imglib2.RandomAccessibleInterval;
import net.imglib2.type.numeric.real.FloatType;
import sc.fiji.unet.base.Progress;
import sc.fiji.unet.base.Sizes;
import sc.fiji.unet.image.ImageSource;
import sc.fiji.unet.image.PatchReader;
import sc.fiji.unet.image.PixelLayer;
import sc.fiji.unet.predict.TileOutput;
import sc.fiji.unet.predict.TileSink;
import sc.fiji.unet.steps.AnswerSteps;
import sc.fiji.unet.tile.Tile;

/**
 * From all that a network answers of an image to probabilities of classes, where numbers of the whole answer decide on these.
 *
 * @param steps fitted on the answer
 * @param map from what comes of these to classes
 */
record WholeAnswer(AnswerSteps steps, PixelLayer map) {
    private static final int CHUNK = 1 << 20;

    /**
     * Fits what a model's card says.
     *
     * @param said by the card
     * @param raw what the network answered, axes x, y, (z), output
     * @param image that it was asked about
     */
    static WholeAnswer of(String said, RandomAccessibleInterval<FloatType> raw, ImageSource image) {
        ImageSource answer =
                new ImageSource("The network's answer to " + image.name(), raw, image.pixelSize(), image.unit());
        AnswerSteps fitted = AnswerSteps.of(answer, image, AnswerSteps.steps(said));
        return new WholeAnswer(fitted, AnswerSteps.map(said, answer.channels()));
    }

    /** Hands over a part of the image some rows at a time. */
    void fill(Interval part, TileSink sink, Progress progress) {
        PatchReader reader = new PatchReader(steps.seen(), steps.scaling());
        long[] min = part.minAsLongArray();
        int[] size = Arrays.stream(part.dimensionsAsLongArray())
                .mapToInt(Math::toIntExact)
                .toArray();
        int height = size[1];
        int depth = size.length == 3 ? size[2] : 1;
        int rows = Math.max(1, CHUNK / Math.multiplyExact(size[0], steps.seen().channels()));
        if (size.length == 3) size[2] = 1;
        for (int z = 0; z < depth; z++) {
            if (size.length == 3) min[2] = part.min(2) + z;
            for (int y = 0; y < height; y += rows) {
                progress.check();
                min[1] = part.min(1) + y;
                size[1] = Math.min(rows, height - y);
                sink.write(strip(reader, min.clone(), size.clone()));
            }
        }
    }

    private TileOutput strip(PatchReader reader, long[] min, int... size) {
        int pixels = Sizes.count(size);
        float[] values = new float[Math.multiplyExact(steps.seen().channels(), pixels)];
        reader.read(min, size, values, 0);
        return new TileOutput(new Tile(min, size, min, size), map.made(), map.of(values, pixels), 0);
    }
}
