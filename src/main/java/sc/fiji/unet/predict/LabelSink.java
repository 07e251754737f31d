package sc.fiji.unet.predict;

import net.imglib2.RandomAccess;
import net.imglib2.RandomAccessibleInterval;
import net.imglib2.type.numeric.IntegerType;
import sc.fiji.unet.base.OptionException;

/**
 * Writes the most probable class of each pixel, the lower index where two are equal. A network with one output channel
 * is binary: its pixel is class 1 where the probability is above a threshold.
 */
public final class LabelSink implements TileSink {
    private final RandomAccess<? extends IntegerType<?>> out;
    private final int[] values;
    private final float threshold;
    private MostProbable decision;
    private int[] label = new int[0];

    /**
     * Writes class indices.
     *
     * @param out axes x, y, (z), in coordinates of the image, covering the target
     */
    public LabelSink(RandomAccessibleInterval<? extends IntegerType<?>> out) {
        this(out, null, MostProbable.THRESHOLD);
    }

    /**
     * Writes the values that stand for the classes.
     *
     * @param out axes x, y, (z), in coordinates of the image, covering the target
     * @param values one a class, by class index; null for the index itself
     * @param threshold of a binary network, in [0, 1]
     */
    public LabelSink(RandomAccessibleInterval<? extends IntegerType<?>> out, int[] values, float threshold) {
        if (!(threshold >= 0 && threshold <= 1)) throw OptionException.outOfRange("threshold", threshold, "0 to 1");
        this.out = out.randomAccess();
        this.values = values == null ? null : values.clone();
        this.threshold = threshold;
    }

    @Override
    public void write(TileOutput output) {
        int width = output.width();
        if (label.length != width) label = new int[width];
        if (decision == null) decision = new MostProbable(output.classes(), threshold);
        int stride = output.classStride();
        output.forEachRow((position, at) -> {
            decision.decide(output.probabilities(), at, stride, label);
            store(position, width);
        });
    }

    private void store(long[] position, int width) {
        out.setPosition(position);
        for (int x = 0; x < width; x++) {
            out.get().setInteger(values == null ? label[x] : values[label[x]]);
            out.fwd(0);
        }
    }
}
