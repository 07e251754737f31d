package sc.fiji.unet.auxiliary;

import java.util.List;
import org.scijava.plugin.Plugin;

/** Classes alone, with a gap and heavy loss weights between touching objects (Ronneberger et al. 2015). */
@Plugin(
        type = AuxiliaryTargets.class,
        name = AuxiliaryTargets.NONE,
        label = "Classes only, touching objects parted by a gap")
public final class NoAuxiliaryTargets implements AuxiliaryTargets {
    @Override
    public List<String> names(int rank) {
        return List.of();
    }

    /** Objects are cut where they are narrow. */
    @Override
    public String separation() {
        return "watershed-distance";
    }

    @Override
    public void draw(NumberedPatch patch, Drawing drawing) {
        // there is nothing to say
    }
}
