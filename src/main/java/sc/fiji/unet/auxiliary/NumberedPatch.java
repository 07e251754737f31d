package sc.fiji.unet.auxiliary;

import java.util.Map;
import sc.fiji.unet.base.Sizes;
import sc.fiji.unet.label.Connectivity;
import sc.fiji.unet.label.Neighbors;
import sc.fiji.unet.label.Window;

/**
 * A patch whose objects are numbered.
 *
 * @param size x, y, (z)
 * @param objects ((z), y, x) the number of the object at each pixel; 0 for none, below 0 where nobody said
 */
public record NumberedPatch(int[] size, int[] objects) {
    /** Does something with each object. */
    void forEach(Visitor visitor) {
        Map<Integer, Window> windows = Window.ofObjects(objects, size);
        windows.forEach((number, window) -> visitor.visit(One.of(this, number, window.expand(1, size))));
    }

    /** Multiplies the weight of the pixels, of one number each, that are next to another object or one pixel further. */
    void stress(float[] weights, float factor) {
        int[] known = objects;
        Neighbors neighbors = new Neighbors(size, Connectivity.FULL);
        boolean[] touching = new boolean[known.length];
        for (int i = 0; i < known.length; i++) {
            int n = known[i] > 0 ? neighbors.of(i) : 0;
            for (int k = 0; k < n; k++)
                touching[i] |= known[neighbors.get(k)] > 0 && known[neighbors.get(k)] != known[i];
        }
        for (int i = 0; i < known.length; i++) {
            boolean near = touching[i];
            int n = known[i] > 0 && !near ? neighbors.of(i) : 0;
            for (int k = 0; k < n; k++) near |= touching[neighbors.get(k)];
            if (near) weights[i] *= factor;
        }
    }

    /** Takes one object after the other. */
    @FunctionalInterface
    interface Visitor {
        /** Takes an object. */
        void visit(One object);
    }

    /**
     * One object and the pixels around it.
     *
     * @param size of the box that holds it, one pixel wider on each side where the patch goes on
     * @param places the index in the patch of each pixel of the box
     * @param inside which of them are the object's
     * @param outside which of them are known to be something else
     */
    record One(int[] size, int[] places, boolean[] inside, boolean[] outside) {
        private static One of(NumberedPatch patch, int number, Window window) {
            int count = Sizes.count(window.size());
            int[] places = new int[count];
            boolean[] inside = new boolean[count];
            boolean[] outside = new boolean[count];
            for (int i = 0; i < count; i++) {
                places[i] = window.indexIn(patch.size, i);
                int there = patch.objects[places[i]];
                inside[i] = there == number;
                outside[i] = there >= 0 && there != number;
            }
            return new One(window.size(), places, inside, outside);
        }
    }
}
