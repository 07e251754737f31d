package sc.fiji.unet.onnx;

import sc.fiji.unet.base.Sizes;

/** Brings kernels of networks whose images have their axes in another order, such as x before y, into ours. */
record KernelOrder(String spatial) {
    private static final String OURS = "zyx";

    /** Weights whose shape ends in a kernel, turned over; others as they are. */
    float[] canonical(float[] values, int[] shape) {
        int rank = spatial.length();
        String ours = OURS.substring(OURS.length() - rank);
        if (spatial.equals(ours) || shape.length != 2 + rank) return values;
        int edge = shape[2];
        int kernel = Sizes.count(java.util.Arrays.copyOfRange(shape, 2, shape.length));
        float[] turned = new float[values.length];
        for (int i = 0; i < values.length; i++) {
            int rest = i % kernel;
            int place = 0;
            for (int axis = rank - 1; axis >= 0; axis--) {
                int step = 1;
                for (int after = spatial.indexOf(ours.charAt(axis)) + 1; after < rank; after++) step *= edge;
                place += rest % edge * step;
                rest /= edge;
            }
            turned[i] = values[i - i % kernel + place];
        }
        return turned;
    }
}
