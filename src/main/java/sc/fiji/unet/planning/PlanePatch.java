package sc.fiji.unet.planning;

import java.util.Arrays;
import java.util.Locale;
import sc.fiji.unet.base.Sizes;
import sc.fiji.unet.data.Fingerprint;
import sc.fiji.unet.nn.Graph;

/**
 * How large patches of planes are, and how many make a step. Where masks number objects, small patches of many images
 * teach more in the same time than a few large ones, as long as whole objects lie in them: measured on nuclei, in the same
 * pixels, with patches of 96, 128 and 256.
 *
 * @param image the edges of the median image, in pixels
 * @param across the edge of a square as large as the largest numbered objects, in pixels; 0 where none are numbered
 */
public record PlanePatch(long[] image, double across) implements PatchEdges {
    private static final int LARGEST_EDGE = 256;
    private static final int SMALL_EDGE = 192;
    private static final int SMALLEST_EDGE_FOR_OBJECTS = 96;
    /** So many of the largest objects lie beside each other in a patch. */
    private static final double OBJECTS_ABREAST = 2.5;

    private static final int PATCHES_A_STEP = 4;

    /** For planes like these. */
    public static PlanePatch of(Fingerprint planes) {
        return new PlanePatch(planes.extent().median(), planes.across());
    }

    /** A multiple that holds the median image or several objects, up to a size that a processor computes in good time. */
    @Override
    public int edge(int multiple) {
        double most = across > 0 ? Math.max(SMALLEST_EDGE_FOR_OBJECTS, OBJECTS_ABREAST * across) : LARGEST_EDGE;
        double shorter = Arrays.stream(image).min().orElseThrow();
        int edge = (int) Sizes.roundUp((long) Math.ceil(Math.min(shorter, Math.min(most, LARGEST_EDGE))), multiple);
        return Math.max(2 * multiple, edge);
    }

    /**
     * The edge where there is time for few steps only: they show more of a set in small patches. Measured in the same pixels (29
     * to 37 million), with four patches of 256, two of 192 and four of 128 a step, Dice of the test images: left ventricles
     * 0.629, 0.768, 0.793; neurons 0.493, 0.703, 0.639; lungs 0.960, 0.954, 0.955.
     */
    @Override
    public int smallEdge(int multiple) {
        return across > 0 ? edge(multiple) : Math.min(edge(multiple), (int) Sizes.roundUp(SMALL_EDGE, multiple));
    }

    @Override
    public int[] size(int edge, Graph graph) {
        return new int[] {edge, edge};
    }

    @Override
    public long pixelsAStep(int edge) {
        long counted = across > 0 ? edge : LARGEST_EDGE;
        return PATCHES_A_STEP * counted * counted;
    }

    @Override
    public String text() {
        String size = "the median image is " + Arrays.toString(image) + " pixels";
        return across > 0
                ? size + String.format(Locale.ROOT, ", and its larger objects are %.0f pixels across", across)
                : size;
    }
}
