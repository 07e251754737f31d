package sc.fiji.unet.onnx;

import java.util.Map;
import java.util.Set;
import sc.fiji.unet.base.Sizes;
import sc.fiji.unet.nn.Tensor;
import sc.fiji.unet.nn.op.UpConv;
import sc.fiji.unet.nn.op.Upsample;

/** Images made larger by a whole factor, by linear interpolation or by repeating pixels. */
record OnnxResize(OnnxNetwork network) {
    private static final double ROUNDING = 1e-4;
    private static final Set<String> REPEATING = Set.of(
            "asymmetric floor",
            "half_pixel round_prefer_floor",
            "half_pixel round_prefer_ceil",
            "pytorch_half_pixel round_prefer_floor",
            "tf_half_pixel_for_nn floor");

    void resize(OnnxOperator op) {
        ComputedImage x = network.ordered(op, 0);
        if (op.has("axes") || op.integer("antialias", 0) != 0) throw new ForeignOperatorException(op, "of some axes");
        boolean old = op.inputs().size() == 2; // of operator set 10
        Object scales = network.value(op, old ? 1 : 2);
        int factor = scales instanceof Tensor given && given.values().length > 0
                ? factor(op, x, given.values(), false)
                : factor(op, x, network.tensor(op, 3).values(), true);
        String centers = op.text("coordinate_transformation_mode", old ? "asymmetric" : "half_pixel");
        String mode = op.text("mode", "nearest");
        boolean linear = mode.equals("linear") && centers.matches("(pytorch_)?half_pixel");
        String nearest = centers + " " + op.text("nearest_mode", old ? "floor" : "round_prefer_floor");
        if (linear) larger(op, x, factor, true);
        else if (mode.equals("nearest") && (REPEATING.contains(nearest) || factor == 1)) larger(op, x, factor, false);
        else throw new ForeignOperatorException(op, "of the mode " + mode + ", " + nearest);
    }

    /** As operator sets up to 9 have it. */
    void upsample(OnnxOperator op) {
        ComputedImage x = network.ordered(op, 0);
        String mode = op.text("mode", "nearest");
        if (!mode.equals("nearest")) throw new ForeignOperatorException(op, "of the mode " + mode);
        float[] scales =
                op.has("scales") ? op.reals("scales") : network.tensor(op, 1).values();
        larger(op, x, factor(op, x, scales, false), false);
    }

    private int factor(OnnxOperator op, ComputedImage x, float[] values, boolean sizes) {
        int rank = network.rank();
        if (values.length != 2 + rank) throw new ForeignOperatorException(op, "of other axes");
        double channels = sizes ? values[1] / network.channels(x) : values[1];
        double first = sizes ? values[2] / x.size()[0] : values[2];
        for (int d = 0; d < rank; d++) {
            double factor = sizes ? values[2 + d] / x.size()[d] : values[2 + d];
            if (Math.abs(factor - first) > ROUNDING) throw new ForeignOperatorException(op, "of several factors");
        }
        int factor = (int) Math.round(first);
        boolean whole = factor >= 1 && Math.abs(factor - first) < ROUNDING && values[0] == 1 && channels == 1;
        if (!whole) throw new ForeignOperatorException(op, "by the factor " + first);
        return factor;
    }

    /** Repeated pixels are blocks of a transposed convolution whose weights are all one. */
    private void larger(OnnxOperator op, ComputedImage x, int factor, boolean linear) {
        int channels = network.channels(x);
        if (factor == 1) network.set(op, x);
        else if (linear) network.add(op, new Upsample(factor), Map.of(), x);
        else {
            int[] edges = new int[network.rank()];
            java.util.Arrays.fill(edges, factor);
            float[] weight = Kernels.diagonal(channels, Sizes.count(edges), 1);
            Map<String, float[]> arrays = Map.of("weight", weight, "bias", new float[channels]);
            network.add(op, new UpConv(channels, channels, factor), arrays, x);
        }
    }
}
