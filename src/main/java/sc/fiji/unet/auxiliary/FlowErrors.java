package sc.fiji.unet.auxiliary;

import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import sc.fiji.unet.base.Sizes;
import sc.fiji.unet.label.ClassMap;
import sc.fiji.unet.label.Instances;
import sc.fiji.unet.label.Window;

/**
 * How far the directions that a network said are from those of the objects that were made of them (Stringer et al. 2021): the
 * mean over an object of the squared difference of two vectors of length 1, 0 to 4.
 *
 * @param said planes of directions, the last of which are directions, -1 to 1 as 0 to 1, the last axis first
 * @param size along x, y, (z)
 * @param labels the objects; changed
 */
record FlowErrors(float[] said, int[] size, int[] labels) {
    /** Of what a network said in the last planes of a map. */
    static FlowErrors of(ClassMap map, int[] labels) {
        return new FlowErrors(map.probabilities(), Flow.axes(map), labels);
    }

    /** Drops objects with a larger error, and numbers the others; returns how many. */
    int drop(double most) {
        Set<Integer> bad = new TreeSet<>();
        Map<Integer, Window> windows = Window.ofObjects(labels, size);
        windows.forEach((number, window) -> {
            if (error(number, window) > most) bad.add(number);
        });
        return Instances.compact(labels, label -> !bad.contains(label));
    }

    /** All around the object is cold, beyond the edge of the image too. */
    private double error(int number, Window window) {
        int[] wider = window.size().clone();
        for (int d = 0; d < wider.length; d++) wider[d] += 2;
        int[] ones = new int[wider.length];
        Arrays.fill(ones, 1);
        Window inner = new Window(ones, window.size());
        int[] alone = new int[Sizes.count(wider)];
        for (int i = 0; i < window.count(); i++) {
            if (labels[window.indexIn(size, i)] == number) alone[inner.indexIn(wider, i)] = 1;
        }
        float[] expected = new float[wider.length * alone.length];
        AuxiliaryTargets.Drawing drawing = new AuxiliaryTargets.Drawing(expected, new float[expected.length]);
        new FlowTargets().draw(new NumberedPatch(wider, alone), drawing);
        return difference(window, inner, alone, wider, expected);
    }

    private double difference(Window window, Window inner, int[] alone, int[] wider, float... expected) {
        double sum = 0;
        int pixels = 0;
        for (int i = 0; i < window.count(); i++) {
            int place = inner.indexIn(wider, i);
            if (alone[place] == 0) continue;
            pixels++;
            for (int d = 0; d < wider.length; d++) {
                double other = said[said.length - (d + 1) * labels.length + window.indexIn(size, i)];
                double own = expected[expected.length - (d + 1) * alone.length + place];
                sum += 4 * (other - own) * (other - own);
            }
        }
        return sum / pixels;
    }
}
