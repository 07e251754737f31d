package sc.fiji.unet.auxiliary;

import java.util.Arrays;
import java.util.List;
import org.scijava.plugin.Plugin;
import sc.fiji.unet.label.Connectivity;
import sc.fiji.unet.label.Neighbors;

/** Whether a pixel is one of the outermost of its object, also where this touches another (Caicedo et al. 2019). */
@Plugin(type = AuxiliaryTargets.class, name = "border", label = "Whether a pixel is at the border of its object")
public final class BorderTargets implements AuxiliaryTargets {
    /** Few pixels are, and all that counts happens there. */
    private static final float INSIDE = 3;

    /** Objects that touch are few, and to tell them apart is what this is for. */
    private static final float TOUCHING = 5;

    @Override
    public List<String> names(int rank) {
        return List.of("border");
    }

    @Override
    public String separation() {
        return "border";
    }

    @Override
    public void draw(NumberedPatch patch, Drawing drawing) {
        int[] objects = patch.objects();
        Neighbors neighbors = new Neighbors(patch.size(), Connectivity.FULL);
        Arrays.fill(drawing.weights(), 1);
        for (int i = 0; i < objects.length; i++) {
            if (objects[i] <= 0) continue;
            drawing.weights()[i] = INSIDE;
            int n = neighbors.of(i);
            for (int k = 0; k < n; k++) {
                int there = objects[neighbors.get(k)];
                if (there >= 0 && there != objects[i]) drawing.values()[i] = 1;
            }
        }
        patch.stress(drawing.weights(), TOUCHING);
    }
}
