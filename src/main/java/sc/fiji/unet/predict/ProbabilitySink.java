package sc.fiji.unet.predict;

import net.imglib2.RandomAccess;
import net.imglib2.RandomAccessibleInterval;
import net.imglib2.type.numeric.real.FloatType;

/** Takes tiles and writes the probability of every class, axes [x, y, (z), c]. */
public final class ProbabilitySink implements TileSink {
    private final RandomAccess<FloatType> out;
    private final int classAxis;

    /**
     * Writes into an image.
     *
     * @param out axes x, y, (z), class, in coordinates of the image, covering the target; as many classes as the network
     *     has output channels
     */
    public ProbabilitySink(RandomAccessibleInterval<FloatType> out) {
        this.out = out.randomAccess();
        classAxis = out.numDimensions() - 1;
    }

    @Override
    public void write(TileOutput output) {
        int width = output.width();
        int stride = output.classStride();
        float[] p = output.probabilities();
        output.forEachRow((position, at) -> {
            for (int k = 0; k < output.classes(); k++) {
                for (int d = 0; d < classAxis; d++) out.setPosition(position[d], d);
                out.setPosition(k, classAxis);
                for (int x = 0; x < width; x++) {
                    out.get().set(p[at + k * stride + x]);
                    out.fwd(0);
                }
            }
        });
    }
}
