package sc.fiji.unet.imports;

import java.util.Map;
import sc.fiji.unet.onnx.OnnxBytes;

/** Parts of images in PyTorch's words: borders cut off, and channels taken out. */
record TorchSlices(OnnxBytes onnx) {
    /** A border of the same width is cut off axis by axis; ONNX has a word for all axes together. */
    TorchImage slice(Arguments all) {
        TorchImage x = all.image(0);
        int axis = (int) all.whole(1, 0);
        int border = (int) all.whole(2, 0);
        int end = (int) Math.min(all.whole(3, Long.MAX_VALUE), Integer.MAX_VALUE);
        if (border == 0 && (end >= x.size()[axis])) return x;
        if (axis == 1) return channels(all, x, border, Math.min(end, x.size()[1]));
        TorchImage.Cut before = x.cut() == null ? new TorchImage.Cut(x, border, 0) : x.cut();
        int cut = end < 0 ? -end : x.size()[axis] - end;
        if (axis != 2 + before.axes() || border != before.border() || cut != border || all.whole(4, 1) != 1) {
            throw all.refused("cuts more from one side than from another");
        }
        int[] size = x.size().clone();
        size[axis] -= 2 * border;
        if (before.axes() + 1 < x.rank()) {
            return new TorchImage("", size, new TorchImage.Cut(before.whole(), border, before.axes() + 1));
        }
        int[] starts = new int[x.rank()];
        int[] ends = new int[x.rank()];
        int[] axes = new int[x.rank()];
        for (int d = 0; d < axes.length; d++) {
            starts[d] = border;
            ends[d] = -border;
            axes[d] = 2 + d;
        }
        return new TorchImage(
                onnx.add(
                        "Slice",
                        Map.of("starts", starts, "ends", ends, "axes", axes),
                        before.whole().name()),
                size);
    }

    private TorchImage channels(Arguments all, TorchImage x, int from, int to) {
        if (from < 0 || to <= from || all.whole(4, 1) != 1) throw all.refused("takes channels in an unknown order");
        int[] size = x.size().clone();
        size[1] = to - from;
        Map<String, Object> places = Map.of("starts", new int[] {from}, "ends", new int[] {to}, "axes", new int[] {1});
        return new TorchImage(onnx.add("Slice", places, x.name()), size);
    }
}
