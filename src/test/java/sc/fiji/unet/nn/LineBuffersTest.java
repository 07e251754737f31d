package sc.fiji.unet.nn;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import sc.fiji.unet.nn.op.Concat;
import sc.fiji.unet.nn.op.MaxPool;

/** Rows that are kept from strip to strip, worked out by hand. */
class LineBuffersTest {
    @Test
    void aRowStaysUntilItsLastReaderHasPassed() {
        GraphBuilder graph = new GraphBuilder(2, 1);
        int fine = graph.conv("fine", 0, 2, 3, true);
        int pool = graph.add("pool", new MaxPool(2), fine);
        int coarse = graph.conv("coarse", pool, 4, 3, true);
        int up = graph.upConv("up", coarse, 2);
        graph.conv("logits", graph.add("joined", new Concat(), fine, up), 3, 3, true);
        Graph network = graph.build();
        List<Pass> passes = Passes.of(network);
        // The output's row 0 needs row 1 of the joined, that row 0 of the coarse, that row 1 of the pooled.
        assertEquals(List.of(4, 2, 0), passes.stream().map(Pass::lead).toList());
        LineBuffers buffers = LineBuffers.of(network, passes);
        // The fine is 4 rows ahead of the output, which looks back a row; the pooled 1 of its rows ahead of the coarse,
        // and so on.
        assertEquals(Map.of(fine, 5, pool, 2, coarse, 2), buffers.kept());
        // Two strips besides: 2 channels of 16 x (16 + 5), 2 of 8 x (8 + 2), 4 of 8 x (8 + 2)
        assertEquals(2 * 16 * 21 + 2 * 8 * 10 + 4 * 8 * 10, buffers.values(network, 16, 8));
    }
}
