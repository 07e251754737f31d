package sc.fiji.unet.nn.op;

import java.util.List;

/** An operation whose output pixel depends on the input pixels of the same place only: no geometry, no parameters. */
public interface PointWise extends Op {
    @Override
    default Footprint footprint() {
        return SlidingWindow.POINT;
    }

    @Override
    default Scope scope() {
        return Scope.STRIP;
    }

    @Override
    default int channels(int... inputs) {
        return inputs[0];
    }

    @Override
    default List<Parameter> parameters(String node, int rank) {
        return List.of();
    }
}
