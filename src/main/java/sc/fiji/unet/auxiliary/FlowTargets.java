package sc.fiji.unet.auxiliary;

import java.util.List;
import org.scijava.plugin.Plugin;

/**
 * Where the middle of its object lies, seen from a pixel: the direction in which heat would be coming from a source there,
 * were everything around the object cold (Stringer et al. 2021). A direction of -1 to 1 along each axis is said as 0 to 1,
 * the last axis first.
 */
@Plugin(type = AuxiliaryTargets.class, name = "flow", label = "In which direction the middle of its object lies")
public final class FlowTargets implements AuxiliaryTargets {
    @Override
    public List<String> names(int rank) {
        return rank == 2 ? List.of("flowy", "flowx") : List.of("flowz", "flowy", "flowx");
    }

    @Override
    public boolean directed() {
        return true;
    }

    @Override
    public String separation() {
        return "flow";
    }

    /** Outside of objects there is no direction. */
    @Override
    public void draw(NumberedPatch patch, Drawing drawing) {
        int pixels = patch.objects().length;
        int rank = patch.size().length;
        patch.forEach(object -> {
            double[][] direction = new Heat(object).direction();
            for (int i = 0; i < object.places().length; i++) {
                if (!object.inside()[i]) continue;
                for (int d = 0; d < rank; d++) {
                    int place = (rank - 1 - d) * pixels + object.places()[i];
                    drawing.values()[place] = (float) (0.5 + 0.5 * direction[d][i]);
                    drawing.weights()[place] = 1;
                }
            }
        });
    }
}
