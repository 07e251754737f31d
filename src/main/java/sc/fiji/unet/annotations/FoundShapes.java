package sc.fiji.unet.annotations;

import java.util.function.Consumer;

/** The objects of an image, which are made one after the other: all of them together may be more than memory holds. */
@FunctionalInterface
public interface FoundShapes {
    /** Hands out each object once, in the same order each time. */
    void each(Consumer<FoundObject> use);
}
