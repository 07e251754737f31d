package sc.fiji.unet.workflow;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import sc.fiji.unet.base.InputException;
import sc.fiji.unet.base.OptionException;
import sc.fiji.unet.base.Progress;
import sc.fiji.unet.config.Auto;
import sc.fiji.unet.config.ChannelChoice.Composition;
import sc.fiji.unet.config.Spec;
import sc.fiji.unet.config.StartOptions;
import sc.fiji.unet.config.TrainOptions;
import sc.fiji.unet.data.TrainingSet;
import sc.fiji.unet.imagej.files.ImageFiles;
import sc.fiji.unet.imagej.training.TrainingPictures;
import sc.fiji.unet.model.ModelFolder;
import sc.fiji.unet.nn.Encoder;
import sc.fiji.unet.nn.Graph;
import sc.fiji.unet.nn.Weights;
import sc.fiji.unet.torchscript.TorchScriptReader;

public class FineTuningTest {
    private static final Training TRAINING = new Training(new ImageFiles(), new TrainingPictures());

    @TempDir
    static Path folder;

    private final List<String> notes = new ArrayList<>();

    private final Progress progress = new Progress() {
        @Override
        public void note(String line) {
            notes.add(line);
        }
    };

    public static TrainOptions options(Path model) {
        TrainOptions options = TrainOptions.defaults(model, model, model);
        return options.withNetwork(options.network().withSize(1, 4))
                .withInput(options.input().withPatch(16, 2).withNormalization(Spec.parse("percentile")))
                .withFit(options.fit().withLimits(1, 0))
                .withRun(options.run().withDevice("cpu"));
    }

    private static TrainOptions continuing(Path model) {
        TrainOptions options = TrainOptions.defaults(folder, folder, model);
        return options.withInput(options.input().withPatch(16, 2))
                .withFit(options.fit().withLimits(1, 0))
                .withRun(options.run().withDevice("cpu"))
                .withStart(StartOptions.from(folder.resolve("first")));
    }

    private Weights train(TrainingSet set, TrainOptions options) {
        TRAINING.run(set, options, event -> {}, progress);
        return weights(options.run().model());
    }

    private static Weights weights(Path model) {
        return TorchScriptReader.read(new ModelFolder(model).networkFile());
    }

    @BeforeAll
    static void trainTheFirst() {
        TRAINING.run(TinySet.of(1, "background", "disk"), options(folder.resolve("first")), event -> {}, Progress.NONE);
    }

    @Test
    void frozenEncodersStayAndDecodersLearn() {
        TrainOptions options = continuing(folder.resolve("frozen"));
        Weights after = train(
                TinySet.of(1, "background", "disk"),
                options.withStart(new StartOptions(options.start().model(), true, false)));
        Weights before = weights(folder.resolve("first"));
        Graph graph = ModelFolder.graph(new ModelFolder(folder.resolve("frozen")).card());
        for (String name : Encoder.parameters(graph)) {
            if (name.matches(".*(mean|variance)")) continue; // statistics of the images, not learned
            assertArrayEquals(before.get(name), after.get(name), name);
        }
        assertFalse(Arrays.equals(before.get("logits_weight"), after.get("logits_weight")));
    }

    @Test
    void otherClassesAndChannelsAreFittedAndSaidSo() {
        TrainingSet pages = TinySet.of(2, "background", "ring", "disk").withChannels(List.of(), Composition.PAGES);
        train(pages, continuing(folder.resolve("other")));
        var card = new ModelFolder(folder.resolve("other")).card();
        assertEquals(2, card.network().channels());
        assertEquals(3, card.network().outputs());
        assertEquals(Composition.PAGES, card.input().composed());
        assertTrue(notes.stream()
                .anyMatch(n -> n.startsWith("Fitted") && n.contains("logits_weight") && n.contains("down0_a")));
    }

    @Test
    void theModelsNormalizationIsKeptUnlessRefitted() {
        TrainOptions options = continuing(folder.resolve("kept"));
        StartingPoint model = StartingPoints.read(options.start()).orElseThrow();
        assertEquals("percentile", model.asked(options).input().normalization().id());
        TrainOptions refit = options.withStart(new StartOptions(options.start().model(), false, true));
        model = StartingPoints.read(refit.start()).orElseThrow();
        assertTrue(Auto.is(model.asked(refit).input().normalization()));
        assertEquals("1", model.asked(options).network().spec().options().get("depth"));
    }

    @Test
    void theFolderOfTheStartMayBeReplaced() {
        TrainingSet set = TinySet.of(1, "background", "disk");
        Path place = folder.resolve("same");
        train(set, options(place));
        TrainOptions again = continuing(place).withStart(StartOptions.from(place));
        train(set, again);
        assertTrue(java.nio.file.Files.isDirectory(folder.resolve("same-before-1")));
    }

    @Test
    void whatCannotBeginIsRefused() {
        TrainOptions options = continuing(folder.resolve("refused")).withStart(StartOptions.from(folder));
        assertThrows(InputException.class, () -> StartingPoints.read(options.start()));
        assertThrows(OptionException.class, () -> new StartOptions(null, true, false));
    }
}
