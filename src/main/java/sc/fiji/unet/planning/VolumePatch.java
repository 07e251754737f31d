package sc.fiji.unet.planning;

import java.util.Locale;
import sc.fiji.unet.base.Sizes;
import sc.fiji.unet.data.Fingerprint;
import sc.fiji.unet.nn.Anisotropy;
import sc.fiji.unet.nn.Graph;

/**
 * How large patches of volumes are, and how a network goes about their slices: after nnU-Net (Isensee et al. 2021) a patch is
 * as deep as it is wide where volumes are, and levels look across slices from where these lie about as close as the
 * level's pixels. In the plane patches are squares; where the median slice is narrower than these, they are no wider than
 * it, and its longer side gets the pixels that this saves.
 *
 * @param width of the median slice, in pixels
 * @param height of the median slice, in pixels
 * @param slices of the median volume
 * @param apart how far slices lie apart, in pixels
 */
public record VolumePatch(long width, long height, long slices, double apart) implements PatchEdges {
    /** What a processor computes in good time, with several patches a step. */
    private static final long MOST_VOXELS = 1 << 17;

    private static final int LARGEST_EDGE = 128;
    private static final int FEWEST_SLICES = 4;
    private static final int SLICES_A_STEP = 4;
    /** Slices that lie closer than so many pixels count as pixels. */
    private static final double ALIKE = 2;

    /** For volumes like these. */
    public static VolumePatch of(Fingerprint volumes) {
        long[] median = volumes.extent().median();
        double[] spacing = volumes.pixelSize().spacing();
        double apart = spacing[2] / Math.sqrt(spacing[0] * spacing[1]);
        return new VolumePatch(median[0], median[1], median[2], apart);
    }

    /** The largest edge of a patch that is a multiple, fits the volumes and is computed in good time; twice the multiple at least. */
    @Override
    public int edge(int multiple) {
        int edge = (int) Math.min(LARGEST_EDGE, Sizes.roundUp(shorter(), multiple));
        while (edge > 2 * multiple && (long) edge * edge * extent(edge) > MOST_VOXELS) edge -= multiple;
        return Math.max(2 * multiple, edge);
    }

    @Override
    public int smallEdge(int multiple) {
        return Math.min(edge(multiple), 2 * multiple);
    }

    @Override
    public long pixelsAStep(int edge) {
        return SLICES_A_STEP * (long) edge * edge;
    }

    /** How a network that halves patches of this edge so often goes about slices. */
    public Anisotropy anisotropy(int edge, int depth) {
        int flat = extent(edge) == 1 ? depth + 1 : levels(apart / ALIKE);
        int planes = Math.min(depth + 1, flat);
        Anisotropy anisotropy = new Anisotropy(planes, Math.max(0, Math.min(depth - planes, halvings(edge))));
        return anisotropy.isNone(depth) ? Anisotropy.NONE : anisotropy;
    }

    @Override
    public int[] size(int edge, Graph graph) {
        int stride = graph.stride();
        long narrow = Math.min(edge, Sizes.roundUp(Math.max(shorter(), Depth.SMALLEST_FEATURE_MAP * stride), stride));
        long saved = (long) edge * edge / narrow / stride * stride;
        int across = (int) narrow;
        int along = (int) Math.max(across, Math.min(saved, Sizes.roundUp(Math.max(width, height), stride)));
        int deep = (int) Sizes.roundUp(extent(edge), graph.stride(2));
        return width > height ? new int[] {along, across, deep} : new int[] {across, along, deep};
    }

    @Override
    public String text() {
        return String.format(
                Locale.ROOT, "the median volume has %d slices, which lie %.2g pixels apart", slices, apart);
    }

    private long shorter() {
        return Math.min(width, height);
    }

    private long extent(int edge) {
        return Math.min(slices, Math.max(1, Math.round(edge / apart)));
    }

    /** As often as it leaves some slices. */
    private int halvings(int edge) {
        return (int) (Math.log((double) extent(edge) / FEWEST_SLICES) / Math.log(2));
    }

    /** How often something has to be halved to be 1 at most. */
    private static int levels(double times) {
        return Math.max(0, (int) Math.ceil(Math.log(times) / Math.log(2) - 1e-9));
    }
}
