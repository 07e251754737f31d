package sc.fiji.unet.model;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import net.imglib2.img.array.ArrayImgs;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import sc.fiji.unet.base.InputException;
import sc.fiji.unet.base.OptionException;
import sc.fiji.unet.base.Progress;
import sc.fiji.unet.config.Averaging;
import sc.fiji.unet.config.Spec;
import sc.fiji.unet.config.TestTimeAugmentation;
import sc.fiji.unet.config.TrainOptions;
import sc.fiji.unet.data.TrainingSet;
import sc.fiji.unet.engine.DjlPatchPredictor;
import sc.fiji.unet.engine.OpenModules;
import sc.fiji.unet.image.ImageSource;
import sc.fiji.unet.predict.ProbabilitySink;
import sc.fiji.unet.torchscript.Form;
import sc.fiji.unet.workflow.FineTuningTest;
import sc.fiji.unet.workflow.TinySet;
import sc.fiji.unet.workflow.Training;

class ModelEnsembleTest {
    @TempDir
    static Path folder;

    private static final TrainingSet SET = TinySet.of(1, "background", "disk");
    private static final NetworkCompiler FLOAT32 =
            (network, device) -> DjlPatchPredictor.compile(network, "cpu", Form.Precision.FP32);

    @BeforeAll
    static void train() {
        TrainOptions options = FineTuningTest.options(folder.resolve("cyclic"));
        options = options.withFit(options.fit().withSchedule(Spec.parse("cosine-restarts cycles=2")));
        Training.run(SET, options, event -> {}, Progress.NONE);
        TrainOptions other = FineTuningTest.options(folder.resolve("wide"));
        other = other.withNetwork(other.network().withSize(1, 6));
        Training.run(SET, other, event -> {}, Progress.NONE);
    }

    private static float[] probabilities(Path model, Averaging averaging) {
        ImageSource image = SET.validation().get(0).image();
        float[] values = new float[(int) (2 * image.size()[0] * image.size()[1])];
        try (LoadedModel loaded = LoadedModel.open(new ModelFolder(model), averaging, "cpu", FLOAT32)) {
            loaded.segmenter()
                    .fill(
                            image,
                            new ProbabilitySink(ArrayImgs.floats(values, image.size()[0], image.size()[1], 2)),
                            Progress.NONE);
        }
        return values;
    }

    private static float[] mean(float[] a, float[] b) {
        float[] mean = new float[a.length];
        for (int i = 0; i < a.length; i++) mean[i] = (a[i] + b[i]) / 2;
        return mean;
    }

    @Test
    void snapshotsAnswerTogether() {
        List<ModelFolder> snapshots = new ModelFolder(folder.resolve("cyclic")).snapshots();
        assertEquals(2, snapshots.size());
        float[] first = probabilities(snapshots.get(0).path(), Averaging.NONE);
        float[] second = probabilities(snapshots.get(1).path(), Averaging.NONE);
        float[] both =
                probabilities(folder.resolve("cyclic"), new Averaging(List.of(), true, TestTimeAugmentation.NONE));
        assertArrayEquals(mean(first, second), both, 1e-5f);
    }

    @Test
    void networksOfOtherWidthAnswerTogether() {
        float[] first = probabilities(folder.resolve("cyclic"), Averaging.NONE);
        float[] wide = probabilities(folder.resolve("wide"), Averaging.NONE);
        Averaging further = Averaging.of(" " + folder.resolve("wide") + " ;", false, "none");
        assertArrayEquals(mean(first, wide), probabilities(folder.resolve("cyclic"), further), 1e-4f);
    }

    @Test
    void networksThatMeanOtherThingsAreRefused() {
        TrainOptions options = FineTuningTest.options(folder.resolve("other"));
        Training.run(TinySet.of(1, "background", "ring"), options, event -> {}, Progress.NONE);
        Averaging further = Averaging.of(folder.resolve("other").toString(), false, "none");
        assertThrows(InputException.class, () -> probabilities(folder.resolve("cyclic"), further));
        assertThrows(OptionException.class, () -> Averaging.of("", false, "twice"));
    }

    @Test
    void aBrokenSecondModelClosesTheFirst() throws IOException {
        Path broken = Files.createDirectory(folder.resolve("broken"));
        for (String name : List.of("model.json", "model.pt"))
            Files.copy(folder.resolve("wide").resolve(name), broken.resolve(name));
        Files.write(broken.resolve("model.pt"), new byte[] {1, 2, 3});
        Averaging further = Averaging.of(broken.toString(), false, "none");
        OpenModules.assertNoneLeft(
                RuntimeException.class,
                () -> ModelEnsemble.open(new ModelFolder(folder.resolve("wide")), further, "cpu", FLOAT32));
    }
}
