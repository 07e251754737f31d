package sc.fiji.unet.nn.op;

import java.util.List;

/**
 * The first node of every network, which hands on the image: normalized floats, (c, (z), y, x).
 *
 * @param channels of the image
 */
public record Input(int channels) implements PointWise {
    @Override
    public int channels(int... inputs) {
        return channels;
    }

    @Override
    public long flopsPerValue(int rank) {
        return 0;
    }

    @Override
    public ReceptiveField receptiveField(int axis, List<ReceptiveField> inputs) {
        return new ReceptiveField(1, 0, 0);
    }
}
