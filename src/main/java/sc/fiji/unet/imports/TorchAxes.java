package sc.fiji.unet.imports;

import java.util.Arrays;
import java.util.Map;
import java.util.stream.IntStream;
import sc.fiji.unet.onnx.OnnxBytes;

/** Axes of images in another order, added or taken away, in PyTorch's words. */
record TorchAxes(OnnxBytes onnx) {
    TorchImage permuted(Arguments all) {
        int axes = all.image(0).size().length;
        int[] order = Arrays.stream(all.integers(1))
                .map(axis -> Math.floorMod(axis, axes))
                .toArray();
        if (order.length != axes) throw all.refused("is not given all " + axes + " axes");
        return ordered(all.image(0), order);
    }

    TorchImage swapped(Arguments all) {
        int axes = all.image(0).size().length;
        int one = Math.floorMod((int) all.whole(1, 0), axes);
        int other = Math.floorMod((int) all.whole(2, 1), axes);
        int[] order = IntStream.range(0, axes).toArray();
        order[one] = other;
        order[other] = one;
        return ordered(all.image(0), order);
    }

    private TorchImage ordered(TorchImage x, int... order) {
        int[] size = Arrays.stream(order).map(axis -> x.size()[axis]).toArray();
        return new TorchImage(onnx.add("Transpose", Map.of("perm", order), x.name()), size);
    }

    /** With an axis of size 1 more. */
    TorchImage with(Arguments all) {
        TorchImage x = all.image(0);
        int axis = Math.floorMod((int) all.whole(1, 0), x.size().length + 1);
        int[] size = IntStream.rangeClosed(0, x.size().length)
                .map(i -> i == axis ? 1 : x.size()[i < axis ? i : i - 1])
                .toArray();
        return changed("Unsqueeze", x, axis, size);
    }

    /** Without an axis of size 1. */
    TorchImage without(Arguments all) {
        TorchImage x = all.image(0);
        if (!all.has(1)) throw all.refused("names no axis");
        int axis = Math.floorMod((int) all.whole(1, 0), x.size().length);
        if (x.size()[axis] != 1) return x;
        int[] size = IntStream.range(0, x.size().length)
                .filter(i -> i != axis)
                .map(i -> x.size()[i])
                .toArray();
        return changed("Squeeze", x, axis, size);
    }

    private TorchImage changed(String type, TorchImage x, int axis, int... size) {
        return new TorchImage(onnx.add(type, Map.of("axes", new int[] {axis}), x.name()), size);
    }
}
