package sc.fiji.unet.nn;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import sc.fiji.unet.nn.op.AveragePool;
import sc.fiji.unet.nn.op.MaxPool;
import sc.fiji.unet.nn.op.Op;
import sc.fiji.unet.nn.op.PointWise;
import sc.fiji.unet.nn.op.ReceptiveField;
import sc.fiji.unet.onnx.OnnxWriter;
import sc.fiji.unet.torchscript.Form;
import sc.fiji.unet.torchscript.TorchScriptWriter;

/** An operation that the program does not know: what it tells of itself is believed, and no file is written without it. */
class NewOperationTest {
    @TempDir
    Path folder;

    private static Graph hourglass(Op pool) {
        GraphBuilder graph = new GraphBuilder(2, 1);
        int pooled = graph.add("pooled", pool, graph.conv("fine", 0, 2, 3, true));
        graph.upConv("up", graph.conv("coarse", pooled, 4, 3, true), 3);
        return graph.build();
    }

    private static Graph averaging() {
        return hourglass(new AveragePool(3, 2, 1));
    }

    @Test
    void itsWindowGivesShapesAndCosts() {
        Shape pooled = averaging().shapes(8, 6).get(2);
        assertEquals(2, pooled.channels());
        assertArrayEquals(new int[] {4, 3}, pooled.size());
        long convolutions = 8 * 6 * 2 * (2 * 9 + 1) + 4 * 3 * 4 * (2 * 2 * 9 + 1) + 8 * 6 * 3 * (2 * 4 + 1);
        assertEquals(convolutions + 4 * 3 * 2 * 9, averaging().flops(8, 6));
    }

    @Test
    void itsWindowGivesReceptiveFieldStrideAndHalo() {
        Graph graph = averaging();
        // 1 of the fine, 1 of the mean, 2 of the coarse; the second pixel of each enlarged pair sees 1 more before it
        assertEquals(new ReceptiveField(1, -5, 4), graph.receptiveField(0));
        assertEquals(2, graph.stride());
        assertEquals(2, graph.downsampling(2));
        assertEquals(6, graph.halo());
        assertTrue(graph.tileInvariant());
    }

    @Test
    void itsWindowGivesTheRowsOfStrips() {
        List<Pass> passes = Passes.of(averaging());
        assertEquals(
                new Pass.Reach(2, 1), passes.get(0).reach().get(0), "one row for each window, none after the mean's");
        assertEquals(Passes.of(hourglass(new MaxPool(3, 2, 1))), passes);
    }

    @Test
    void whatNeedsTheWholeImageForbidsTilesAndStrips() {
        record Brightest() implements PointWise {
            @Override
            public Scope scope() {
                return Scope.IMAGE;
            }

            @Override
            public long flopsPerValue(int rank) {
                return 1;
            }
        }
        GraphBuilder graph = new GraphBuilder(2, 1);
        graph.add("brightest", new Brightest(), graph.conv("conv", 0, 2, 3, true));
        assertFalse(graph.build().tileInvariant());
        assertTrue(Passes.of(graph.build()).isEmpty());
    }

    @Test
    void torchScriptIsNotWrittenWithoutIt() {
        for (Form.Precision precision : Form.Precision.values()) {
            refused(folder.resolve("plain.pt"), new Form(precision, false, false));
            refused(folder.resolve("training.pt"), new Form(precision, true, false));
            refused(folder.resolve("fused.pt"), new Form(precision, false, true));
        }
    }

    private void refused(Path file, Form form) {
        Weights weights = Weights.initial(averaging(), 1);
        refused(file, () -> TorchScriptWriter.write(file, averaging(), weights, form));
    }

    @Test
    void onnxIsNotWrittenWithoutIt() {
        Path file = folder.resolve("net.onnx");
        refused(file, () -> OnnxWriter.write(file, averaging(), Weights.initial(averaging(), 1)));
    }

    private static void refused(Path file, Runnable writing) {
        String message =
                assertThrows(IllegalArgumentException.class, writing::run).getMessage();
        assertTrue(message.contains("AveragePool") && message.contains("pooled"), message);
        assertFalse(Files.exists(file));
    }
}
