package sc.fiji.unet.auxiliary;

import java.util.Arrays;
import java.util.List;
import org.scijava.plugin.Plugin;
import sc.fiji.unet.label.DistanceTransform;

/**
 * How deep inside its object a pixel lies: the distance to whatever is not the object, as a share of the largest in the
 * object, so that small and large ones look alike. Background has 0.
 */
@Plugin(type = AuxiliaryTargets.class, name = "distance", label = "How deep inside its object a pixel lies")
public final class DistanceTargets implements AuxiliaryTargets {
    /** Objects cover a small part of most images, and all that counts happens in them. */
    private static final float INSIDE = 3;

    /** Objects that touch are few, and to tell them apart is what this is for. */
    private static final float TOUCHING = 15;

    @Override
    public List<String> names(int rank) {
        return List.of("depth");
    }

    @Override
    public String separation() {
        return "distance";
    }

    @Override
    public void draw(NumberedPatch patch, Drawing drawing) {
        Arrays.fill(drawing.weights(), 1);
        patch.forEach(object -> {
            float[] depth = depth(object);
            for (int i = 0; i < depth.length; i++) {
                if (!object.inside()[i]) continue;
                drawing.values()[object.places()[i]] = depth[i];
                drawing.weights()[object.places()[i]] = INSIDE;
            }
        });
        patch.stress(drawing.weights(), TOUCHING);
    }

    /** In pixels, less half a one, as borders run between pixels; then as a share of the largest. */
    static float[] depth(NumberedPatch.One object) {
        float[] depth = DistanceTransform.squared(i -> object.outside()[i], object.size());
        float deepest = 0;
        for (int i = 0; i < depth.length; i++) {
            depth[i] = (float) Math.sqrt(depth[i]) - 0.5f;
            if (object.inside()[i]) deepest = Math.max(deepest, depth[i]);
        }
        for (int i = 0; i < depth.length; i++) depth[i] = Float.isInfinite(deepest) ? 1 : depth[i] / deepest;
        return depth;
    }
}
