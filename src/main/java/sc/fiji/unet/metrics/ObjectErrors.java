package sc.fiji.unet.metrics;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * What went wrong with objects, by their numbers. Half of an object decides, so that an object is of one kind at most on each
 * side.
 *
 * @param missed true objects of which more than half is nothing in the prediction
 * @param invented predicted objects of which more than half is nothing in the truth
 * @param merged predicted objects that hold more than half of each of several true ones
 * @param split true objects that hold more than half of each of several predicted ones
 */
public record ObjectErrors(Set<Integer> missed, Set<Integer> invented, Set<Integer> merged, Set<Integer> split) {
    /** Of two label images; ignored pixels do not count. */
    static ObjectErrors of(ObjectOverlaps overlaps) {
        Map<Integer, Long> covered = new HashMap<>();
        Map<Integer, Long> known = new HashMap<>();
        Map<Integer, Integer> held = new HashMap<>();
        Map<Integer, Integer> parts = new HashMap<>();
        overlaps.forEach((t, p, common) -> {
            covered.merge(t, common, Long::sum);
            known.merge(p, common, Long::sum);
            if (2 * common > overlaps.truths().get(t)) held.merge(p, 1, Integer::sum);
            if (2 * common > overlaps.predictions().get(p)) parts.merge(t, 1, Integer::sum);
        });
        return new ObjectErrors(
                mostlyNothing(overlaps.truths(), covered),
                mostlyNothing(overlaps.predictions(), known),
                several(held),
                several(parts));
    }

    private static Set<Integer> mostlyNothing(Map<Integer, Long> pixels, Map<Integer, Long> covered) {
        Set<Integer> found = new TreeSet<>();
        pixels.forEach((object, all) -> {
            if (2 * covered.getOrDefault(object, 0L) < all) found.add(object);
        });
        return found;
    }

    private static Set<Integer> several(Map<Integer, Integer> counts) {
        Set<Integer> found = new HashSet<>(counts.keySet());
        found.removeIf(object -> counts.get(object) < 2);
        return new TreeSet<>(found);
    }
}
