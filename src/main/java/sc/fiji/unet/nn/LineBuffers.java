package sc.fiji.unet.nn;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What the {@link Pass passes} of a network keep while they go down an image strip by strip: of each value that one hands
 * on, the rows that some later pass has not read for the last time. The network's output is not among them.
 *
 * @param kept by node, rows of it before those of the newest strip
 */
public record LineBuffers(Map<Integer, Integer> kept) {
    /** Works out how long rows are needed. */
    public static LineBuffers of(Graph graph, List<Pass> passes) {
        Map<Integer, Integer> kept = new TreeMap<>();
        for (Pass maker : passes) {
            for (Pass reader : passes) {
                for (int node : reader.inputs()) {
                    if (maker.holds(node))
                        kept.merge(node, kept(maker, reader, node, graph.downsampling(node)), Math::max);
                }
            }
        }
        return new LineBuffers(Map.copyOf(kept));
    }

    /** A reader begins its next strip where its last one ended, which is behind where the maker has come to meanwhile. */
    private static int kept(Pass maker, Pass reader, int node, int downsampling) {
        int rows = maker.lead() - reader.lead();
        return (rows + downsampling - 1) / downsampling
                + reader.reach().get(node).before();
    }

    /**
     * How many values that is at most, the newest strip included: rows are let go by whole strips.
     *
     * @param graph the network
     * @param width of the image
     * @param rows of the image in a strip; both multiples of the stride
     */
    public long values(Graph graph, int width, int rows) {
        return kept.entrySet().stream()
                .mapToLong(entry -> {
                    int downsampling = graph.downsampling(entry.getKey());
                    return (long) graph.channels(entry.getKey())
                            * (width / downsampling)
                            * (2L * rows / downsampling + entry.getValue());
                })
                .sum();
    }
}
