package sc.fiji.unet.workflow;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.function.Supplier;
import sc.fiji.unet.base.FolderLock;
import sc.fiji.unet.base.Progress;
import sc.fiji.unet.check.QuickCheck;
import sc.fiji.unet.config.DataOptions;
import sc.fiji.unet.config.ModelCard;
import sc.fiji.unet.config.ObjectRule;
import sc.fiji.unet.config.TrainOptions;
import sc.fiji.unet.data.Fingerprint;
import sc.fiji.unet.data.ImageReader;
import sc.fiji.unet.data.LoadOptions;
import sc.fiji.unet.data.Orientation;
import sc.fiji.unet.data.PairReader;
import sc.fiji.unet.data.TrainingFolders;
import sc.fiji.unet.data.TrainingSet;
import sc.fiji.unet.engine.DecisionCache;
import sc.fiji.unet.engine.DjlPatchPredictor;
import sc.fiji.unet.engine.Pytorch;
import sc.fiji.unet.evaluate.ObjectFit;
import sc.fiji.unet.image.ImageSource;
import sc.fiji.unet.image.StackView;
import sc.fiji.unet.metrics.Evaluation;
import sc.fiji.unet.metrics.Score;
import sc.fiji.unet.model.FormatJudge;
import sc.fiji.unet.model.ModelFolder;
import sc.fiji.unet.model.ModelPlace;
import sc.fiji.unet.model.PlannedOptions;
import sc.fiji.unet.model.TrainingOrigin;
import sc.fiji.unet.nn.Inference;
import sc.fiji.unet.nn.Weights;
import sc.fiji.unet.predict.PatchPredictor;
import sc.fiji.unet.sampling.BatchQueue;
import sc.fiji.unet.sampling.PatchSampler;
import sc.fiji.unet.sampling.Scalings;
import sc.fiji.unet.segment.ImageSegmenter;
import sc.fiji.unet.train.Checkpoint;
import sc.fiji.unet.train.EpochRow;
import sc.fiji.unet.train.FitPlan;
import sc.fiji.unet.train.SegmentedValidation;
import sc.fiji.unet.train.TrainingBenchmark;
import sc.fiji.unet.train.TrainingEvent;
import sc.fiji.unet.train.TrainingLoop;
import sc.fiji.unet.train.TrainingRecord;
import sc.fiji.unet.train.TrainingSpeed;

/**
 * Trains a network on folders of images and masks, or on a set already in memory, and leaves a model folder. Blocks until
 * done; call it off the event thread.
 */
public final class Training {
    private static final int BATCHES_AHEAD = 4;
    private final ImageReader reader;
    private final TrainingOutputs outputs;

    /**
     * What a training came to, beside the model folder that it left.
     *
     * @param plan how it was done
     * @param history one row an epoch
     * @param validation the best network's scores on the validation images
     * @param seconds in all
     */
    public record Result(TrainingPlan plan, List<EpochRow> history, Evaluation validation, double seconds) {}

    /**
     * Opens images and writes what goes with a model by these means.
     *
     * @param outputs draws curves.png and thumbnail.png, and keeps what was annotated in memory
     */
    public Training(ImageReader reader, TrainingOutputs outputs) {
        this.reader = reader;
        this.outputs = outputs;
    }

    /**
     * Reads the folders, plans, trains and saves.
     *
     * @param listener hears of every step and epoch
     * @param progress canceling leaves the last checkpoint; stopping leaves a finished model
     */
    public Result run(TrainOptions options, TrainingEvent.Listener listener, Progress progress) {
        requireKnown(options);
        StartingPoints.requireThere(options.start());
        DataOptions data = options.data();
        TrainOptions known = remembered(options, () -> PairReader.first(data.images(), data.masks(), reader), progress);
        long seed = options.run().seed();
        TrainingSet set = new TrainingFolders(reader, LoadOptions.defaults()).load(known.data(), seed, progress);
        if (!options.run().resume()) QuickCheck.note(set, progress);
        return run(set, known, listener, progress);
    }

    /**
     * Takes the pages of files for channels where the model to start from, or the training to resume, did so and nobody
     * said otherwise: to be called before images are read.
     *
     * @param first gives the planes of the first image
     */
    public static TrainOptions remembered(TrainOptions options, Supplier<List<ImageSource>> first, Progress progress) {
        return StartingPoints.remembered(options, first, progress);
    }

    /** Refuses misspelled names and options, and a start that is not there: to be called before images are read. */
    public static void requireKnown(TrainOptions options) {
        KnownOptions.require(options);
        StartingPoints.requireThere(options.start());
    }

    /** As above, on a set already read. */
    public Result run(TrainingSet set, TrainOptions options, TrainingEvent.Listener listener, Progress progress) {
        try (FolderLock lock = FolderLock.of(options.run().model())) {
            ModelPlace place = ModelPlace.of(options.run());
            place.announce(progress);
            TrainingRecord record = new TrainingRecord();
            Result result = train(set, options, place, both(record, guarded(listener, progress)), progress);
            illustrate(place.written(), record, progress);
            KeptImages.keep(
                    set,
                    options,
                    place.written(),
                    outputs.annotations(set.view().rank()),
                    progress);
            place.replace(progress);
            return result;
        }
    }

    /** A training that was resumed without another epoch has no new picture of what its best network sees. */
    private void illustrate(ModelFolder model, TrainingRecord record, Progress progress) {
        try {
            if (!record.history().isEmpty()) outputs.curves(model.curvesFile(), record);
            record.best().ifPresent(image -> outputs.thumbnail(model.thumbnailFile(), image, record.classes()));
        } catch (RuntimeException e) { // the model is whole without them
            progress.note("The curves or the thumbnail were not saved: " + e);
        }
    }

    private static TrainingEvent.Listener both(TrainingEvent.Listener one, TrainingEvent.Listener other) {
        return event -> {
            one.on(event);
            other.on(event);
        };
    }

    /** A preview that cannot be drawn is no reason to give up a night's training. */
    private static TrainingEvent.Listener guarded(TrainingEvent.Listener listener, Progress progress) {
        return event -> {
            try {
                listener.on(event);
            } catch (CancellationException e) {
                throw e;
            } catch (RuntimeException e) {
                if (!(event instanceof TrainingEvent.Segmented image)) throw e;
                progress.note("No preview of " + image.image().image().name() + ": " + e);
            }
        };
    }

    /** What is trained, how, from which weights, and where it is saved. */
    private record Job(TrainingSet set, TrainOptions options, TrainingPlan plan, Weights fresh, ModelWriter writer) {}

    private static Result train(
            TrainingSet set,
            TrainOptions options,
            ModelPlace place,
            TrainingEvent.Listener listener,
            Progress progress) {
        Pytorch.prepare(progress);
        Job job = job(set, options, place, progress);
        try {
            return train(job, listener, progress);
        } catch (CancellationException e) {
            job.writer().undo(progress);
            throw e;
        } finally {
            Pytorch.releaseMemory();
        }
    }

    private static Job job(TrainingSet set, TrainOptions said, ModelPlace place, Progress progress) {
        PlannedOptions remembered = new PlannedOptions(place.written());
        TrainOptions options = said.run().resume() ? remembered.fillIn(said) : said;
        Optional<StartingPoint> before = StartingPoints.read(options.start());
        TrainingPlan asked = plan(set, ChosenTargets.asked(options, before, set), progress);
        Weights initial = Weights.initial(asked.graph(), options.run().seed());
        Optional<StartingPoint.Begun> begun = before.map(point -> point.begin(asked, initial, set));
        TrainingPlan plan = begun.map(begin -> begin.applyTo(asked)).orElse(asked);
        plan.reasons().stream().flatMap(String::lines).forEach(progress::note);
        TrainingSet prepared = plan.prepared(set);
        ModelWriter writer = new ModelWriter(place, plan, prepared);
        return new Job(
                prepared, options, plan, begun.map(StartingPoint.Begun::weights).orElse(initial), writer);
    }

    private static Result train(Job job, TrainingEvent.Listener listener, Progress progress) {
        long started = System.nanoTime();
        TrainingSet set = job.set();
        TrainingPlan plan = job.plan();
        ModelWriter writer = job.writer();
        Checkpoint start = writer.start(job.options().run(), job.fresh(), progress);
        new PlannedOptions(writer.folder()).write(plan.filledIn(job.options()));
        TrainingOrigin.of(job.options(), set).ifPresent(origin -> origin.write(writer.folder()));
        SegmentedValidation validation = new SegmentedValidation(set.validation(), writer.card());
        PatchSampler sampler = new PatchSampler(
                set.shown(),
                Scalings.of(set, plan.normalization()),
                plan.sampling().withFavored(set.favored()));
        try (TrackedTraining tracked = TrackedTraining.open(
                        job.options(), writer.run(job.options().run()), plan, set, progress);
                BatchQueue queue = new BatchQueue(sampler::batch, start.step(), 1, BATCHES_AHEAD)) {
            TrainingEvent.Listener all = both(listener, tracked);
            validation.showTo(all);
            TrainingLoop loop = new TrainingLoop(plan.graph(), plan.fit(), writer, validation, all);
            all.on(new TrainingEvent.Started(set.classes().classes(), writer.history(start.step())));
            List<EpochRow> history = loop.run(start, queue::take, progress);
            new FormatJudge(writer.folder(), plan.fit(), sampler::batch, validation).run(plan.graph(), progress);
            List<Score> scores = evaluate(job, validation, progress);
            writer.finish(progress);
            tracked.finish(writer.folder());
            List<String> names = set.classes().classes().names();
            Evaluation evaluation = Evaluation.of(names, scores, (System.nanoTime() - started) / 1e9);
            return new Result(plan, history, evaluation, evaluation.seconds());
        }
    }

    /** The choices that a training on this set makes, for which it may time steps of the network. */
    public static TrainingPlan plan(TrainingSet set, TrainOptions options, Progress progress) {
        int classes = set.classes().classes().size();
        Fingerprint data = set.shownFingerprint();
        data = data.withOrientation(Orientation.of(set.train(), classes, data.rank()));
        if (set.classes().instances())
            data = data.withObjects(ObjectSizes.of(set).across());
        TrainingSpeed speed = new TrainingBenchmark(
                options.run().device(),
                options.fit().precision(),
                Planner.loss(options.fit()),
                DecisionCache.ofThisPerson("training"),
                Progress.cancelOnly(progress));
        ChosenTargets auxiliary = ChosenTargets.of(options.fit().auxiliary(), set);
        TrainOptions settled = options.withFit(options.fit().withAuxiliary(auxiliary.id()));
        TrainingPlan plan = Planner.plan(settled, data, set.shown().size(), classes, speed);
        if (!auxiliary.reason().isEmpty()) plan = plan.withReason(auxiliary.reason());
        StackView view = set.view();
        return view.reason().isEmpty()
                ? plan
                : plan.withReason("dimensions = " + view.dimensions().id() + ": " + view.reason());
    }

    /** The best network's scores, once it is known which pieces of what it predicts are worth keeping. */
    private static List<Score> evaluate(Job job, SegmentedValidation validation, Progress progress) {
        TrainingSet set = job.set();
        ModelWriter writer = job.writer();
        FitPlan fit = job.plan().fit();
        Inference best = writer.folder().inference();
        Progress inner = Progress.cancelOnly(progress);
        try (PatchPredictor predictor = DjlPatchPredictor.compile(
                best, fit.machine().device(), fit.machine().precision())) {
            int classes = set.classes().classes().size();
            List<Integer> pieces =
                    ComponentLimits.of(set.train(), validation.evaluated(predictor, List.of(), inner), classes);
            writer.keepPieces(pieces, progress);
            ComponentLimits.noted(writer.folder().card().labels(), progress);
            if (set.classes().instances()) fitObjects(set, writer, predictor, progress);
            return validation.report(predictor, pieces, inner);
        }
    }

    private static void fitObjects(TrainingSet set, ModelWriter writer, PatchPredictor predictor, Progress progress) {
        ModelCard card = writer.folder().card();
        ObjectFit fit = new ObjectFit(card, new ImageSegmenter(predictor, card), progress);
        ObjectRule rule = fit.of(set.validation());
        writer.keepObjects(rule, progress);
    }
}
