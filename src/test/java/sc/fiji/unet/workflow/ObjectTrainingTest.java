package sc.fiji.unet.workflow;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.SplittableRandom;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.zip.ZipFile;
import net.imglib2.FinalInterval;
import net.imglib2.RandomAccessibleInterval;
import net.imglib2.img.array.ArrayImgs;
import net.imglib2.type.numeric.integer.IntType;
import net.imglib2.view.Views;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import sc.fiji.unet.Cards;
import sc.fiji.unet.auxiliary.AuxiliaryTargets;
import sc.fiji.unet.base.OptionException;
import sc.fiji.unet.base.Progress;
import sc.fiji.unet.config.Averaging;
import sc.fiji.unet.config.ClassList;
import sc.fiji.unet.config.LabelOptions;
import sc.fiji.unet.config.ModelCard;
import sc.fiji.unet.config.PrecisionChoice;
import sc.fiji.unet.config.StartOptions;
import sc.fiji.unet.config.TestTimeAugmentation;
import sc.fiji.unet.config.TrainOptions;
import sc.fiji.unet.data.AnnotatedImage;
import sc.fiji.unet.data.ClassDetection;
import sc.fiji.unet.data.ClassPlan;
import sc.fiji.unet.data.LabelImage;
import sc.fiji.unet.data.LabelSurvey;
import sc.fiji.unet.data.LoadOptions;
import sc.fiji.unet.data.TrainingSet;
import sc.fiji.unet.export.Export;
import sc.fiji.unet.export.ExportOptions;
import sc.fiji.unet.image.ImageSource;
import sc.fiji.unet.imagej.files.ImageFiles;
import sc.fiji.unet.imagej.files.OutputFiles;
import sc.fiji.unet.imagej.training.TrainingPictures;
import sc.fiji.unet.label.Targets;
import sc.fiji.unet.model.LoadedModel;
import sc.fiji.unet.model.ModelFolder;
import sc.fiji.unet.registry.Extensions;
import sc.fiji.unet.segment.MemoryStore;
import sc.fiji.unet.segment.SegmentRequest;
import sc.fiji.unet.segment.Segmentation;

/** Touching squares are learned and told apart, whatever is learned beside classes. */
class ObjectTrainingTest {
    private static final int EDGE = 40;

    /** Objects of any size: these networks have hardly begun. */
    private static final LabelOptions EVERY = LabelOptions.defaults().withCleaning("0", false);

    private static final Training TRAINING = new Training(new ImageFiles(), new TrainingPictures());

    @TempDir
    static Path folder;

    @BeforeAll
    static void train() {
        for (String auxiliary : Extensions.of(AuxiliaryTargets.class).labels().keySet()) {
            TRAINING.run(squares(true), options(auxiliary, auxiliary), event -> {}, Progress.NONE);
        }
    }

    private static TrainOptions options(String model, String auxiliary) {
        TrainOptions options = TrainOptions.defaults(folder, folder, folder.resolve(model));
        return options.withNetwork(options.network().withSize(1, 4))
                .withInput(options.input().withPatch(16, 2).withAugmentation("flip; rotate"))
                .withFit(options.fit().withLimits(2, 0).withAuxiliary(auxiliary))
                .withRun(options.run().withDevice("cpu"));
    }

    /** Rows of squares of 9 pixels that touch in pairs, dark where they do. */
    private static TrainingSet squares(boolean numbered) {
        ClassPlan plan = new ClassPlan(
                ClassList.named(List.of("background", "square")), numbered, OptionalInt.empty(), List.of());
        List<AnnotatedImage> images = IntStream.range(0, 6)
                .mapToObj(i -> plan.annotate(
                        image(i),
                        new LabelImage("m" + i, numbers(i, numbered), LabelImage.Kind.GRAY8, new int[0]),
                        LoadOptions.defaults()))
                .toList();
        return TrainingSet.of(images.subList(0, 4), images.subList(4, 6), plan);
    }

    private static RandomAccessibleInterval<IntType> numbers(int shift, boolean numbered) {
        int[] numbers = new int[EDGE * EDGE];
        for (int i = 0; i < numbers.length; i++) {
            int x = i % EDGE + shift;
            int y = i / EDGE + shift;
            boolean inside = x % 20 < 18 && y % 10 < 9;
            if (inside) numbers[i] = numbered ? 1 + x / 20 * 2 + (x % 20 < 9 ? 0 : 1) + 10 * (y / 10) : 1;
        }
        return ArrayImgs.ints(numbers, EDGE, EDGE);
    }

    private static ImageSource image(int shift) {
        SplittableRandom random = new SplittableRandom(shift);
        float[] pixels = new float[EDGE * EDGE];
        for (int i = 0; i < pixels.length; i++) {
            int x = (i % EDGE + shift) % 20;
            int y = (i / EDGE + shift) % 10;
            double bright = x < 18 && y < 9 ? x == 8 || x == 9 ? 60 : 100 : 0;
            pixels[i] = (float) (bright + 5 * random.nextGaussian());
        }
        return new ImageSource("squares" + shift, ArrayImgs.floats(pixels, EDGE, EDGE, 1));
    }

    private static ModelCard card(String model) {
        return new ModelFolder(folder.resolve(model)).card();
    }

    private static LoadedModel open(String model) {
        return LoadedModel.open(
                new ModelFolder(folder.resolve(model)),
                "cpu",
                LoadedModel.libtorch(PrecisionChoice.FP32, Progress.NONE));
    }

    @ParameterizedTest
    @ValueSource(strings = {"border", "classes", "distance", "flow", "star"})
    void theCardSaysWhatWasLearnedAndWithWhichNumbersObjectsAreFound(String auxiliary) {
        ModelCard card = card(auxiliary);
        AuxiliaryTargets kind = Extensions.of(AuxiliaryTargets.class).get(auxiliary);
        assertEquals(2 + kind.names(2).size(), card.network().outputs());
        assertEquals(2, card.classOutputs());
        assertEquals(auxiliary, card.labels().objects().auxiliary());
        assertEquals(kind.separation(), card.labels().objects().spec().id());
        assertEquals(auxiliary, card.training().getOrDefault("Auxiliary targets", AuxiliaryTargets.NONE));
    }

    @ParameterizedTest
    @ValueSource(strings = {"border", "classes", "distance", "flow", "star"})
    void objectsOfAPartAreThoseOfTheWholeAndHaveACertainty(String auxiliary) {
        try (LoadedModel model = open(auxiliary)) {
            SegmentRequest request = SegmentRequest.of(EVERY, model.card(), true);
            FinalInterval whole = new FinalInterval(EDGE, EDGE);
            List<ImageSource> images = List.of(image(7));
            Segmentation once = model.segmenter()
                    .run(images, whole, request, new MemoryStore(), Progress.NONE)
                    .get(0);
            Segmentation again = model.segmenter().run(images.get(0), request, new MemoryStore(), Progress.NONE);
            assertArrayEquals(once.objectArray(), again.objectArray());
            assertEquals(2, once.probabilities().dimension(2), "what is said beside classes is no probability");
            assertTrue(once.count() > 0);
            if (once.certainty() == null) return; // of classes alone, which need no probabilities
            assertEquals(once.count(), once.certainty().length);
            for (float certainty : once.certainty()) assertTrue(certainty > 0 && certainty <= 1);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"border", "distance", "flow", "star"})
    void otherProgramsAreToldWhatIsBesideClasses(String auxiliary) throws IOException {
        Export export = new Export(new ImageFiles(), new OutputFiles());
        ModelFolder model = new ModelFolder(folder.resolve(auxiliary));
        Path packed = folder.resolve(auxiliary + ".zip");
        export.run(model, ExportOptions.of(packed, "auto"), Progress.NONE);
        String description;
        try (ZipFile zip = new ZipFile(packed.toFile())) {
            description =
                    new String(zip.getInputStream(zip.getEntry("rdf.yaml")).readAllBytes(), StandardCharsets.UTF_8);
        }
        Path onnx = folder.resolve(auxiliary + ".onnx");
        String told = export.run(model, ExportOptions.of(onnx, "auto"), Progress.NONE);
        for (String name : Extensions.of(AuxiliaryTargets.class).get(auxiliary).names(2)) {
            assertTrue(description.contains(name), description);
            assertTrue(told.contains(name), told);
        }
    }

    /** The squares of every other row are of another class. */
    @Test
    void objectsOfSeveralClassesAreLearnedTogether() {
        Map<Integer, String> kinds = new HashMap<>();
        for (int n = 1; n < 60; n++) kinds.put(n, n / 10 % 2 == 0 ? "even" : "odd");
        List<LabelImage> masks = IntStream.range(0, 6)
                .mapToObj(i ->
                        new LabelImage("m" + i, numbers(i, true), LabelImage.Kind.GRAY, new int[0]).withObjects(kinds))
                .toList();
        ClassPlan plan =
                ClassDetection.detect(masks.stream().map(LabelSurvey::of).toList(), "auto");
        List<AnnotatedImage> images = IntStream.range(0, 6)
                .mapToObj(i -> plan.annotate(image(i), masks.get(i), LoadOptions.defaults()))
                .toList();
        TrainingSet set = TrainingSet.of(images.subList(0, 4), images.subList(4, 6), plan);
        TRAINING.run(set, options("several", "distance"), event -> {}, Progress.NONE);
        ModelCard card = card("several");
        assertEquals(List.of("background", "even", "odd"), card.classes().names());
        assertEquals(4, card.network().outputs(), "three classes and the depth");
        try (LoadedModel model = open("several")) {
            SegmentRequest request = SegmentRequest.of(EVERY, model.card(), false);
            Segmentation found = model.segmenter().run(image(7), request, new MemoryStore(), Progress.NONE);
            int[] objects = found.objectArray();
            int[] classes = found.classArray();
            Map<Integer, Integer> kindOf = new HashMap<>();
            for (int i = 0; i < objects.length; i++)
                if (objects[i] > 0) assertEquals(kindOf.computeIfAbsent(objects[i], first(classes[i])), classes[i]);
            assertTrue(found.count() > 0);
        }
    }

    private static Function<Integer, Integer> first(int value) {
        return object -> value;
    }

    @Test
    void mirrorImagesAgreeAboutDirections() {
        try (LoadedModel model = LoadedModel.open(
                new ModelFolder(folder.resolve("flow")),
                new Averaging(List.of(), false, TestTimeAugmentation.ROTATE),
                "cpu",
                LoadedModel.libtorch(PrecisionChoice.FP32, Progress.NONE))) {
            float[] said = model.segmenter()
                    .everything(image(7), new MemoryStore(), Progress.NONE)
                    .probabilityArray();
            float[] mirrored = model.segmenter()
                    .everything(mirrored(image(7)), new MemoryStore(), Progress.NONE)
                    .probabilityArray();
            int pixels = EDGE * EDGE;
            for (int i = 0; i < pixels; i++) {
                int there = i - i % EDGE + EDGE - 1 - i % EDGE;
                assertEquals(said[2 * pixels + there], mirrored[2 * pixels + i], 1e-4, "along y nothing changes");
                assertEquals(1 - said[3 * pixels + there], mirrored[3 * pixels + i], 1e-4, "left is right");
            }
        }
    }

    private static ImageSource mirrored(ImageSource image) {
        return new ImageSource(
                "mirrored", Views.zeroMin(Views.invertAxis(image.pixels(), 0)), image.pixelSize(), image.unit());
    }

    @Test
    void autoLearnsObjectsFromNumbersAndClassesFromClasses() {
        TrainOptions auto = options("auto", "auto");
        assertFalse(
                Training.plan(squares(true), auto, Progress.NONE).auxiliary().equals(AuxiliaryTargets.NONE));
        assertEquals(
                AuxiliaryTargets.NONE,
                Training.plan(squares(false), auto, Progress.NONE).auxiliary());
        String message = assertThrows(
                        OptionException.class,
                        () -> Training.plan(squares(false), options("no", "flow"), Progress.NONE))
                .getMessage();
        assertTrue(message.contains("auxiliary = flow") && message.contains("classes=instances"), message);
    }

    @Test
    void aTrainingThatGoesOnLearnsTheSame() {
        TrainOptions options = options("continued", "auto").withStart(StartOptions.from(folder.resolve("flow")));
        TRAINING.run(squares(true), options.withFit(options.fit().withLimits(1, 0)), event -> {}, Progress.NONE);
        assertEquals("flow", card("continued").labels().objects().auxiliary());
        TrainOptions classes = options("classesonly", "auto").withStart(StartOptions.from(folder.resolve("flow")));
        TRAINING.run(squares(false), classes.withFit(classes.fit().withLimits(1, 0)), event -> {}, Progress.NONE);
        assertEquals(2, card("classesonly").network().outputs());
    }

    @Test
    void whatAModelHasNotLearnedIsRefused() {
        LabelOptions labels = LabelOptions.defaults().withObjects("flow");
        String message = assertThrows(OptionException.class, () -> SegmentRequest.of(labels, card("distance"), false))
                .getMessage();
        assertTrue(message.contains("objects = flow") && message.contains("auxiliary=flow"), message);
    }

    @Test
    void wholeObjectsAreLearnedWithoutGapOrWeights() {
        AnnotatedImage image = squares(true).train().get(0);
        AnnotatedImage whole = image.withWholeObjects(Cards.twoClasses());
        assertTrue(image.weight() != null && whole.weight() == null);
        int[] numbers = Targets.array(numbers(0, true));
        assertArrayEquals(numbers, Targets.array(whole.objects()));
        assertArrayEquals(Arrays.stream(numbers).map(n -> n > 0 ? 1 : 0).toArray(), Targets.array(whole.target()));
        AnnotatedImage parts =
                new AnnotatedImage(image.image(), image.target(), null).withWholeObjects(Cards.twoClasses());
        assertEquals(
                Arrays.stream(numbers).distinct().count(),
                Arrays.stream(Targets.array(parts.objects())).distinct().count());
    }
}
