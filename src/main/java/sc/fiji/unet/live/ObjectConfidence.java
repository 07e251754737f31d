package sc.fiji.unet.live;

import sc.fiji.unet.label.Components;
import sc.fiji.unet.label.Connectivity;

/** How sure a network is of what it found, object by object. Stateless. */
public final class ObjectConfidence {
    private ObjectConfidence() {}

    /**
     * For each pixel of the box the mean probability of its class over the object that it belongs to, which is all that is
     * connected of one class; 0 for the background.
     */
    public static float[] of(LivePrediction prediction) {
        int n = Math.toIntExact(prediction.box().size());
        int[] classes = new int[n];
        for (int i = 0; i < n; i++) classes[i] = prediction.classAt(i);
        int[] objects = new int[n];
        int[] size = {prediction.box().width(), prediction.box().height()};
        int count = Components.label(classes, size, Connectivity.FULL, objects);
        double[] sums = new double[count + 1];
        int[] pixels = new int[count + 1];
        for (int i = 0; i < n; i++) {
            sums[objects[i]] += prediction.probability(i, classes[i]);
            pixels[objects[i]]++;
        }
        float[] confidence = new float[n];
        for (int i = 0; i < n; i++) {
            if (objects[i] > 0) confidence[i] = (float) (sums[objects[i]] / pixels[objects[i]]);
        }
        return confidence;
    }
}
