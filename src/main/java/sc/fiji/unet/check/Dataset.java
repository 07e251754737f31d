package sc.fiji.unet.check;

import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Predicate;
import sc.fiji.unet.config.SplitPart;
import sc.fiji.unet.data.ClassPlan;
import sc.fiji.unet.data.ImageFolder;

/**
 * All that the checks look at. Immutable.
 *
 * @param files where the images come from
 * @param samples images with their masks
 * @param masks what these mean
 */
record Dataset(Files files, List<CheckedPair> samples, Masks masks) {
    /**
     * Files of images and masks.
     *
     * @param folder what was found
     * @param unlisted names that a split file has in vain
     * @param unreadable files that could not be read
     */
    record Files(ImageFolder folder, List<String> unlisted, List<Unreadable> unreadable) {
        /** Images that are in memory. */
        static final Files NONE =
                new Files(new ImageFolder(List.of(), List.of(), List.of(), List.of()), List.of(), List.of());
    }

    /** A pair that could not be read, and why. */
    record Unreadable(String name, String why) {}

    /**
     * What masks mean.
     *
     * @param plan null where it cannot be told
     * @param refusal why it cannot be told; empty where it can
     */
    record Masks(ClassPlan plan, String refusal) {}

    /** Copies the list. */
    Dataset {
        samples = List.copyOf(samples);
    }

    List<CheckedPair> of(SplitPart part) {
        return where(sample -> sample.part() == part);
    }

    List<CheckedPair> where(Predicate<CheckedPair> test) {
        return samples.stream().filter(test).toList();
    }

    /** What most images have. */
    <T> T commonest(Function<CheckedPair, T> trait) {
        Map<T, Integer> counts = new HashMap<>();
        for (CheckedPair sample : samples) counts.merge(trait.apply(sample), 1, Integer::sum);
        return Collections.max(counts.entrySet(), Map.Entry.comparingByValue()).getKey();
    }
}
