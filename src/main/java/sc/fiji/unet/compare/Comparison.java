package sc.fiji.unet.compare;

import java.nio.file.Files;
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
import sc.fiji.unet.config.DataOptions;
import sc.fiji.unet.config.DataOptions.Dimensions;
import sc.fiji.unet.config.Recipe;
import sc.fiji.unet.config.TrainOptions;
import sc.fiji.unet.data.ImageReader;
import sc.fiji.unet.data.LoadOptions;
import sc.fiji.unet.data.TrainingFolders;
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
    private static final long SPLIT_SEED = 1;
    private final ImageReader reader;
    private final LabelWriter writer;
    private final Training training;

    /** Opens, draws and trains with these. */
    public Comparison(ImageReader reader, LabelWriter writer, Training training) {
        this.reader = reader;
        this.writer = writer;
        this.training = training;
    }

    /** Runs what is not yet done, then writes tables and page into the output folder. */
    public ComparisonResult run(CompareOptions options, Progress progress) {
        options.recipes().forEach(recipe -> Training.requireKnown(recipe.apply(options.common())));
        try (FolderLock lock = FolderLock.of(options.output())) {
            return compare(options, progress);
        }
    }

    private ComparisonResult compare(CompareOptions options, Progress progress) {
        Map<ComparisonRun, RunResult> results = new LinkedHashMap<>();
        int done = 0;
        List<Fold> folds = Fold.of(options, reader);
        List<ComparisonRun> all =
                folds.stream().flatMap(fold -> runs(options, fold).stream()).toList();
        ComparisonPictures pictures = new ComparisonPictures(options.output(), writer);
        for (Fold fold : folds) {
            TrainOptions common = options.common().withData(fold.data());
            Map<Dimensions, ComparedImages> images = images(options, common, progress);
            if (results.isEmpty()) {
                ComparedImages first = images.values().iterator().next();
                first.set().classes().reasons().forEach(progress::note);
                QuickCheck.note(first.set(), progress);
                for (Recipe recipe : options.recipes()) {
                    TrainOptions said = recipe.apply(common);
                    Training.plan(images.get(said.data().dimensions()).set(), said, progress);
                }
                pictures.show(
                        ComparedImages.deepest(images.values()).shown(),
                        first.set().classes().classes());
            }
            for (ComparisonRun run : runs(options, fold)) {
                progress.check();
                Progress part = Progress.numbered(progress, done++, all.size(), "training");
                Dimensions dimensions = run.options(common).data().dimensions();
                Optional<RunResult> result = attempt(run, common, images.get(dimensions), part);
                result.ifPresent(figures -> results.put(run, figures));
                if (result.isPresent() && isFirst(run, options, folds)) {
                    pictures.add(run, common.run().device(), part);
                }
            }
        }
        if (results.isEmpty()) {
            throw new InputException("No training succeeded; the notes above say what was wrong with each.");
        }
        return new ComparisonReport(results, pictures).write(options);
    }

    /** What each way to see stacks makes of the same files; the split is the same. */
    private Map<Dimensions, ComparedImages> images(CompareOptions options, TrainOptions common, Progress progress) {
        List<Dimensions> ways = options.recipes().stream()
                .map(recipe -> recipe.apply(common).data().dimensions())
                .distinct()
                .toList();
        LoadOptions load = LoadOptions.defaults();
        TrainingFolders folders = new TrainingFolders(reader, load.withMemory(load.memory() / ways.size()));
        Map<Dimensions, ComparedImages> images = new EnumMap<>(Dimensions.class);
        for (Dimensions way : ways) {
            DataOptions data = common.data().withDimensions(way);
            TrainingSet set = folders.load(data, SPLIT_SEED, Progress.cancelOnly(progress));
            images.put(way, new ComparedImages(set, folders.test(data, set, Progress.cancelOnly(progress))));
        }
        return images;
    }

    /** One that fails, as where a learning rate is too large, does not stop the others; it is tried again next time. */
    private Optional<RunResult> attempt(
            ComparisonRun run, TrainOptions common, ComparedImages images, Progress progress) {
        try {
            return Optional.of(result(run, common, images, progress));
        } catch (InputException e) {
            progress.note(run.folder().getFileName() + " failed and is left out: " + e.getMessage());
            return Optional.empty();
        }
    }

    private RunResult result(ComparisonRun run, TrainOptions common, ComparedImages images, Progress progress) {
        Optional<RunResult> finished = run.finished(common);
        if (finished.isPresent()) {
            progress.note("Done before: " + run.folder().getFileName());
            return finished.get();
        }
        progress.note("Training " + run.folder().getFileName() + "...");
        RunResult result = run.complete(training, common, images, progress);
        progress.note(run.folder().getFileName() + ": Dice "
                + Figure.text(result.validation().get("dice"), 4) + " on validation images");
        return result;
    }

    private static List<ComparisonRun> runs(CompareOptions options, Fold fold) {
        List<ComparisonRun> runs = new ArrayList<>();
        for (Recipe recipe : options.recipes()) {
            for (long seed : options.seeds()) {
                runs.add(ComparisonRun.in(options.output().resolve("runs"), recipe, seed, fold.number()));
            }
        }
        return runs;
    }

    /** Pictures are drawn of one run of each recipe. */
    private static boolean isFirst(ComparisonRun run, CompareOptions options, List<Fold> folds) {
        return run.seed() == options.seeds().get(0)
                && run.fold() == folds.get(0).number()
                && Files.exists(run.folder());
    }
}
