package sc.fiji.unet.workflow;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import sc.fiji.unet.base.InputException;
import sc.fiji.unet.base.Json;
import sc.fiji.unet.base.Progress;
import sc.fiji.unet.config.DemoOptions;
import sc.fiji.unet.config.EvaluateOptions;
import sc.fiji.unet.config.SegmentOptions;
import sc.fiji.unet.config.SplitPart;
import sc.fiji.unet.config.Subset;
import sc.fiji.unet.config.TrainOptions;
import sc.fiji.unet.evaluate.FolderEvaluation;
import sc.fiji.unet.metrics.Evaluation;
import sc.fiji.unet.samples.SampleSet;
import sc.fiji.unet.samples.SampleVolumes;

/**
 * Goes the whole way on small sets: trains on each, segments its held-out images, evaluates. Every set gets a folder in
 * the output with its model, labels, overlays and report.
 */
public final class Demo {
    private final Trainer trainer;
    private final Prediction prediction;
    private final FolderEvaluation evaluation;

    /** Trains a model folder as {@link Training} does, in tests by something faster. */
    @FunctionalInterface
    public interface Trainer {
        /** Trains to the end or throws. */
        void train(TrainOptions options, Progress progress);
    }

    /**
     * What came of one of the sample sets.
     *
     * @param name of the set
     * @param data its images, masks and split
     * @param output its model, labels and overlays
     * @param dice mean over the foreground classes of the held-out images
     * @param found average precision of objects at IoU 0.5; NaN where the set has classes only
     */
    public record SetResult(String name, Path data, Path output, double dice, double found) {}

    /** Trains, segments and evaluates by these. */
    public Demo(Trainer trainer, Prediction prediction, FolderEvaluation evaluation) {
        this.trainer = trainer;
        this.prediction = prediction;
        this.evaluation = evaluation;
    }

    /** Works on one set after the other and writes the report. */
    public List<SetResult> run(DemoOptions options, Progress progress) {
        List<Path> sets = sets(options);
        List<SetResult> results = new ArrayList<>();
        for (int i = 0; i < sets.size(); i++) {
            Path set = sets.get(i);
            progress.note("Set " + set.getFileName() + ": training " + Math.round(60 * options.minutes()) + " s...");
            results.add(run(set, options, Progress.numbered(progress, i, sets.size(), "set")));
        }
        Json.write(
                options.report(),
                Map.of("sets", results.stream().map(Demo::figures).toList()));
        return results;
    }

    private SetResult run(Path set, DemoOptions options, Progress progress) {
        String name = set.getFileName().toString();
        Path output = options.output().resolve(name);
        Path model = output.resolve("model");
        Subset test = new Subset(set.resolve("split.csv"), SplitPart.TEST);
        TrainOptions training = TrainOptions.defaults(set.resolve("images"), set.resolve("masks"), model);
        training = training.withData(training.data().withSplit(test.split()))
                .withFit(training.fit().withLimits(0, options.minutes()))
                .withRun(training.run().withDevice(options.device()));
        trainer.train(training, progress);
        prediction.run(
                SegmentOptions.defaults(set.resolve("images"), output.resolve("labels"), model)
                        .withChoice(test)
                        .withShow(new SegmentOptions.Show(false, true))
                        .withDevice(options.device()),
                Progress.NONE);
        Evaluation scores = evaluation.run(
                EvaluateOptions.defaults(output.resolve("labels"), set.resolve("masks"))
                        .withModel(model)
                        .withChoice(test)
                        .withReport(output.resolve("report.json")),
                Progress.NONE);
        double found = scores.pooled().figures().getOrDefault("ap50", Double.NaN);
        return new SetResult(name, set, output, scores.pooled().confusion().meanDice(), found);
    }

    private static List<Path> sets(DemoOptions options) {
        if (options.input() == null) return painted(options.output().resolve("sets"));
        try (Stream<Path> folders = Files.list(options.input())) {
            List<Path> sets = folders.filter(folder -> Files.isRegularFile(folder.resolve("split.csv")))
                    .sorted()
                    .toList();
            if (!sets.isEmpty()) return sets;
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot list " + options.input() + ": " + e, e);
        }
        throw new InputException(options.input()
                + " has no folder with images, masks and split.csv in it. Expected at least one such set.");
    }

    private static List<Path> painted(Path folder) {
        List<Path> sets = new ArrayList<>();
        for (SampleSet set : SampleSet.values()) {
            sets.add(folder.resolve(set.id()));
            set.write(folder.resolve(set.id()));
        }
        sets.add(folder.resolve(SampleVolumes.ID));
        SampleVolumes.write(folder.resolve(SampleVolumes.ID));
        return sets;
    }

    private static Map<String, Object> figures(SetResult result) {
        Map<String, Object> figures = new java.util.LinkedHashMap<>();
        figures.put("name", result.name());
        figures.put("dice", result.dice());
        if (!Double.isNaN(result.found())) figures.put("ap50", result.found());
        return figures;
    }
}
