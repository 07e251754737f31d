package sc.fiji.unet.imports;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
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

    /** Each pixel looks at every other: what it keeps grows with the square of the pixels. */
    private static byte[] attention() {
        return new OnnxFiles()
                .input("raw", 1, 1, 0, 0)
                .node("Flatten", List.of("raw"), "row", "axis", 2)
                .node("Transpose", List.of("row"), "column", "perm", List.of(1, 0))
                .node("MatMul", List.of("column", "row"), "likeness")
                .node("Softmax", List.of("likeness"), "weights", "axis", 1)
                .node("MatMul", List.of("weights", "column"), "mean")
                .node("Shape", List.of("raw"), "shape")
                .node("Reshape", List.of("mean", "shape"), "plane")
                .node("Sigmoid", List.of("plane"), "chance")
                .output("chance")
                .bytes();
    }

    /** The answer in the first pixel of a square where only the last pixel has a value. */
    private static float first(ForeignPredictor predictor, int edge, float last) {
        float[] image = new float[edge * edge];
        image[0] = 1;
        image[image.length - 1] = last;
        float[] answer = new float[image.length];
        predictor.predict(image, 1, new int[] {edge, edge}, answer);
        return answer[0];
    }

    @Test
    void aNetworkOfPairsOfPixelsSeesNoMoreThanFitsIntoMemory() {
        try (ForeignPredictor predictor = open(attention())) {
            assertNotEquals(first(predictor, 40, 0), first(predictor, 40, 8), "what fits is seen as a whole");
            assertEquals(first(predictor, 100, 0), first(predictor, 100, 8), "800 MB were taken for pairs of pixels");
        }
    }

    /** What convolutions do not tell: these images are small, and everything is made of them at the end. */
    @Test
    void whatIsMadeWithoutConvolutionsIsMeasured() {
        byte[] many = new OnnxFiles()
                .input("raw", 1, 1, 0, 0)
                .constant("factors", new int[] {1, 4000, 1, 1}, new float[4000])
                .node("Mul", List.of("raw", "factors"), "many")
                .node("ReduceMax", List.of("many"), "sum", "axes", List.of(1))
                .node("Sigmoid", List.of("sum"), "chance")
                .output("chance")
                .bytes();
        try (ForeignPredictor predictor = open(many)) {
            assertTrue(predictor.bytesPerPixel() >= 4000 * Float.BYTES, predictor.bytesPerPixel() + " bytes");
        }
    }

    private static double bytes(int width, boolean halved) {
        try (ForeignPredictor predictor = open(network(width, halved))) {
            return predictor.bytesPerPixel();
        }
    }

    private static ForeignPredictor open(byte[] network) {
        ForeignNetwork.Size any = new ForeignNetwork.Size(1, 1);
        ForeignNetwork asked = new ForeignNetwork(
                List.of(new ForeignNetwork.Tensor("raw", "bcyx", 1, "")),
                new ForeignNetwork.Tensor("chance", "bcyx", 1, "sigmoid"),
                List.of(any, any),
                0,
                new double[0][],
                new double[0]);
        return ForeignPredictor.open(network, asked, "a test");
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
