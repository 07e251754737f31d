package sc.fiji.unet.engine;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.engine.PtNDManager;
import ai.djl.pytorch.engine.PtSymbolBlock;
import ai.djl.pytorch.jni.IValue;
import ai.djl.pytorch.jni.IValueUtils;
import sc.fiji.unet.predict.Request;

/**
 * Patches that a network goes down strip by strip, as {@link sc.fiji.unet.torchscript.Form fused forms} can. What it knows
 * of the strips above lies in libtorch until this is closed. One thread.
 */
final class Strips implements AutoCloseable {
    private final PtSymbolBlock network;
    private final IValue patches;
    private final IValue below;
    private final IValue rows;
    private final IValue state;

    /** Begins at the top, with strips of so many rows. */
    Strips(PtSymbolBlock network, NDArray patches, Request request, int rows) {
        this.network = network;
        this.patches = IValue.from((PtNDArray) patches);
        this.below = IValue.from((long) request.below());
        this.rows = IValue.from((long) rows);
        try (IValue above = IValue.from((long) request.above())) {
            state = IValueUtils.runMethod(network, "begin", above);
        }
    }

    /** The next rows of the output; often none in the first strips, as the finer levels run ahead. */
    NDArray next(NDManager scope) {
        try (IValue result = IValueUtils.runMethod(network, "strip", patches, state, below, rows)) {
            return result.toTensor((PtNDManager) scope);
        }
    }

    @Override
    public void close() {
        state.close();
        rows.close();
        below.close();
        patches.close();
    }
}
