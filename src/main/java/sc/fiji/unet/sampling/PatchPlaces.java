package sc.fiji.unet.sampling;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.TreeSet;
import java.util.function.ToLongFunction;
import java.util.stream.IntStream;
import sc.fiji.unet.auxiliary.AuxiliaryTargets;
import sc.fiji.unet.base.InputException;
import sc.fiji.unet.data.AnnotatedImage;
import sc.fiji.unet.sampling.SamplerOptions.ImageShares;

/** Decides where patches are cut from a list of annotated images. Immutable, thread safe. */
final class PatchPlaces {
    /** How many pixels are remembered in all for each class: some 30 MB. */
    private static final int MOST_SITES = 1 << 22;

    private static final int MOST_SITES_AN_IMAGE = 10_000;

    /** Where objects are told apart, every so many-th patch is centered on a pixel where two of them touch. */
    private static final int TOUCHING = 2;

    /** The part of a patch that may lie beyond the edge before it is moved back: edges are not starved of patches. */
    private static final int OVERHANG = 8;

    private final SamplerOptions options;
    private final List<long[]> sizes;
    private final List<ClassSites> sites;
    private final List<Integer> classes;
    private final List<WeightedChoice> imagesByClass;
    private final WeightedChoice images;
    private final List<Sites> touching;
    private final WeightedChoice imagesWithTouching;

    /**
     * The image that a patch is cut from, and where in it.
     *
     * @param image index in the list
     * @param origin first pixel; negative where the image is smaller than the patch
     */
    record Place(int image, long[] origin) {}

    PatchPlaces(List<AnnotatedImage> annotated, SamplerOptions options) {
        this.options = options;
        sizes = annotated.stream().map(a -> a.image().size()).toList();
        int most = Math.min(MOST_SITES_AN_IMAGE, MOST_SITES / annotated.size());
        SplittableRandom random = new SplittableRandom(options.seed());
        sites = annotated.stream()
                .map(a -> ClassSites.of(a, most, random.split()))
                .toList();
        classes = foregroundClasses();
        imagesByClass = classes.stream().map(c -> choice(s -> s.count(c))).toList();
        images = choice(ClassSites::annotated);
        touching = options.auxiliary().equals(AuxiliaryTargets.NONE)
                ? List.of()
                : annotated.stream()
                        .map(a -> TouchingSites.of(a, most, random.split()))
                        .toList();
        imagesWithTouching = WeightedChoice.favoring(
                touching.stream().mapToLong(s -> Math.min(s.count(), 1)).toArray(),
                touching.isEmpty() ? 0 : options.favored());
        if (images.isEmpty()) {
            throw new InputException("None of the " + annotated.size()
                    + " training images has an annotated pixel: all are to be ignored. Annotate at least one.");
        }
    }

    private List<Integer> foregroundClasses() {
        TreeSet<Integer> found = new TreeSet<>();
        sites.forEach(s -> s.foreground().forEach(found::add));
        return new ArrayList<>(found);
    }

    private WeightedChoice choice(ToLongFunction<ClassSites> area) {
        long[] weights = sites.stream()
                .mapToLong(area)
                .map(a -> options.shares() == ImageShares.AREA ? a : Math.min(a, 1))
                .toArray();
        return WeightedChoice.favoring(weights, options.favored());
    }

    /** The place of the j-th patch of the training. */
    Place at(long j, SplittableRandom random) {
        if (imagesWithTouching.isEmpty()) return ofClasses(j, random);
        if (j % TOUCHING != 0) return ofClasses(j / TOUCHING, random);
        int image = imagesWithTouching.pick(random);
        return around(image, touching.get(image).pick(random));
    }

    /** The place of the j-th patch of those for which classes count. */
    private Place ofClasses(long j, SplittableRandom random) {
        boolean onForeground = Math.floor((j + 1) * options.foreground()) > Math.floor(j * options.foreground());
        if (!onForeground || classes.isEmpty()) return anywhere(random);
        int c = random.nextInt(classes.size());
        int image = imagesByClass.get(c).pick(random);
        return around(image, sites.get(image).pick(classes.get(c), random));
    }

    private Place anywhere(SplittableRandom random) {
        int image = images.pick(random);
        ClassSites found = sites.get(image);
        if (!found.isComplete()) return around(image, found.pickAnnotated(random));
        long[] origin = IntStream.range(0, options.patch().length)
                .mapToLong(d -> {
                    long beyond = options.patch()[d] / OVERHANG;
                    return clamp(image, d, random.nextLong(least(image, d) - beyond, most(image, d) + beyond + 1));
                })
                .toArray();
        return new Place(image, origin);
    }

    /** The patch centered on a pixel, or as near as it can be without leaving the image. */
    private Place around(int image, long index) {
        long[] origin = new long[options.patch().length];
        long rest = index;
        for (int d = 0; d < origin.length; d++) {
            long size = sizes.get(image)[d];
            origin[d] = clamp(image, d, rest % size - options.patch()[d] / 2);
            rest /= size;
        }
        return new Place(image, origin);
    }

    private long clamp(int image, int d, long origin) {
        return Math.min(Math.max(origin, least(image, d)), most(image, d));
    }

    private long least(int image, int d) {
        return Math.min(0, sizes.get(image)[d] - options.patch()[d]);
    }

    private long most(int image, int d) {
        return Math.max(0, sizes.get(image)[d] - options.patch()[d]);
    }
}
