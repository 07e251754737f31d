package sc.fiji.unet.imports;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import ai.djl.inference.Predictor;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.repository.zoo.Criteria;
import ai.djl.repository.zoo.ZooModel;
import ai.djl.translate.NoopTranslator;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.yaml.snakeyaml.Yaml;
import sc.fiji.unet.base.Progress;
import sc.fiji.unet.config.PrecisionChoice;
import sc.fiji.unet.export.SmallModels;
import sc.fiji.unet.model.LoadedModel;
import sc.fiji.unet.model.ModelFolder;

/**
 * The TorchScript of a package in Deep Java Library as other programs use it, QuPath and deepImageJ among them: found beside
 * {@code rdf.yaml} by the name there, and given images of the sizes that are said there.
 */
class PlainDjlTest {
    private static final int NPY_HEADER = 128;

    @TempDir
    Path folder;

    @Test
    void theTestImageGetsItsAnswerAndLargerTilesOnes() throws Exception {
        ModelFolder model = SmallModels.write(folder.resolve("model"), "unet depth=2", 2, "range min=0 max=1", 3);
        Packages files = Packages.read(Packages.export(model, folder.resolve("model.zip")));
        Path unpacked = files.unpacked(folder.resolve("unpacked"));
        Map<String, Object> said = new Yaml().load(files.text());
        LoadedModel.libtorch(PrecisionChoice.FP32, Progress.NONE)
                .compile(model.inference(), "cpu")
                .close(); // the library
        Criteria<NDList, NDList> criteria = Criteria.builder()
                .setTypes(NDList.class, NDList.class)
                .optModelPath(unpacked)
                .optModelName(weights(said))
                .optEngine("PyTorch")
                .optTranslator(new NoopTranslator())
                .build();
        try (ZooModel<NDList, NDList> loaded = criteria.loadModel();
                Predictor<NDList, NDList> predictor = loaded.newPredictor();
                NDManager manager =
                        NDManager.newBaseManager(loaded.getNDManager().getDevice(), "PyTorch")) {
            float[] input = numbers(files.file("test_input.npy"));
            int edge = (int) Math.sqrt(input.length / 2);
            NDArray image = manager.create(input, new Shape(1, 2, edge, edge));
            NDArray answer = predictor.predict(new NDList(image)).singletonOrThrow();
            assertArrayEquals(numbers(files.file("test_output.npy")), answer.toFloatArray(), 1e-4f);
            long tile = tile(said);
            NDArray larger = manager.zeros(new Shape(1, 2, tile, tile));
            Shape expected = new Shape(1, answer.getShape().get(1), tile, tile);
            assertEquals(
                    expected,
                    predictor.predict(new NDList(larger)).singletonOrThrow().getShape());
        }
    }

    private static String weights(Map<String, Object> said) {
        Map<?, ?> torchscript = (Map<?, ?>) ((Map<?, ?>) said.get("weights")).get("torchscript");
        return torchscript.get("source").toString();
    }

    /** The second size after the smallest. */
    private static long tile(Map<String, Object> said) {
        Map<?, ?> input = (Map<?, ?>) ((List<?>) said.get("inputs")).get(0);
        List<?> axes = (List<?>) input.get("axes");
        Map<?, ?> size = (Map<?, ?>) ((Map<?, ?>) axes.get(axes.size() - 1)).get("size");
        return (int) size.get("min") + 2L * (int) size.get("step");
    }

    private static float[] numbers(byte[] npy) {
        float[] values = new float[(npy.length - NPY_HEADER) / Float.BYTES];
        ByteBuffer.wrap(Arrays.copyOfRange(npy, NPY_HEADER, npy.length))
                .order(ByteOrder.LITTLE_ENDIAN)
                .asFloatBuffer()
                .get(values);
        return values;
    }
}
