package sc.fiji.unet.segment;

import java.util.Optional;
import sc.fiji.unet.label.ClassMap;
import sc.fiji.unet.label.LargestComponents;
import sc.fiji.unet.label.Locality;
import sc.fiji.unet.label.PostProcess;
import sc.fiji.unet.registry.Extensions;
import sc.fiji.unet.registry.Extensions.Configured;

/**
 * Tells objects apart in pieces of connected foreground, each by itself: they are those of the image as a whole, of which
 * nothing else has to be known. All calls are independent.
 *
 * @param method how
 * @param outputs how many outputs of the network stand for classes
 * @param locality what pieces are
 */
public record PieceObjects(ObjectMethod method, int outputs, Locality locality) {
    /** Classes, objects and what is needed to find these, of a pixel. */
    private static final long BYTES_PER_PIXEL = 48;

    /**
     * What was found in a window.
     *
     * @param classes of its pixels
     * @param numbers of its objects, 1..n in the order of their first pixels, 0 for none
     */
    public record Found(int[] classes, int[] numbers) {}

    /** How to do what is wanted; empty where more has to be known of the image, or nothing is told apart. */
    public static Optional<PieceObjects> of(SegmentRequest request, int outputs) {
        ObjectMethod method = request.objects();
        if (!method.apart() || method.options().maxHole() > 0 || method.paints()) return Optional.empty();
        Configured<PostProcess> way =
                Extensions.of(PostProcess.class).get(method.options().method());
        boolean votes = new ObjectFinder(method, outputs).votes();
        return way.extension()
                .locality(way.options())
                .map(said -> new Locality(said.united() || votes, said.reach(), said.margin()))
                .filter(said -> LargestComponents.keepsAll(request.pieces()) || isOfClasses(said, outputs))
                .map(said -> new PieceObjects(method, outputs, said));
    }

    /** Whether its pieces are those of which only the largest may be kept. */
    private static boolean isOfClasses(Locality locality, int outputs) {
        return locality.reach() == 0 && (!locality.united() || outputs <= 2);
    }

    /** Whether what the network said has to be known beside the classes, as they are once decided. */
    public boolean needsProbabilities() {
        return Extensions.of(PostProcess.class)
                .get(method.options().method())
                .extension()
                .needsProbabilities();
    }

    /** Whether classes have to be decided anew. */
    public boolean decides() {
        return method.changesClasses();
    }

    /** Decides the classes of a part anew where the foreground is not to begin at the usual probability. */
    public void decide(Segmentation part) {
        if (!decides()) return;
        int[] classes = part.classArray();
        float[] chances = part.withOutputs(outputs).probabilityArray();
        Foreground.decide(chances, outputs, classes, method.threshold());
        FlatPixels.write(classes, part.classes());
    }

    /** Whether this program has the memory for a window. */
    public static boolean fits(long pixels, int outputs) {
        long bytes = pixels * (BYTES_PER_PIXEL + (long) Float.BYTES * outputs);
        return pixels * Math.max(1, outputs) <= Integer.MAX_VALUE - 8
                && bytes <= Runtime.getRuntime().maxMemory() / 4 * 3;
    }

    /** The objects of a window that holds whole pieces, with the border that {@link Locality} asks for. */
    public Found find(ClassMap window) {
        ObjectFinder.Found found = new ObjectFinder(method, outputs).find(window);
        return new Found(found.map().classes(), found.numbers());
    }
}
