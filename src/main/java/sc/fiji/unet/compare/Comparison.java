package sc.fiji.unet.compare;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import sc.fiji.unet.base.FolderLock;
import sc.fiji.unet.base.InputException;
import sc.fiji.unet.base.Progress;
import sc.fiji.unet.check.QuickCheck;
import sc.fiji.unet.config.CompareOptions;
import sc.fiji.unet.config.DataOptions.Dimensions;
import sc.fiji.unet.config.Recipe;
import sc.fiji.unet.config.TrainOptions;
import sc.fiji.unet.data.ImageReader;
import sc.fiji.unet.data.TrainingSet;
import sc.fiji.unet.metrics.Figure;
import sc.fiji.unet.segment.LabelWriter;
import sc.fiji.unet.workflow.Training;

/**
 * Trains every recipe with every seed on every fold, one after the other, and puts the figures side by side. All see the
 * same images: the split depends on neither recipe nor seed. A comparison that was interrupted goes on where it was; what
 * is finished is not done again. Blocks until done.
 */
public final class Comparison {
    private final ImageReader reader;
    private final LabelWriter writer;
    private final Training training;

    /** Opens, draws and trains with these. */
    public Comparison(ImageReader reader, LabelWriter writer, Training training) {
        this.reader = reader;
        this.writer = writer;
        this.training = training;
    }

    /** Has one training done, or gives what is there of it; nothing where it failed. */
    private interface Attempt {
        Optional<RunResult> result(ComparisonRun run, TrainOptions common, ComparedImages images, Progress progress);
    }

    /** Runs what is not yet done, then writes tables and page into the output folder. */
    public ComparisonResult run(CompareOptions options, Progress progress) {
        return compare(options, (missing, all) -> {}, this::attempt, progress);
    }

    /** The same, with what is not yet done done by others. */
    public ComparisonResult run(CompareOptions options, RunSharing others, Progress progress) {
        return compare(options, others, (run, common, images, part) -> run.finished(common), progress);
    }

    private ComparisonResult compare(CompareOptions options, RunSharing others, Attempt attempt, Progress progress) {
        options.recipes().forEach(recipe -> Training.requireKnown(recipe.apply(options.common())));
        try (FolderLock lock = FolderLock.of(options.output())) {
            return compare(new ComparisonGrid(options, Fold.of(options, reader)), others, attempt, progress);
        }
    }

    private ComparisonResult compare(ComparisonGrid grid, RunSharing others, Attempt attempt, Progress progress) {
        CompareOptions options = grid.options();
        Map<ComparisonRun, RunResult> results = new LinkedHashMap<>();
        List<String> missing = new ArrayList<>();
        int all = grid.runs().size();
        ComparisonPictures pictures = new ComparisonPictures(options.output(), writer);
        for (Fold fold : grid.folds()) {
            TrainOptions common = fold.common(options);
            Map<Dimensions, ComparedImages> images = images(grid, common, progress);
            if (fold == grid.folds().get(0)) {
                introduce(options, common, images, progress);
                show(images, pictures);
                share(grid, others);
            }
            for (ComparisonRun run : grid.runs(fold)) {
                progress.check();
                Progress part = Progress.numbered(progress, results.size() + missing.size(), all, "training");
                Dimensions dimensions = run.options(common).data().dimensions();
                Optional<RunResult> result = attempt.result(run, common, images.get(dimensions), part);
                result.ifPresentOrElse(figures -> results.put(run, figures), () -> missing.add(run.name()));
                if (result.isPresent() && grid.isFirst(run))
                    pictures.add(run, common.run().device(), part);
            }
        }
        if (results.isEmpty()) {
            throw new InputException("No training succeeded; the notes above say what was wrong with each.");
        }
        return new ComparisonReport(results, missing, pictures).write(options);
    }

    private static void introduce(
            CompareOptions options, TrainOptions common, Map<Dimensions, ComparedImages> images, Progress progress) {
        TrainingSet first = images.values().iterator().next().set();
        first.classes().reasons().forEach(progress::note);
        QuickCheck.note(first, progress);
        for (Recipe recipe : options.recipes()) {
            TrainOptions said = recipe.apply(common);
            Training.plan(images.get(said.data().dimensions()).set(), said, progress);
        }
    }

    private static void show(Map<Dimensions, ComparedImages> images, ComparisonPictures pictures) {
        TrainingSet first = images.values().iterator().next().set();
        pictures.show(
                ComparedImages.deepest(images.values()).shown(), first.classes().classes());
    }

    private static void share(ComparisonGrid grid, RunSharing others) {
        List<String> missing = grid.missing();
        if (!missing.isEmpty()) others.complete(missing, grid.runs().size());
    }

    /** What each way to see stacks makes of the same files; the split is the same. */
    private Map<Dimensions, ComparedImages> images(ComparisonGrid grid, TrainOptions common, Progress progress) {
        List<Dimensions> ways = grid.ways();
        Map<Dimensions, ComparedImages> images = new EnumMap<>(Dimensions.class);
        for (Dimensions way : ways)
            images.put(way, ComparedImages.read(common.data().withDimensions(way), ways.size(), reader, progress));
        return images;
    }

    /** One that fails, as where a learning rate is too large, does not stop the others; it is tried again next time. */
    private Optional<RunResult> attempt(
            ComparisonRun run, TrainOptions common, ComparedImages images, Progress progress) {
        try {
            return Optional.of(result(run, common, images, progress));
        } catch (InputException e) {
            progress.note(run.name() + " failed and is left out: " + e.getMessage());
            return Optional.empty();
        }
    }

    private RunResult result(ComparisonRun run, TrainOptions common, ComparedImages images, Progress progress) {
        Optional<RunResult> finished = run.finished(common);
        if (finished.isPresent()) {
            progress.note("Done before: " + run.name());
            return finished.get();
        }
        progress.note("Training " + run.name() + "...");
        RunResult result = run.complete(training, common, images, progress);
        progress.note(
                run.name() + ": Dice " + Figure.text(result.validation().get("dice"), 4) + " on validation images");
        return result;
    }
}
