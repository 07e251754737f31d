package sc.fiji.unet.torchscript;

import java.util.Arrays;
import java.util.List;
import sc.fiji.unet.nn.op.Conv;
import sc.fiji.unet.nn.op.UpConv;

/**
 * The arrays of a convolution that multiplies bytes: weights as whole numbers with a factor for each output
 * channel. They are stored as floats, as a module makes bytes of them when it is prepared.
 *
 * @param name of the node
 * @param shape of the weights as the module multiplies them, output channels first
 * @param weight in that order
 * @param bias one an output channel; null for none
 */
record ByteWeights(String name, int[] shape, float[] weight, float[] bias) {
    static ByteWeights of(String name, Conv conv, float[] weight, float[] bias) {
        int[] shape = {conv.out(), conv.in(), conv.kernel(), conv.kernel()};
        return new ByteWeights(name, shape, weight, bias);
    }

    /** As a convolution of kernel 1 that computes all pixels of a block as channels: see {@link UpConvCode}. */
    static ByteWeights of(String name, UpConv up, float[] weight, float[] bias) {
        int block = up.factor() * up.factor();
        float[] flat = new float[weight.length];
        float[] repeated = new float[block * up.out()];
        for (int place = 0; place < block; place++) {
            for (int o = 0; o < up.out(); o++) {
                int row = place * up.out() + o;
                repeated[row] = bias[o];
                for (int i = 0; i < up.in(); i++) flat[row * up.in() + i] = weight[(i * up.out() + o) * block + place];
            }
        }
        return new ByteWeights(name, new int[] {block * up.out(), up.in(), 1, 1}, flat, repeated);
    }

    /** Whole numbers from the negative of the largest one to it. */
    List<StoredTensor> tensors(int largest) {
        int out = shape[0];
        float[] scales = new float[out];
        float[] whole = new float[weight.length];
        int each = weight.length / out;
        for (int o = 0; o < out; o++) {
            scales[o] = scale(o * each, (o + 1) * each, largest);
            for (int k = o * each; k < (o + 1) * each; k++) whole[k] = Math.round(weight[k] / scales[o]);
        }
        StoredTensor zeros = stored("zeros", new float[out], out);
        List<StoredTensor> tensors = List.of(stored("weight", whole, shape), stored("scales", scales, out), zeros);
        if (bias == null) return tensors;
        return List.of(tensors.get(0), stored("bias", bias, out), tensors.get(1), zeros);
    }

    /** Such that the largest weight is the largest whole number; 1 where all are 0. */
    private float scale(int from, int to, int largest) {
        float most = 0;
        for (float value : Arrays.copyOfRange(weight, from, to)) most = Math.max(most, Math.abs(value));
        float scale = most / largest;
        return scale >= Float.MIN_NORMAL ? scale : 1;
    }

    private StoredTensor stored(String role, float[] values, int... sizes) {
        return new StoredTensor(name + "_" + role, sizes, values, false, false);
    }
}
