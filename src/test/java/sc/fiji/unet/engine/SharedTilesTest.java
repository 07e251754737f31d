package sc.fiji.unet.engine;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import net.imglib2.img.array.ArrayImg;
import net.imglib2.img.array.ArrayImgs;
import net.imglib2.img.basictypeaccess.array.FloatArray;
import net.imglib2.type.numeric.real.FloatType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import sc.fiji.unet.base.Progress;
import sc.fiji.unet.config.Spec;
import sc.fiji.unet.image.ChannelScaling;
import sc.fiji.unet.image.ImageSource;
import sc.fiji.unet.nn.Architecture;
import sc.fiji.unet.nn.Graph;
import sc.fiji.unet.nn.Inference;
import sc.fiji.unet.nn.RandomWeights;
import sc.fiji.unet.predict.PatchPredictor;
import sc.fiji.unet.predict.ProbabilitySink;
import sc.fiji.unet.predict.Segmenter;
import sc.fiji.unet.registry.Extensions;
import sc.fiji.unet.tile.Geometry;
import sc.fiji.unet.tile.Tiling;
import sc.fiji.unet.torchscript.Form;

/** Several libtorch modules share the tiles of an image: here all on the processor, elsewhere on as many GPUs. */
class SharedTilesTest {
    private static final int CLASSES = 3;

    @TempDir
    private Path folder;

    private final Inference network = network();

    @ParameterizedTest
    @EnumSource(Form.Precision.class)
    void howManyShareTheTilesChangesNoBit(Form.Precision precision) {
        Form form = DjlPatchPredictor.form(network.graph(), "cpu", precision);
        float[] alone = probabilities(DjlPatchPredictor.onEach(network, cpus(1), form), 1);
        assertArrayEquals(alone, probabilities(DjlPatchPredictor.onEach(network, cpus(3), form), 3));
    }

    @Test
    void allShareOneChoiceOfPrecision() {
        List<String> notes = Collections.synchronizedList(new ArrayList<>());
        DecisionCache cache = new DecisionCache(folder.resolve("precision.json"));
        float[] shared =
                probabilities(new AutoPredictor(new PrecisionSelection(network, cpus(4)), cache, notes::add), 4);
        assertEquals(1, notes.size(), notes.toString());
        float[] alone =
                probabilities(new AutoPredictor(new PrecisionSelection(network, cpus(1)), cache, notes::add), 1);
        assertEquals(2, notes.size(), notes.toString());
        assertArrayEquals(alone, shared);
    }

    private static List<String> cpus(int n) {
        return Collections.nCopies(n, "cpu");
    }

    private static Inference network() {
        var unet = Extensions.of(Architecture.class).get(Spec.parse("unet width=4 depth=2"));
        Graph graph = unet.extension().build(2, 1, CLASSES, unet.options());
        return Inference.of(graph, RandomWeights.of(graph, 3));
    }

    private float[] probabilities(PatchPredictor predictor, int lanes) {
        byte[] pixels = new byte[331 * 277];
        new Random(7).nextBytes(pixels);
        ImageSource image = new ImageSource("random", ArrayImgs.unsignedBytes(pixels, 331, 277, 1));
        ArrayImg<FloatType, FloatArray> out = ArrayImgs.floats(331, 277, CLASSES);
        Graph graph = network.graph();
        Geometry geometry = Geometry.of(2, graph.stride(), graph.halo());
        try (predictor) {
            assertEquals(lanes, predictor.lanes());
            new Segmenter(predictor, geometry, Tiling.fixed(1, 128, 96))
                    .fill(image, ChannelScaling.identity(1), new ProbabilitySink(out), Progress.NONE);
        }
        return out.update(null).getCurrentStorageArray();
    }
}
