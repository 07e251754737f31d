package sc.fiji.unet.sampling;

import java.util.NavigableMap;
import java.util.SplittableRandom;
import java.util.TreeMap;
import net.imglib2.type.numeric.integer.IntType;
import net.imglib2.view.Views;
import sc.fiji.unet.base.InputException;
import sc.fiji.unet.data.AnnotatedImage;

/**
 * Where each class is found in one annotated image: how many pixels, and a random choice of them, small enough to keep
 * for thousands of images. Immutable after {@link #of}, thread safe.
 */
final class ClassSites {
    private final NavigableMap<Integer, Sites> classes = new TreeMap<>();
    private long annotated;
    private long pixels;

    private ClassSites() {}

    /** Reads the whole target once, keeping at most so many pixels of each class. */
    static ClassSites of(AnnotatedImage image, int most, SplittableRandom random) {
        ClassSites sites = new ClassSites();
        Sites last = null;
        int lastClass = AnnotatedImage.IGNORE;
        for (IntType t : Views.flatIterable(image.target())) {
            int c = t.get();
            long index = sites.pixels++;
            if (c == AnnotatedImage.IGNORE) continue;
            if (c != lastClass) last = sites.sitesOf(c, image);
            lastClass = c;
            last.add(index, most, random);
            sites.annotated++;
        }
        return sites;
    }

    private Sites sitesOf(int c, AnnotatedImage image) {
        if (c < 0) {
            throw new InputException(image.image().name() + ": the annotation holds class " + c
                    + "; expected 0 or more, or " + AnnotatedImage.IGNORE + " for ignored pixels.");
        }
        return classes.computeIfAbsent(c, k -> new Sites());
    }

    /** The foreground classes found, in order. */
    Iterable<Integer> foreground() {
        return classes.tailMap(1, true).keySet();
    }

    /** Number of pixels of a class. */
    long count(int c) {
        Sites sites = classes.get(c);
        return sites == null ? 0 : sites.count();
    }

    /** Number of pixels that are not ignored. */
    long annotated() {
        return annotated;
    }

    /** Whether no pixel is ignored. */
    boolean isComplete() {
        return annotated == pixels;
    }

    /** A pixel of a class, as its index in the flattened target; the class must be there. */
    long pick(int c, SplittableRandom random) {
        return classes.get(c).pick(random);
    }

    /** A pixel that is not ignored, each equally likely. */
    long pickAnnotated(SplittableRandom random) {
        long place = random.nextLong(annotated);
        for (var entry : classes.entrySet()) {
            place -= entry.getValue().count();
            if (place < 0) return pick(entry.getKey(), random);
        }
        throw new IllegalStateException("Counts of classes do not sum to the annotated pixels.");
    }
}
