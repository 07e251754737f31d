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
import sc.fiji.unet.label.LargestComponents;

/**
 * What can be said of an image only when all of it is there: which pieces are the largest, what is a hole, what an object.
 * Takes some arrays of a number a pixel; of images which are too large for it, objects are told apart only where these are
 * pixels that touch.
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

    private boolean fits(Dimensions part, long outputs) {
        return fits(part) && fitsArray(part, outputs);
    }

    private boolean fitsArray(Dimensions part, long outputs) {
        return !request.objects().needsProbabilities()
                || Intervals.numElements(part) * outputs <= Integer.MAX_VALUE - 8;
    }

    private boolean isNothingWanted() {
        return everyPiece() && !request.objects().cleans() && !request.objects().apart();
    }

    private boolean everyPiece() {
        return LargestComponents.keepsAll(request.pieces());
    }

    /**
     * Refuses what a person asked for and memory does not hold, before anything is computed; notes what the model asks for.
     *
     * @param part of the image that is segmented
     * @param said how many outputs the network has
     */
    void requirePossible(Dimensions part, int said, Progress progress) {
        boolean rows = request.rows() && request.isTouch();
        if (isNothingWanted() || fits(part, said) || rows) return;
        long pixels = Intervals.numElements(part);
        refuse(pixels, fitsArray(part, said) ? heap(pixels) : "", progress);
    }

    /**
     * Finishes a segmentation: its classes are changed where they are.
     *
     * @param found classes, and probabilities where objects need them
     * @param before how many objects there were in the images before
     */
    Segmentation finish(Segmentation found, int before, Progress progress) {
        boolean everyPiece = everyPiece();
        ObjectMethod method = request.objects();
        if (isNothingWanted()) return found;
        int axis = found.classes().numDimensions();
        long said = found.probabilities() == null ? 0 : found.probabilities().dimension(axis);
        if (!fits(found.classes(), said))
            return request.rows() && request.isTouch() ? touching(found, before, progress) : found;
        int[] size = Intervals.dimensionsAsIntArray(found.classes());
        float[] chances = method.needsProbabilities() ? FlatPixels.floats(found.probabilities()) : null;
        int[] decided = FlatPixels.ints(found.classes());
        if (method.changesClasses()) Foreground.decide(chances, outputs, decided, method.threshold());
        int[] classes = LargestComponents.keep(decided, size, request.pieces());
        ObjectFinder.Found objects =
                new ObjectFinder(method, outputs).find(new ClassMap(size, image.pixelSize(), classes, chances));
        if (!everyPiece || objects.changed() || method.changesClasses())
            FlatPixels.write(objects.map().classes(), found.classes());
        return method.apart() ? apart(found, objects.map(), objects.numbers(), before, progress) : found;
    }

    /** Row by row: the same as where all pixels are in memory. */
    Segmentation touching(Segmentation found, int before, Progress progress) {
        ObjectMethod method = request.objects();
        RandomAccessibleInterval<IntType> objects = !method.apart()
                ? null
                : store.create(new IntType(), found.classes().dimensionsAsLongArray());
        int count = numbered(found, before, objects, progress);
        if (!method.apart()) return found;
        requireRoom(before, count);
        return new Segmentation(found.classes(), found.probabilities(), objects, before + count, null);
    }

    private int numbered(Segmentation found, int before, RandomAccessibleInterval<IntType> objects, Progress progress) {
        try {
            return new TouchingObjects(found.classes(), progress)
                    .write(request.objects().options().minSize(), before, objects, progress);
        } catch (OutOfMemoryError e) {
            throw new InputException(
                    image.name() + ": too many pieces were found in it to tell apart in the memory that Java may use, "
                            + (Runtime.getRuntime().maxMemory() >> 20)
                            + " MB. Expected larger objects: check the classes"
                            + " with objects=semantic, give Java more memory, or cut the image into parts.",
                    e);
        }
    }

    private void requireRoom(int before, int count) {
        if (before > Integer.MAX_VALUE - count)
            throw new InputException(image.name() + ": there are more than " + before + " objects in the planes before"
                    + " it, expected up to 2^31. Cut the image into parts.");
    }

    private Segmentation apart(Segmentation found, ClassMap map, int[] numbers, int before, Progress progress) {
        int count = Arrays.stream(numbers).max().orElse(0);
        float[] certainty = !judged || map.probabilities() == null
                ? null
                : new Certainty(map, numbers, request.objects(), progress).ofAll();
        requireRoom(before, count);
        for (int i = 0; i < numbers.length; i++) if (numbers[i] > 0) numbers[i] += before;
        RandomAccessibleInterval<IntType> objects =
                store.create(new IntType(), found.classes().dimensionsAsLongArray());
        FlatPixels.write(numbers, objects);
        return new Segmentation(found.classes(), found.probabilities(), objects, before + count, certainty);
    }

    /** How to have memory for so many pixels, as the end of a sentence; empty where no memory suffices. */
    static String heap(long pixels) {
        long gigabytes = (2 * BYTES_PER_PIXEL * pixels >> 30) + 1;
        return pixels > Integer.MAX_VALUE - 8
                ? ""
                : ", or give Java " + gigabytes + " GB, as with -Xmx" + gigabytes + "g";
    }

    private void refuse(long pixels, String heap, Progress progress) {
        String large = String.format(
                Locale.ROOT,
                "%s has %d megapixels, more than the %d that this computer's memory suffices for to",
                image.name(),
                pixels / 1_000_000,
                Math.max(SMALL, Runtime.getRuntime().maxMemory() / 2 / BYTES_PER_PIXEL) / 1_000_000);
        if (request.objects().asked()) {
            throw new InputException(
                    large + " tell objects apart in this way, drop small ones or fill holes. Expected a"
                            + " smaller image: segment parts of it, choose objects=semantic without these, or of a file"
                            + " objects=components (pixels that touch, told apart row by row)" + heap + ".");
        }
        if (!everyPiece()) progress.note(large + " look for its largest pieces: all pieces are kept.");
        if (request.objects().apart()) progress.note(large + " tell objects apart: its labels are classes.");
    }
}
