package sc.fiji.unet.compare;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import sc.fiji.unet.base.AtomicFiles;
import sc.fiji.unet.base.InputException;
import sc.fiji.unet.base.Json;
import sc.fiji.unet.base.Progress;
import sc.fiji.unet.base.Sizes;
import sc.fiji.unet.config.Averaging;
import sc.fiji.unet.config.Recipe;
import sc.fiji.unet.config.TestTimeAugmentation;
import sc.fiji.unet.config.TrainOptions;
import sc.fiji.unet.data.AnnotatedImage;
import sc.fiji.unet.data.TrainingSet;
import sc.fiji.unet.metrics.Evaluation;
import sc.fiji.unet.model.LoadedModel;
import sc.fiji.unet.model.ModelEnsemble;
import sc.fiji.unet.model.ModelFolder;
import sc.fiji.unet.nn.Graph;
import sc.fiji.unet.train.EpochRow;
import sc.fiji.unet.train.SegmentedValidation;
import sc.fiji.unet.workflow.Training;
import sc.fiji.unet.workflow.TrainingPlan;

/**
 * One training of a comparison in its own folder. It is done when result.json is there, which is written last and as a
 * whole; one that was interrupted goes on from its checkpoint.
 *
 * @param recipe what is trained
 * @param seed of every random choice
 * @param fold of the cross-validation from 1, 0 for none
 * @param folder of the run
 */
record ComparisonRun(Recipe recipe, long seed, int fold, Path folder) {
    private static final String SETTINGS = "settings.txt";

    static ComparisonRun in(Path runs, Recipe recipe, long seed, int fold) {
        String slug = recipe.name().toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9.=]+", "-");
        if (!slug.equals(recipe.name()))
            slug += String.format(Locale.ROOT, "-%04x", recipe.name().hashCode() & 0xFFFF);
        String part = fold == 0 ? "" : "-fold" + fold;
        return new ComparisonRun(recipe, seed, fold, runs.resolve(slug + "-seed" + seed + part));
    }

    /** One of a kind in a comparison. */
    String name() {
        return folder.getFileName().toString();
    }

    ModelFolder model() {
        return new ModelFolder(folder.resolve("model"));
    }

    /** What the training is to do. */
    TrainOptions options(TrainOptions common) {
        TrainOptions options = recipe.apply(common);
        return options.withRun(common.run()
                .withSeed(seed)
                .withModel(model().path())
                .withTrack(common.run().track().withName(name())));
    }

    /** Everything that could change the result, in one line. */
    private String settings(TrainOptions common) {
        TrainOptions o = options(common);
        return String.join(
                        " ",
                        List.of(o.data(), o.network(), o.input(), o.fit(), o.start()).stream()
                                .map(Object::toString)
                                .toList())
                + " seed=" + seed + " fold=" + fold + " snapshots=" + recipe.snapshots();
    }

    /** The result where the run is done with these settings. */
    Optional<RunResult> finished(TrainOptions common) {
        if (!Files.isRegularFile(resultFile())) return Optional.empty();
        RunResult result = Json.read(resultFile(), RunResult.class);
        return Optional.of(result).filter(r -> r.identity().settings().equals(settings(common)));
    }

    /** Trains, or goes on training, and evaluates on validation and test images. */
    RunResult complete(Training training, TrainOptions common, ComparedImages images, Progress progress) {
        TrainingSet set = images.set();
        List<AnnotatedImage> test = images.test();
        boolean resume = begun(common);
        if (!resume) model().setAside(); // its checkpoint is of other settings
        AtomicFiles.writeString(folder.resolve(SETTINGS), settings(common));
        TrainOptions options = options(common);
        Training.Result trained =
                training.run(set, options.withRun(options.run().withResume(resume)), event -> {}, progress);
        TrainingPlan plan = trained.plan();
        TrainOptions planned = plan.filledIn(options);
        RunResult.Figures validation = RunResult.Figures.of(
                recipe.snapshots() ? evaluate(set.validation(), planned, progress) : trained.validation());
        RunResult.Figures unseen = test.isEmpty() ? null : RunResult.Figures.of(evaluate(test, planned, progress));
        RunResult result =
                new RunResult(identity(plan, common), costs(plan.graph(), set, trained.history()), validation, unseen);
        Json.write(resultFile(), result);
        return result;
    }

    private boolean begun(TrainOptions common) {
        try {
            Path file = folder.resolve(SETTINGS);
            return Files.isRegularFile(file)
                    && Files.readString(file).equals(settings(common))
                    && Files.isRegularFile(model().path().resolve("checkpoint.pt"));
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read the earlier run " + folder + ": " + e.getMessage(), e);
        }
    }

    private Evaluation evaluate(List<AnnotatedImage> images, TrainOptions options, Progress progress) {
        long start = System.nanoTime();
        ModelEnsemble ensemble = ensemble(options);
        try (var predictor = ensemble.predictor()) {
            SegmentedValidation evaluation = new SegmentedValidation(images, ensemble.card());
            List<String> names = ensemble.card().classes().names();
            return Evaluation.of(
                    names,
                    evaluation.report(predictor, ensemble.card().labels().pieces(), Progress.cancelOnly(progress)),
                    (System.nanoTime() - start) / 1e9);
        }
    }

    /** In the precision of the training, as a race for the fastest could end otherwise on restart. */
    private ModelEnsemble ensemble(TrainOptions options) {
        String device = options.run().device();
        return ModelEnsemble.open(
                model(), averaging(), device, LoadedModel.libtorch(options.fit().precision(), Progress.NONE));
    }

    /** What answers for the network. */
    Averaging averaging() {
        return new Averaging(List.of(), recipe.snapshots(), TestTimeAugmentation.NONE);
    }

    private RunResult.Identity identity(TrainingPlan plan, TrainOptions common) {
        return new RunResult.Identity(
                recipe.name(),
                plan.architecture().toString(),
                plan.fit().method().loss().toString(),
                plan.fit().method().schedule().toString(),
                plan.fit().method().learningRate(),
                seed,
                fold,
                settings(common));
    }

    private RunResult.Costs costs(Graph graph, TrainingSet set, List<EpochRow> history) {
        long[] median = set.shownFingerprint().extent().median();
        int[] size = new int[median.length];
        for (int d = 0; d < size.length; d++) {
            int stride = graph.stride(d);
            size[d] = (int) Sizes.roundUp(median[d], stride);
        }
        EpochRow last = history.get(history.size() - 1);
        EpochRow best = history.stream()
                .max(Comparator.comparingDouble(
                                (EpochRow row) -> row.validation().dice())
                        .thenComparing(Comparator.comparingInt(EpochRow::epoch).reversed()))
                .orElse(last);
        return new RunResult.Costs(
                history.size(),
                last.seconds(),
                best.seconds(),
                graph.parameterCount(),
                graph.flops(size),
                bytes(model().networkFile()) / 1e6);
    }

    private static long bytes(Path file) {
        try {
            return Files.size(file);
        } catch (IOException e) {
            throw new InputException("Cannot read " + file + ": " + e + ".", e);
        }
    }

    private Path resultFile() {
        return folder.resolve("result.json");
    }
}
