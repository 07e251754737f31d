package sc.fiji.unet.planning;

/** How large patches of some images are along x and y: squares. */
public interface PatchEdges {
    /** In pixels, where there is time to learn: a multiple of this number. */
    int edge(int multiple);

    /** The same where there is time for few steps only; as large or smaller. */
    int smallEdge(int multiple);

    /** How many pixels, or voxels, a step of good size has of patches of this edge. */
    long pixelsAStep(int edge);

    /** What of the images decided it, in words. */
    String text();
}
