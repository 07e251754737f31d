package sc.fiji.unet.nn.op;

import java.util.List;

/**
 * What a node of a network computes, as plain data that tells its own geometry, cost and parameters; nobody else has to know
 * the operation for them. Kernels, strides and factors are the same along x and y. Those who write networks to
 * files say each operation in the words of the format, and refuse what they have no words for, see {@link OpTable}.
 *
 * <p>Nothing that decides about results has a default here: a new operation says it all, or says that it is
 * {@link PointWise}.
 */
public interface Op {
    /** The least part of an image that an operation can be computed for by itself. */
    enum Scope {
        /** A strip of rows, with those around it that the footprint names. */
        STRIP,
        /** A tile, with as many pixels around it as the receptive field is wide. */
        TILE,
        /** The whole image only, since every pixel depends on all. */
        IMAGE
    }

    /** Which pixels of its inputs a pixel of its output depends on, along x and y. */
    Footprint footprint();

    /** The same along z, where there is one. */
    default Footprint footprintInDepth() {
        return footprint();
    }

    /** The same along an axis: 0 for x, 1 for y, 2 for z. */
    default Footprint footprint(int axis) {
        return axis == 2 ? footprintInDepth() : footprint();
    }

    /** The least part of an image that it can be computed for. */
    Scope scope();

    /** Channels of its output, from those of its inputs in their order. */
    int channels(int... inputs);

    /** Floating point operations for each value of its output, on so many spatial axes; a multiply-add counts two. */
    long flopsPerValue(int rank);

    /** The arrays of numbers that it owns as a node of this name on so many spatial axes; none for most. */
    List<Parameter> parameters(String node, int rank);

    /** The pixels of the image that its output depends on along an axis, from those that its inputs depend on. */
    default ReceptiveField receptiveField(int axis, List<ReceptiveField> inputs) {
        return footprint(axis).of(inputs.stream().reduce(ReceptiveField::union).orElseThrow());
    }

    /**
     * Whether it only selects and moves values, each channel for itself, so that what reads it may be said to read its
     * input. To deny it costs speed at most.
     */
    default boolean rearranges() {
        return false;
    }
}
