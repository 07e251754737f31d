package sc.fiji.unet.segment;

import java.util.Arrays;
import java.util.Locale;
import net.imglib2.Dimensions;
import net.imglib2.RandomAccessibleInterval;
import net.imglib2.type.numeric.integer.IntType;
import net.imglib2.util.Intervals;
import sc.fiji.unet.base.InputException;
import sc.fiji.unet.base.Progress;
import sc.fiji.unet.image.ImageSource;
import sc.fiji.unet.label.ClassMap;
import sc.fiji.unet.label.Instances;
import sc.fiji.unet.label.LargestComponents;

/**
 * What can be said of an image only when all of it is there: which pieces are the largest, what is a hole, what an object.
 * Takes some arrays of a number a pixel, so that images which are too large for it are left as they are.
 *
 * @param image what was segmented
 * @param request what is wanted of it
 * @param store has room for objects
 * @param outputs how many outputs of the network stand for classes
 * @param judged whether it is said how sure the network is of each object
 */
record WholeImage(ImageSource image, SegmentRequest request, PixelStore store, int outputs, boolean judged) {
    /** Says how sure the network is of each object. */
    WholeImage(ImageSource image, SegmentRequest request, PixelStore store, int outputs) {
        this(image, request, store, outputs, true);
    }

    /** A copy that does not say it. */
    WholeImage withoutCertainty() {
        return new WholeImage(image, request, store, outputs, false);
    }

    /** An image of so many pixels is always looked at as a whole, a larger one where there is memory. */
    private static final long SMALL = 1L << 26;

    /** Classes, objects and what is needed to find these, four bytes each. */
    private static final long BYTES_PER_PIXEL = 24;

    /** Whether there is memory to look at an image as a whole. */
    static boolean fits(Dimensions image) {
        return fits(Intervals.numElements(image), Runtime.getRuntime().maxMemory());
    }

    static boolean fits(long pixels, long memory) {
        return pixels <= SMALL || pixels <= Integer.MAX_VALUE - 8 && pixels <= memory / 2 / BYTES_PER_PIXEL;
    }

    private boolean fitsArray(Dimensions chances) {
        return !request.objects().needsProbabilities() || Intervals.numElements(chances) <= Integer.MAX_VALUE - 8;
    }

    /**
     * Finishes a segmentation: its classes are changed where they are.
     *
     * @param found classes, and probabilities where objects need them
     * @param before how many objects there were in the images before
     */
    Segmentation finish(Segmentation found, int before, Progress progress) {
        boolean everyPiece = LargestComponents.keepsAll(request.pieces());
        ObjectMethod method = request.objects();
        if (everyPiece && !method.cleans() && !method.apart()) return found;
        if (!fits(found.classes()) || !fitsArray(found.probabilities())) {
            refuse(everyPiece, progress);
            return found;
        }
        int[] size = Intervals.dimensionsAsIntArray(found.classes());
        float[] chances = method.needsProbabilities() ? FlatPixels.floats(found.probabilities()) : null;
        int[] decided = FlatPixels.ints(found.classes());
        if (method.changesClasses()) Foreground.decide(chances, outputs, decided, method.threshold());
        int[] classes = LargestComponents.keep(decided, size, request.pieces());
        boolean votes = outputs > 2 && method.crossesClasses();
        ClassMap map = new ClassMap(size, image.pixelSize(), votes ? ClassVote.united(classes) : classes, chances);
        map = Instances.clean(map, method.options());
        int[] numbers = method.apart() ? new int[classes.length] : null;
        if (method.apart()) Instances.label(map, numbers, method.options());
        boolean painted = method.paints();
        int[] beside = painted ? new int[classes.length] : map.classes(); // no foreground but objects
        if (votes) map = map.withClasses(new ClassVote(chances, outputs).settle(classes, beside, numbers));
        else if (painted) map = map.withClasses(ClassVote.united(numbers));
        if (!everyPiece || votes || painted || method.cleans() || method.changesClasses())
            FlatPixels.write(map.classes(), found.classes());
        return method.apart() ? apart(found, map, numbers, before, progress) : found;
    }

    private Segmentation apart(Segmentation found, ClassMap map, int[] numbers, int before, Progress progress) {
        int count = Arrays.stream(numbers).max().orElse(0);
        float[] certainty = !judged || map.probabilities() == null
                ? null
                : new Certainty(map, numbers, request.objects(), progress).ofAll();
        if (before > Integer.MAX_VALUE - count)
            throw new InputException(image.name() + ": there are more than " + before + " objects in the planes before"
                    + " it, expected up to 2^31. Cut the image into parts.");
        for (int i = 0; i < numbers.length; i++) if (numbers[i] > 0) numbers[i] += before;
        RandomAccessibleInterval<IntType> objects =
                store.create(new IntType(), found.classes().dimensionsAsLongArray());
        FlatPixels.write(numbers, objects);
        return new Segmentation(found.classes(), found.probabilities(), objects, before + count, certainty);
    }

    private void refuse(boolean everyPiece, Progress progress) {
        String large = String.format(
                Locale.ROOT,
                "%s has more than %d megapixels, too many for this computer's memory to",
                image.name(),
                Math.max(SMALL, Runtime.getRuntime().maxMemory() / 2 / BYTES_PER_PIXEL) / 1_000_000);
        if (request.objects().asked()) {
            throw new InputException(large + " tell objects apart, drop small ones or fill holes. Expected a smaller"
                    + " image: segment parts of it, choose objects=semantic without these, or give Java more memory.");
        }
        if (!everyPiece) progress.note(large + " look for its largest pieces: all pieces are kept.");
        if (request.objects().apart()) progress.note(large + " tell objects apart: its labels are classes.");
    }
}
