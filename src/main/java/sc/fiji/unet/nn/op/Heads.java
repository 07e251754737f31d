package sc.fiji.unet.nn.op;

import java.util.List;

/**
 * Several answers of equal shape, the last node of a network under deep supervision (Lee et al. 2015): while training
 * all of them, one after the other along the channels; else only the first, and the others need not be computed.
 */
public record Heads() implements PointWise {
    @Override
    public long flopsPerValue(int rank) {
        return 0;
    }

    /** That of the answer; the others serve training only. */
    @Override
    public ReceptiveField receptiveField(int axis, List<ReceptiveField> inputs) {
        return inputs.get(0);
    }
}
