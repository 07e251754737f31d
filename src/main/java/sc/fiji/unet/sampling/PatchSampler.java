package sc.fiji.unet.sampling;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import sc.fiji.unet.augment.Augmenter;
import sc.fiji.unet.augment.Patch;
import sc.fiji.unet.augment.Resampler;
import sc.fiji.unet.augment.Warp;
import sc.fiji.unet.auxiliary.AuxiliaryTargets;
import sc.fiji.unet.auxiliary.NumberedPatch;
import sc.fiji.unet.base.InputException;
import sc.fiji.unet.data.AnnotatedImage;
import sc.fiji.unet.image.ChannelScaling;
import sc.fiji.unet.registry.Extensions;

/**
 * Draws training batches from annotated images: {@link #batch} is a pure function of the seed and the batch's number,
 * whichever thread asks and in whatever order, so that a resumed training sees what an uninterrupted one would. Images
 * smaller than a patch are continued by their mirror image. Thread safe.
 */
public final class PatchSampler {
    /** The share of the heap that training images may fill; where they need more, they are read box by box. */
    private static final double HEAP_SHARE = 0.3;

    private final SamplerOptions options;
    private final PatchPlaces places;
    private final List<RegionReader> readers = new ArrayList<>();
    private final Augmenter augmenter;
    private final int channels;
    private final AuxiliaryTargets auxiliary;
    private final int numbers;
    private final long start;

    /**
     * Reads every target once.
     *
     * @param images of one rank and one number of channels
     * @param scalings the fitted normalization of each image
     * @param options how to draw
     */
    public PatchSampler(List<AnnotatedImage> images, List<ChannelScaling> scalings, SamplerOptions options) {
        check(images, scalings, options);
        this.options = options;
        channels = images.get(0).image().channels();
        auxiliary = Extensions.of(AuxiliaryTargets.class).get(options.auxiliary());
        numbers = auxiliary.names(options.patch().length).size();
        augmenter = new Augmenter(options.augmentation());
        places = new PatchPlaces(images, options);
        start = new SplittableRandom(options.seed()).nextLong();
        long bytes = images.stream().mapToLong(RegionReader::bytes).sum();
        boolean keep = bytes < HEAP_SHARE * Runtime.getRuntime().maxMemory();
        for (int i = 0; i < images.size(); i++) {
            boolean fitsArray = RegionReader.bytes(images.get(i)) / Float.BYTES < Integer.MAX_VALUE - 8;
            readers.add(new RegionReader(images.get(i), scalings.get(i), keep && fitsArray));
        }
    }

    private static void check(List<AnnotatedImage> images, List<ChannelScaling> scalings, SamplerOptions options) {
        if (images.isEmpty()) throw new InputException("There is no training image: expected at least one.");
        if (images.size() != scalings.size()) {
            throw new IllegalArgumentException(images.size() + " images but " + scalings.size() + " scalings");
        }
        AnnotatedImage first = images.get(0);
        for (AnnotatedImage image : images) {
            String name = image.image().name();
            if (image.image().rank() != options.patch().length) {
                throw new InputException(name + " has " + image.image().rank() + " spatial axes, but patches have "
                        + options.patch().length + ": expected the same.");
            }
            if (image.image().channels() != first.image().channels()) {
                throw new InputException(name + " has " + image.image().channels() + " channels, but "
                        + first.image().name() + " has " + first.image().channels()
                        + ": all training images must have the same.");
            }
            if (!Arrays.equals(image.image().size(), image.target().dimensionsAsLongArray())) {
                throw new InputException(name + " is "
                        + Arrays.toString(image.image().size())
                        + " pixels, its annotation "
                        + Arrays.toString(image.target().dimensionsAsLongArray()) + ": expected the same size.");
            }
        }
    }

    /** The k-th batch, k from 0. */
    public PatchBatch batch(long k) {
        int n = options.batch();
        PatchBatch batch = null;
        for (int i = 0; i < n; i++) {
            Patch patch = patch(k * n + i);
            if (batch == null) batch = empty(patch);
            System.arraycopy(patch.input(), 0, batch.input(), i * patch.input().length, patch.input().length);
            System.arraycopy(patch.target(), 0, batch.target(), i * patch.pixels(), patch.pixels());
            System.arraycopy(patch.weight(), 0, batch.weight(), i * patch.pixels(), patch.pixels());
            if (numbers > 0) draw(patch, i, batch.auxiliary());
        }
        return batch;
    }

    /** Draws what is to be said of the i-th patch beside classes. */
    private void draw(Patch patch, int i, AuxiliaryTargets.Drawing all) {
        int pixels = patch.pixels();
        AuxiliaryTargets.Drawing one =
                new AuxiliaryTargets.Drawing(new float[numbers * pixels], new float[numbers * pixels]);
        auxiliary.draw(new NumberedPatch(patch.size(), patch.objects()), one);
        for (int k = 0; k < one.weights().length; k++) one.weights()[k] *= patch.weight()[k % pixels];
        System.arraycopy(one.values(), 0, all.values(), i * numbers * pixels, numbers * pixels);
        System.arraycopy(one.weights(), 0, all.weights(), i * numbers * pixels, numbers * pixels);
    }

    /** The j-th patch, counted over all batches from 0. */
    Patch patch(long j) {
        SplittableRandom random = new SplittableRandom(start + j).split();
        PatchPlaces.Place place = places.at(j, random.split());
        Warp warp = augmenter.warp(options.patch(), random.split());
        Patch patch = Resampler.read(readers.get(place.image()).read(warp, place.origin()), warp, place.origin());
        augmenter.apply(patch, random.split());
        return patch;
    }

    private PatchBatch empty(Patch patch) {
        int n = options.batch();
        int pixels = Math.multiplyExact(n, patch.pixels());
        float[] input = new float[Math.multiplyExact(channels, pixels)];
        int more = Math.multiplyExact(numbers, pixels);
        AuxiliaryTargets.Drawing drawing = new AuxiliaryTargets.Drawing(new float[more], new float[more]);
        int[] size = options.patch().clone();
        return new PatchBatch(n, channels, size, input, new int[pixels], new float[pixels], drawing);
    }
}
