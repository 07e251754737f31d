package sc.fiji.unet.auxiliary;

import sc.fiji.unet.label.Instances;

/** Objects that are worth keeping for what a network says of their surest pixel. */
final class Peaks {
    private Peaks() {}

    /** Drops objects that nowhere reach a level, numbers the others 1..n and returns n. */
    static int keep(int[] labels, int count, float[] values, double level) {
        float[] peak = new float[count + 1];
        for (int i = 0; i < labels.length; i++) peak[labels[i]] = Math.max(peak[labels[i]], values[i]);
        return Instances.compact(labels, label -> peak[label] >= level);
    }
}
