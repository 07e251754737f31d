package sc.fiji.unet.predict;

import java.util.ArrayList;
import java.util.List;

/** Inputs and outputs of the batches that are under way, kept from image to image. */
final class Buffers {
    private final List<float[]> inputs = new ArrayList<>();
    private final List<float[]> outputs = new ArrayList<>();

    /** Makes sure that there are so many of each for batches of so many pixels. */
    void allocate(int count, long pixels, PatchPredictor network) {
        allocate(inputs, count, pixels * network.channels());
        allocate(outputs, count, pixels * network.classes());
    }

    private static void allocate(List<float[]> buffers, int count, long length) {
        while (buffers.size() < count) buffers.add(new float[0]);
        for (int i = 0; i < count; i++) {
            if (buffers.get(i).length < length) buffers.set(i, new float[Math.toIntExact(length)]);
        }
    }

    float[] input(int place) {
        return inputs.get(place);
    }

    float[] output(int place) {
        return outputs.get(place);
    }
}
