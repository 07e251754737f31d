package sc.fiji.unet.segment;

import java.util.Arrays;
import java.util.Map;
import sc.fiji.unet.auxiliary.AuxiliaryTargets;
import sc.fiji.unet.auxiliary.NumberedPatch;
import sc.fiji.unet.base.Progress;
import sc.fiji.unet.label.ClassMap;
import sc.fiji.unet.label.Window;

/**
 * How sure a network is of an object, 0 to 1: the mean probability of its class over its pixels, times how well what the
 * network said beside classes agrees with what it should have said were it this very object. Of an object that was painted
 * around a pixel it is the probability there, the largest. For one thread.
 */
final class Certainty {
    private final ClassMap map;
    private final int[] labels;
    private final AuxiliaryTargets auxiliary;
    private final int numbers;
    private final Progress progress;
    private final boolean painted;

    /**
     * Judges the objects of an image.
     *
     * @param map with what the network said in its last planes
     * @param labels the number of the object at each pixel, 1..n, 0 for none
     * @param method by which they were told apart, and which knows what these planes mean
     * @param progress asked before each object whether to go on
     */
    Certainty(ClassMap map, int[] labels, ObjectMethod method, Progress progress) {
        this.progress = progress;
        painted = method.paints();
        this.map = map;
        this.labels = labels;
        auxiliary = method.auxiliary();
        numbers = auxiliary.names(map.size().length).size();
    }

    /** By the number of the object less 1. */
    float[] ofAll() {
        Map<Integer, Window> windows = Window.ofObjects(labels, map.size());
        float[] certainty = new float[windows.size()];
        windows.forEach((number, window) -> certainty[number - 1] = of(number, window.expand(1, map.size())));
        return certainty;
    }

    private float of(int number, Window window) {
        progress.check();
        int count = window.count();
        int[] places = new int[count];
        int[] alone = new int[count];
        for (int i = 0; i < count; i++) {
            places[i] = window.indexIn(map.size(), i);
            if (labels[places[i]] == number) alone[i] = 1;
        }
        return (float) (probability(places, alone) * (numbers == 0 ? 1 : agreement(window, places, alone)));
    }

    private double probability(int[] places, int[] alone) {
        int pixels = labels.length;
        boolean single = map.probabilities().length == pixels;
        double sum = 0;
        double most = 0;
        int n = 0;
        for (int i = 0; i < places.length; i++) {
            if (alone[i] == 0) continue;
            n++;
            double own = map.probabilities()[single ? places[i] : map.classes()[places[i]] * pixels + places[i]];
            sum += own;
            most = Math.max(most, own);
        }
        return painted ? most : sum / n;
    }

    /** One less the mean difference where an object alone in the same place has something to say. */
    private double agreement(Window window, int[] places, int[] alone) {
        int count = alone.length;
        AuxiliaryTargets.Drawing drawing =
                new AuxiliaryTargets.Drawing(new float[numbers * count], new float[numbers * count]);
        auxiliary.draw(new NumberedPatch(window.size(), Arrays.copyOf(alone, count)), drawing);
        int first = map.probabilities().length / labels.length - numbers;
        double difference = 0;
        int n = 0;
        for (int k = 0; k < numbers * count; k++) {
            int i = k % count;
            if (alone[i] == 0 || drawing.weights()[k] == 0) continue;
            float said = map.probabilities()[(first + k / count) * labels.length + places[i]];
            difference += Math.abs(said - drawing.values()[k]);
            n++;
        }
        return n == 0 ? 1 : 1 - difference / n;
    }
}
