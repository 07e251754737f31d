package sc.fiji.unet.predict;

import net.imglib2.RandomAccess;
import net.imglib2.RandomAccessibleInterval;
import net.imglib2.type.numeric.IntegerType;

/** Writes the class of each pixel, by a {@link ClassDecision}. */
public final class LabelSink implements TileSink {
    private final RandomAccess<? extends IntegerType<?>> out;
    private final int[] values;
    private final float threshold;
    private final int outputs;
    private ClassDecision decision;

    /**
     * Writes class indices.
     *
     * @param out axes x, y, (z), in coordinates of the image, covering the target
     */
    public LabelSink(RandomAccessibleInterval<? extends IntegerType<?>> out) {
        this(out, null, ClassDecision.THRESHOLD);
    }

    /**
     * Writes class indices.
     *
     * @param out axes x, y, (z), in coordinates of the image, covering the target
     * @param outputs how many outputs of the network stand for classes, the first ones
     */
    public LabelSink(RandomAccessibleInterval<? extends IntegerType<?>> out, int outputs) {
        this(out, null, ClassDecision.THRESHOLD, outputs);
    }

    /**
     * Writes the values that stand for the classes.
     *
     * @param out axes x, y, (z), in coordinates of the image, covering the target
     * @param values one a class, by class index; null for the index itself
     * @param threshold of a binary network, in [0, 1]
     */
    public LabelSink(RandomAccessibleInterval<? extends IntegerType<?>> out, int[] values, float threshold) {
        this(out, values, threshold, Integer.MAX_VALUE);
    }

    private LabelSink(
            RandomAccessibleInterval<? extends IntegerType<?>> out, int[] values, float threshold, int outputs) {
        this.outputs = outputs;
        this.out = out.randomAccess();
        this.values = values == null ? null : values.clone();
        this.threshold = ClassDecision.checked(threshold);
    }

    @Override
    public void write(TileOutput output) {
        int classes = Math.min(output.classes(), outputs);
        if (decision == null) decision = new ClassDecision(classes, threshold);
        int width = output.width();
        output.forEachRow((position, at) -> {
            for (int k = 0; k < classes; k++) {
                decision.offer(k, output.probabilities(), at + k * output.classStride(), width);
            }
            store(position, width);
        });
    }

    private void store(long[] position, int width) {
        int[] classes = decision.classes();
        out.setPosition(position);
        for (int x = 0; x < width; x++) {
            out.get().setInteger(values == null ? classes[x] : values[classes[x]]);
            out.fwd(0);
        }
    }
}
