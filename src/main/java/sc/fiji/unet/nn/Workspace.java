package sc.fiji.unet.nn;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Where what the {@link Pass passes} of a network hand on lies in one block of memory. It is planned once and allocated
 * once: asking for each tensor anew would get fresh pages from the kernel, which take as long as the computation. Values
 * that are alive at the same time do not overlap; the network's output is not among them.
 *
 * @param offsets of the outputs of passes, in values for each {@code stride x stride} pixels of the image
 * @param size of the whole block, likewise
 */
public record Workspace(Map<Integer, Long> offsets, long size) {
    /** A value from the pass that makes it to the last one that reads it. */
    private record Span(int node, long values, int born, int dies) {
        boolean meets(Span other) {
            return born <= other.dies && other.born <= dies;
        }
    }

    /** Plans for a network in passes: the largest first, each at the lowest place that is free all its life. */
    public static Workspace of(Graph graph, List<Pass> passes) {
        List<Span> spans = spans(graph, passes);
        spans.sort(Comparator.comparingLong(Span::values).reversed());
        Map<Integer, Long> offsets = new LinkedHashMap<>();
        List<Span> placed = new ArrayList<>();
        long size = 0;
        for (Span span : spans) {
            long offset = lowest(span, placed, offsets);
            offsets.put(span.node(), offset);
            placed.add(span);
            placed.sort(Comparator.comparingLong(other -> offsets.get(other.node())));
            size = Math.max(size, offset + span.values());
        }
        return new Workspace(Map.copyOf(offsets), size);
    }

    private static long lowest(Span span, List<Span> placed, Map<Integer, Long> offsets) {
        long offset = 0;
        for (Span other : placed) { // in the order of their places
            if (!other.meets(span)) continue;
            long begin = offsets.get(other.node());
            if (offset + span.values() <= begin) break;
            offset = Math.max(offset, begin + other.values());
        }
        return offset;
    }

    private static List<Span> spans(Graph graph, List<Pass> passes) {
        int stride = graph.stride();
        List<Span> spans = new ArrayList<>();
        for (int p = 0; p < passes.size() - 1; p++) {
            for (int node : passes.get(p).outputs()) {
                long side = stride / graph.step(node);
                spans.add(new Span(node, graph.channels(node) * side * side, p, lastReader(node, passes)));
            }
        }
        return spans;
    }

    private static int lastReader(int node, List<Pass> passes) {
        int last = 0;
        for (int p = 0; p < passes.size(); p++) {
            if (passes.get(p).inputs().contains(node)) last = p;
        }
        return last;
    }
}
