package sc.fiji.unet.label;

import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import sc.fiji.unet.config.Options;
import sc.fiji.unet.registry.Extension;

/**
 * Tells objects apart in what a network said: from classes to instances. An object lies in one class; background stays
 * background. The same map gives the same labels, and a plane the same as a volume of one slice.
 */
public interface PostProcess extends Extension {
    /** Whether the map must hold probabilities. */
    default boolean needsProbabilities() {
        return false;
    }

    /** The id of what a network must say beside classes, in the last planes of the probabilities; empty for nothing. */
    default String auxiliary() {
        return "";
    }

    /** Whether it knows planes only, and refuses volumes. */
    default boolean planar() {
        return false;
    }

    /** Which options say how the network's numbers are to be read: those of a model hold, whatever a person says. */
    default Set<String> ofNetwork() {
        return Set.of();
    }

    /** How many numbers the network says beside classes; none where it says as many as it learned. */
    default OptionalInt numbers(Options options) {
        return OptionalInt.empty();
    }

    /** Whether it paints objects over whatever class their pixels are of: these are of the object's class then, and no others. */
    default boolean paints(Options options) {
        return false;
    }

    /** Which options suit one kind of objects better than another: values worth trying for each; none where none does. */
    default Map<String, double[]> tunable() {
        return Map.of();
    }

    /** How little of an image it has to see at a time; empty where objects may depend on all of it. */
    default Optional<Locality> locality(Options options) {
        return Optional.empty();
    }

    /**
     * Numbers the objects 1..n without gaps, in the order of their first pixels.
     *
     * @param map the whole image; it is not changed
     * @param labels filled with the object of each pixel, 0 for none; row-major as the map
     * @param options this part's own
     * @return n
     */
    int separate(ClassMap map, int[] labels, Options options);
}
