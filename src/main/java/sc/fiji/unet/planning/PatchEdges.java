package sc.fiji.unet.planning;

import sc.fiji.unet.nn.Graph;

/** How large patches of some images are. One number, an edge along x and y, says how large; images may have more to say. */
public interface PatchEdges {
    /** In pixels, where there is time to learn: a multiple of this number. */
    int edge(int multiple);

    /** The same where there is time for few steps only; as large or smaller. */
    int smallEdge(int multiple);

    /** The x, y, (z) of patches of this edge for a network, in pixels: multiples of its stride if the edge is. */
    int[] size(int edge, Graph graph);

    /** How many pixels, or voxels, a step of good size has of patches of this edge. */
    long pixelsAStep(int edge);

    /** What of the images decided it, in words. */
    String text();
}
