package sc.fiji.unet.onnx;

import java.util.Arrays;
import java.util.Map;
import sc.fiji.unet.nn.Tensor;
import sc.fiji.unet.nn.op.BatchNorm;

/** Sums and products of an image and constants, one a channel at most: a normalization by numbers that are known. */
record OnnxScaling(OnnxNetwork network) {
    void add(OnnxOperator op) {
        if (op.inputs().size() != 2) throw new ForeignOperatorException(op, "of several constants");
        boolean first = network.value(op, 0) instanceof ComputedImage;
        ComputedImage x = network.pixels(op, first ? 0 : 1);
        float[] numbers = channels(op, network.tensor(op, first ? 1 : 0), x);
        float[] gain = filled(numbers.length, 1);
        float[] shift = new float[numbers.length];
        for (int c = 0; c < numbers.length; c++) {
            switch (op.type()) {
                case "Mul" -> gain[c] = numbers[c];
                case "Div" -> gain[c] = 1 / numbers[c];
                case "Sub" -> {
                    shift[c] = first ? -numbers[c] : numbers[c];
                    gain[c] = first ? 1 : -1;
                }
                default -> shift[c] = numbers[c];
            }
        }
        if (op.type().equals("Div") && !first) throw new ForeignOperatorException(op, "by an image");
        float[] zeros = new float[numbers.length];
        float[] ones = filled(numbers.length, 1);
        Map<String, float[]> arrays = Map.of("weight", gain, "bias", shift, "mean", zeros, "variance", ones);
        network.add(op, new BatchNorm(numbers.length, 0, 0.1), arrays, x);
    }

    /** A number for each channel; sizes are compared from the last axis on, as in numpy. */
    private float[] channels(OnnxOperator op, Tensor constant, ComputedImage x) {
        int channels = network.channels(x);
        float[] values = constant.values();
        if (values.length == 1) return filled(channels, values[0]);
        int[] shape = constant.shape();
        for (int i = 0; i < shape.length; i++) {
            int axis = x.axes().length() - shape.length + i;
            boolean ofChannels = axis >= 0 && x.axes().charAt(axis) == 'c' && shape[i] == channels;
            if (shape[i] != 1 && !ofChannels) throw new ForeignOperatorException(op, "of one number a pixel");
        }
        return values.clone();
    }

    private static float[] filled(int n, float value) {
        float[] array = new float[n];
        Arrays.fill(array, value);
        return array;
    }
}
