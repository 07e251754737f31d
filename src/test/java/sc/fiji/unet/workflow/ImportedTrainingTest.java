package sc.fiji.unet.workflow;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import sc.fiji.unet.base.Progress;
import sc.fiji.unet.config.StartOptions;
import sc.fiji.unet.config.TrainOptions;
import sc.fiji.unet.data.TrainingSet;
import sc.fiji.unet.imagej.files.ImageFiles;
import sc.fiji.unet.imagej.training.TrainingPictures;
import sc.fiji.unet.imports.Packages;
import sc.fiji.unet.model.ModelFolder;
import sc.fiji.unet.nn.Graph;
import sc.fiji.unet.nn.Weights;
import sc.fiji.unet.nn.zoo.Imported;
import sc.fiji.unet.torchscript.TorchScriptReader;

/** A model that was exported and imported again learns on. */
class ImportedTrainingTest {
    private static final Training TRAINING = new Training(new ImageFiles(), new TrainingPictures());

    @TempDir
    static Path folder;

    private static ModelFolder imported;

    @BeforeAll
    static void comeBack() {
        ModelFolder first = new ModelFolder(folder.resolve("first"));
        TRAINING.run(
                TinySet.of(1, "background", "disk"), FineTuningTest.options(first.path()), event -> {}, Progress.NONE);
        imported = new ModelFolder(folder.resolve("imported"));
        Packages.imported(Packages.export(first, folder.resolve("model.zip")), imported.path());
    }

    private static ModelFolder train(TrainingSet set, String name) {
        Path model = folder.resolve(name);
        TrainOptions options = TrainOptions.defaults(folder, folder, model);
        options = options.withInput(options.input().withPatch(16, 2))
                .withFit(options.fit().withLimits(1, 0))
                .withRun(options.run().withDevice("cpu"))
                .withStart(StartOptions.from(imported.path()));
        TRAINING.run(set, options, event -> {}, Progress.NONE);
        return new ModelFolder(model);
    }

    private static Weights weights(ModelFolder model) {
        return TorchScriptReader.read(model.networkFile());
    }

    @Test
    void itGoesOnFromWhatItKnows() {
        ModelFolder trained = train(TinySet.of(1, "background", "disk"), "on");
        assertEquals(Imported.ID, trained.card().network().spec().id());
        assertEquals(imported.card().network(), trained.card().network());
        Graph graph = ModelFolder.graph(trained.card());
        Weights before = weights(imported);
        Weights after = weights(trained);
        double change = 0;
        double size = 0;
        for (String name : before.arrays().keySet()) {
            assertFalse(name.endsWith("weight") && Arrays.equals(before.get(name), after.get(name)), name);
            for (int i = 0; i < before.get(name).length; i++) {
                change += Math.pow(after.get(name)[i] - before.get(name)[i], 2);
                size += Math.pow(before.get(name)[i], 2);
            }
        }
        assertTrue(change < size / 4, "a step or two from where it was, not from chance");
        after.requireFit(graph, "trained");
    }

    @Test
    void itIsFittedToOtherClassesAndChannels() {
        ModelFolder trained = train(TinySet.of(2, "background", "ring", "disk"), "other");
        assertEquals(3, trained.card().network().outputs());
        assertEquals(2, trained.card().network().channels());
        assertArrayEquals(
                new String[] {"background", "ring", "disk"},
                trained.card().classes().names().toArray());
    }
}
