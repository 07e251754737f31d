package sc.fiji.unet.auxiliary;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.scijava.plugin.Plugin;
import sc.fiji.unet.base.InputException;

/**
 * How deep inside its object a pixel lies, and how far the border of the object is along 32 rays (Schmidt et al. 2018): any
 * pixel well inside says the whole shape, where that is star-convex. For planes.
 */
@Plugin(type = AuxiliaryTargets.class, name = "star", label = "How far the border of its object is along 32 rays")
public final class StarTargets implements AuxiliaryTargets {
    /** One number against as many as there are rays. */
    private static final float DEPTH = 4;

    /** Objects cover a small part of most images, and all that counts happens in them. */
    private static final float INSIDE = 3;

    /** Objects that touch are few, and to tell them apart is what this is for. */
    private static final float TOUCHING = 5;

    /** Shapes are taken from where it is deep; at the border they matter little. */
    private static final float LEAST = 0.1f;

    @Override
    public List<String> names(int rank) {
        List<String> names = new ArrayList<>(List.of("depth"));
        for (int k = 0; k < Rays.COUNT; k++) names.add("ray" + k);
        return names;
    }

    @Override
    public String separation() {
        return "star";
    }

    @Override
    public int rays() {
        return Rays.COUNT;
    }

    @Override
    public void draw(NumberedPatch patch, Drawing drawing) {
        int[] size = patch.size();
        if (size.length == 3 && size[2] > 1)
            throw new InputException("Rays are drawn in planes only, got a volume of " + size[2] + " slices.");
        int pixels = patch.objects().length;
        Arrays.fill(drawing.weights(), 0, pixels, DEPTH);
        patch.forEach(object -> {
            float[] depth = DistanceTargets.depth(object);
            for (int i = 0; i < depth.length; i++) {
                if (!object.inside()[i]) continue;
                int place = object.places()[i];
                drawing.values()[place] = depth[i];
                drawing.weights()[place] = DEPTH * INSIDE;
                for (int k = 0; k < Rays.COUNT; k++) ray(patch, place, k, drawing);
            }
        });
        patch.stress(drawing.weights(), TOUCHING); // of the depth, the first of all
    }

    /** Nothing is said along a ray that leaves what is known inside of the object. */
    private static void ray(NumberedPatch patch, int place, int ray, Drawing drawing) {
        double length = length(patch, place, ray);
        if (Double.isNaN(length)) return;
        int at = (1 + ray) * patch.objects().length + place;
        drawing.values()[at] = Rays.said(length);
        drawing.weights()[at] = Math.max(LEAST, drawing.values()[place]);
    }

    private static double length(NumberedPatch patch, int place, int ray) {
        int width = patch.size()[0];
        int height = patch.size()[1];
        for (int step = 1; ; step++) {
            int x = (int) Math.floor(place % width + step * Rays.x(ray) + 0.5);
            int y = (int) Math.floor(place / width + step * Rays.y(ray) + 0.5);
            if (x < 0 || y < 0 || x >= width || y >= height) return Double.NaN;
            int there = patch.objects()[y * width + x];
            if (there < 0) return Double.NaN;
            if (there != patch.objects()[place]) return step - 0.5; // borders run between pixels
        }
    }
}
