package sc.fiji.unet.torchscript;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import sc.fiji.unet.nn.Graph;
import sc.fiji.unet.nn.GraphBuilder;
import sc.fiji.unet.nn.Pass;
import sc.fiji.unet.nn.Passes;
import sc.fiji.unet.nn.op.AveragePool;
import sc.fiji.unet.nn.op.Footprint;
import sc.fiji.unet.nn.op.Op;
import sc.fiji.unet.nn.op.PointWise;
import sc.fiji.unet.nn.op.ReceptiveField;

/**
 * The code of strips by itself: a file is refused at the code of the whole network already, so that only here it is seen
 * that strips guess nothing of an operation that they do not know. Each refusal says which table lacks it.
 */
class StripRefusalTest {
    @Test
    void aNewOperationIsNotComputedByStrips() {
        refused("TorchScript", "AveragePool", new AveragePool(2, 2, 0));
    }

    /** What a mean or a maximum takes for the pixels beyond the edges differs. */
    @Test
    void whatLiesBeyondTheEdgesIsNotGuessed() {
        refused("padding of strips", "AveragePool", new AveragePool(3, 2, 1));
    }

    @Test
    void rowsOfANewKindOfFootprintAreNotGuessed() {
        refused("rows", "Blurred", new Blurred());
    }

    private static void refused(String what, String operation, Op op) {
        String message = refusal(op);
        assertTrue(message.contains(what) && message.contains(operation) && message.contains("new"), message);
    }

    private static String refusal(Op op) {
        GraphBuilder builder = new GraphBuilder(2, 1);
        builder.add("new", op, builder.conv("conv", 0, 2, 3, true));
        Graph graph = builder.build();
        List<Pass> passes = Passes.of(graph);
        assertEquals(1, passes.size());
        PassCode code = new PassCode(graph, new Form(Form.Precision.FP32, false, true), passes.get(0));
        return assertThrows(IllegalArgumentException.class, code::method).getMessage();
    }

    /** Keeps the size as a point does, but reads a row on either side of it. */
    private record Blurred() implements PointWise {
        @Override
        public Footprint footprint() {
            return new Neighbors();
        }

        @Override
        public long flopsPerValue(int rank) {
            return 1;
        }
    }

    private record Neighbors() implements Footprint {
        @Override
        public int size(int n) {
            return n;
        }

        @Override
        public ReceptiveField of(ReceptiveField in) {
            return new ReceptiveField(in.step(), in.low() - in.step(), in.high() + in.step());
        }

        @Override
        public int before(int rows) {
            return rows + 1;
        }

        @Override
        public int after(int rows) {
            return rows + 1;
        }

        @Override
        public boolean enlarges() {
            return false;
        }
    }
}
