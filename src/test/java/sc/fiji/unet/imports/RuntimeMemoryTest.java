package sc.fiji.unet.imports;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import net.imglib2.FinalInterval;
import org.junit.jupiter.api.Test;
import sc.fiji.unet.base.Sizes;
import sc.fiji.unet.runtime.ForeignNetwork;
import sc.fiji.unet.runtime.ForeignPredictor;
import sc.fiji.unet.tile.BudgetTiling;
import sc.fiji.unet.tile.Geometry;

/** Tiles for ONNX Runtime are the smaller, the more channels a network has for each pixel of an image. */
class RuntimeMemoryTest {
    private static final long BUDGET = 1L << 30;

    private static byte[] network(int width, boolean halved) {
        OnnxFiles file = new OnnxFiles()
                .input("raw", 1, 1, 0, 0)
                .constant("in", new int[] {width, 1, 1, 1}, new float[width])
                .constant("out", new int[] {1, width, 1, 1}, new float[width]);
        List<Integer> two = List.of(2, 2);
        file = halved
                ? file.node("MaxPool", List.of("raw"), "seen", "kernel_shape", two, "strides", two)
                : file.node("Elu", List.of("raw"), "seen");
        return file.node("Conv", List.of("seen", "in"), "wide")
                .node("Elu", List.of("wide"), "bent")
                .node("Conv", List.of("bent", "out"), "sum")
                .node("Sigmoid", List.of("sum"), "chance")
                .output("chance")
                .bytes();
    }

    private static double bytes(int width, boolean halved) {
        ForeignNetwork.Size any = new ForeignNetwork.Size(1, 1);
        ForeignNetwork asked = new ForeignNetwork(
                List.of(new ForeignNetwork.Tensor("raw", "bcyx", 1, "")),
                new ForeignNetwork.Tensor("chance", "bcyx", 1, "sigmoid"),
                List.of(any, any),
                0,
                new double[0][],
                new double[0]);
        try (ForeignPredictor predictor = ForeignPredictor.open(network(width, halved), asked, "a test")) {
            return predictor.bytesPerPixel();
        }
    }

    private static long tile(double bytes) {
        return Sizes.product(new BudgetTiling(bytes, BUDGET)
                .plan(Geometry.of(2, 1, 0), new long[] {9000, 9000}, new FinalInterval(9000, 9000))
                .tileSize());
    }

    @Test
    void aWideNetworkGetsSmallTiles() {
        int width = 512;
        double needed = bytes(width, false);
        long live = 3L * width * Float.BYTES; // what two of its operators read and write
        assertTrue(tile(needed) * live < BUDGET, tile(needed) + " pixels of " + live + " bytes");
        assertTrue(tile(bytes(8, false)) > 8 * tile(needed));
        assertEquals(bytes(8, false), bytes(width, true), "where pixels are fewer, they may be wide");
    }
}
