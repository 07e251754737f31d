package sc.fiji.unet.auxiliary;

import java.util.List;
import sc.fiji.unet.registry.Extension;

/**
 * What a network learns to say of each pixel beside its class, so that touching objects can be told apart: numbers in 0 to
 * 1, each by itself. Drawn on patches as they are shown to the network, so that what has a direction turns with the image.
 */
public interface AuxiliaryTargets extends Extension {
    /** The id of those that say nothing: objects are parted by a gap between them and heavy loss weights there. */
    String NONE = "classes";

    /** What each of the numbers is called, on so many axes; empty where there is none. */
    List<String> names(int rank);

    /** The way to tell objects apart by them: the id of a {@link sc.fiji.unet.label.PostProcess}. */
    String separation();

    /** Whether the numbers are a direction, -1 to 1 along each axis said as 0 to 1, the last axis first. */
    default boolean directed() {
        return false;
    }

    /** How many of the numbers, the last ones, are lengths along rays, evenly around from +x over +y; a multiple of 4. */
    default int rays() {
        return 0;
    }

    /**
     * Draws what a network should say of a patch.
     *
     * @param patch its objects
     * @param drawing filled with it
     */
    void draw(NumberedPatch patch, Drawing drawing);

    /**
     * The numbers of a patch, each for all pixels before the next: (number, (z), y, x).
     *
     * @param values in 0 to 1
     * @param weights how much each counts in the loss, on top of the weight of its pixel; 0 where there is nothing to say
     */
    record Drawing(float[] values, float[] weights) {}
}
