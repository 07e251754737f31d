package sc.fiji.unet.workflow;

import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import sc.fiji.unet.base.InputException;
import sc.fiji.unet.base.Progress;
import sc.fiji.unet.config.ChannelChoice;
import sc.fiji.unet.config.DataOptions;
import sc.fiji.unet.config.FitOptions;
import sc.fiji.unet.config.InputOptions;
import sc.fiji.unet.config.ModelCard;
import sc.fiji.unet.config.NetworkOptions;
import sc.fiji.unet.config.RunOptions;
import sc.fiji.unet.config.Spec;
import sc.fiji.unet.config.StartOptions;
import sc.fiji.unet.config.TrainOptions;
import sc.fiji.unet.data.AnnotatedImage;
import sc.fiji.unet.data.ClassPlan;
import sc.fiji.unet.data.HoldOut;
import sc.fiji.unet.data.LoadOptions;
import sc.fiji.unet.data.TrainingSet;
import sc.fiji.unet.image.ImageSource;
import sc.fiji.unet.image.StackView;
import sc.fiji.unet.model.AnnotationFiles;
import sc.fiji.unet.model.AnnotationStore;
import sc.fiji.unet.model.ModelFolder;
import sc.fiji.unet.model.ModelNames;
import sc.fiji.unet.model.TrainingOrigin;
import sc.fiji.unet.segment.ChannelMemory;
import sc.fiji.unet.segment.ModelFit;
import sc.fiji.unet.segment.ShownChannels;

/**
 * Goes on training a model with images whose segmentation a person corrected. Corrections are collected beside the model,
 * in the folder NAME-corrections that all its versions share; the model itself is only read.
 */
public final class CorrectionTraining {
    /** A third of what is usual: what is known is to be kept. */
    private static final double LEARNING_RATE = 3e-4;

    private static final double VALIDATION_SHARE = 0.2;

    private final ModelFolder model;
    private final ModelCard card;
    private final StackView view;
    private final ChannelChoice channels;
    private final AnnotationFiles files;
    private final Folders folders;
    private final AnnotationStore corrections;
    private final Optional<TrainingOrigin> origin;

    /** Reads the folders that a model learned from, of masks or of ROIs. */
    @FunctionalInterface
    public interface Folders {
        /**
         * Reads the images that the folders hold, with their truth, and splits them.
         *
         * @param load how masks are brought into memory
         * @param seed of the split, where there is no file of it
         */
        TrainingSet load(DataOptions data, LoadOptions load, long seed, Progress progress);
    }

    /**
     * Goes on with this model.
     *
     * @param channels of the images that are added; auto: as the model was trained
     * @param files opens and writes corrected images
     * @param folders reads what the model learned from
     */
    public CorrectionTraining(Path folder, ChannelChoice channels, AnnotationFiles files, Folders folders) {
        this.files = files;
        this.folders = folders;
        model = new ModelFolder(folder);
        this.channels = channels;
        model.requireOwn("trained on"); // before a correction is stored that nothing could learn from
        card = model.card();
        view = StackView.of(card);
        corrections = new AnnotationStore(
                folder.toAbsolutePath().normalize().resolveSibling(ModelNames.base(folder) + "-corrections"), files);
        origin = TrainingOrigin.read(model);
    }

    /** Where corrections are collected. */
    public Path folder() {
        return corrections.folder();
    }

    /** The number of images that were corrected. */
    public int size() {
        return corrections.size();
    }

    /** A folder for the next version of the model, which does not exist yet. */
    public Path next() {
        return ModelNames.next(model.path());
    }

    /** What the model knows. */
    public ModelCard card() {
        return card;
    }

    /**
     * How the channels of the images that are added come together.
     *
     * @param note told where what a person said differs from what the model remembers
     */
    public ChannelMemory channels(Consumer<String> note) {
        return ChannelMemory.of(channels, card, note);
    }

    /**
     * Stores the channels of corrected images that the model takes, unless one does not fit it. One that was corrected
     * before gets the new truth.
     *
     * @param images planes, or volumes as the model sees them, whose targets count in its classes
     * @return the names under which they are stored
     */
    public List<String> add(List<AnnotatedImage> images) {
        List<AnnotatedImage> chosen = images.stream()
                .map(image -> image.withImage(selected(image.image())))
                .toList();
        return chosen.stream()
                .map(image -> corrections.add(image, card.classes()))
                .toList();
    }

    private ImageSource selected(ImageSource image) {
        return ModelFit.of(image, card, channels.ofWhole(), true).channels().select(image);
    }

    /** A training that begins with the model and ends in another folder. */
    public TrainOptions options(Path next, double minutes, String device) {
        DataOptions data = origin.map(TrainingOrigin::data)
                .orElse(DataOptions.defaults(folder(), folder()))
                .withDimensions(view.dimensions());
        FitOptions fit = FitOptions.defaults().withLimits(0, minutes);
        if (card.network().isSigmoid()) fit = fit.withLoss(Spec.parse("binary-ce"));
        return new TrainOptions(
                data,
                NetworkOptions.defaults(),
                InputOptions.defaults(),
                fit.withOptimizer(fit.optimizer(), LEARNING_RATE),
                RunOptions.defaults(next).withDevice(device).withSeed(seed()),
                StartOptions.from(model.path()));
    }

    private long seed() {
        return origin.map(TrainingOrigin::seed)
                .orElse(RunOptions.defaults(model.path()).seed());
    }

    /**
     * The corrected images, and those that the model learned from where they are still there. Validation is on what the
     * model was validated on and on the corrected images, so that neither old nor new is forgotten; it fits them to the
     * model by itself, as any segmentation does.
     */
    public TrainingSet load(Progress progress) {
        Set<String> notes = new LinkedHashSet<>();
        List<AnnotatedImage> corrected = corrections.read(card.classes(), progress).stream()
                .map(image -> shown(image, notes))
                .toList();
        if (corrected.isEmpty()) {
            throw new InputException("No image was corrected yet for " + model.path()
                    + ": expected an image whose ROIs are right, or some in " + folder() + ".");
        }
        List<AnnotatedImage> fitted =
                corrected.stream().map(image -> fitted(image, notes)).toList();
        notes.forEach(progress::note);
        Optional<TrainingSet> before = before(progress);
        if (before.isEmpty()) {
            progress.note("Learning from " + fitted.size() + " corrected images only.");
            return new HoldOut(null, VALIDATION_SHARE, seed())
                    .apply(fitted, classes(), progress)
                    .withChannels(card.input().channels(), card.input().composed())
                    .seen(view);
        }
        TrainingSet old = before.get();
        progress.note(String.format(
                Locale.ROOT,
                "Learning from %d images that the model knows and %d corrected ones, which get at least half of the time."
                        + " The validation includes the corrected ones.",
                old.train().size(),
                fitted.size()));
        List<AnnotatedImage> train = joined(old.train(), corrected, fitted);
        List<AnnotatedImage> validation = joined(old.validation(), corrected, corrected);
        return new TrainingSet(
                train,
                validation,
                classes(),
                old.fingerprint(),
                fitted.size(),
                card.input().channels(),
                card.input().composed(),
                view);
    }

    /** The channels that the model takes: of corrections that were stored before these were chosen, too. */
    private AnnotatedImage shown(AnnotatedImage image, Set<String> notes) {
        List<String> said = new ArrayList<>();
        ShownChannels fitting = ShownChannels.of(image.image(), card, ChannelChoice.AUTO, said);
        notes.addAll(said);
        return image.withImage(fitting.apply(image.image()));
    }

    private AnnotatedImage fitted(AnnotatedImage image, Set<String> notes) {
        ModelFit fit = ModelFit.of(image.image(), card, true);
        notes.addAll(fit.notes());
        return weighted(fit.apply(image));
    }

    /** With heavy weights between touching objects, where the model learned from such. */
    private AnnotatedImage weighted(AnnotatedImage image) {
        return origin.map(TrainingOrigin::borders).orElse(false) ? image.withBorders() : image;
    }

    private ClassPlan classes() {
        return ClassPlan.of(card.labels());
    }

    /** Old images but those that were corrected, then the corrected ones. */
    private static List<AnnotatedImage> joined(
            List<AnnotatedImage> old, List<AnnotatedImage> corrected, List<AnnotatedImage> fitted) {
        List<AnnotatedImage> all = new ArrayList<>();
        for (AnnotatedImage image : old) {
            if (corrected.stream().noneMatch(c -> c.image().hasPixelsOf(image.image()))) all.add(image);
        }
        all.addAll(fitted);
        return all;
    }

    /** What the model learned from, where it can still be read. */
    private Optional<TrainingSet> before(Progress progress) {
        if (origin.isEmpty()) {
            progress.note("The model does not say which images it learned from: what is not among the corrected images,"
                    + " it may forget.");
            return Optional.empty();
        }
        DataOptions data = asTheModelTakes(origin.get().data()).withDimensions(view.dimensions());
        if (data.images().equals(folder())) return Optional.empty();
        try {
            TrainingSet set = read(data, progress);
            if (set.classes().classes().names().equals(card.classes().names())) return Optional.of(set);
            throw new InputException(
                    "they now have the classes " + set.classes().classes().names() + ", the model has "
                            + card.classes().names());
        } catch (InputException | UncheckedIOException e) {
            progress.note("The images that the model learned from, in " + data.images() + ", cannot be used: "
                    + e.getMessage() + " What is not among the corrected images, it may forget.");
            return Optional.empty();
        }
    }

    /** All channels that a model of several was trained on, though they may be equal. */
    private DataOptions asTheModelTakes(DataOptions data) {
        int wanted = card.network().channels();
        return data.channels().isAuto() && wanted > 1 ? data.withChannels(ChannelChoice.first(wanted)) : data;
    }

    private TrainingSet read(DataOptions data, Progress progress) {
        if (AnnotationStore.is(data.images()) && data.images().equals(data.masks())) {
            List<AnnotatedImage> kept = new AnnotationStore(data.images(), files)
                    .read(card.classes(), progress).stream().map(this::weighted).toList();
            return HoldOut.of(data, seed()).apply(kept, classes(), progress).seen(view);
        }
        LoadOptions load = LoadOptions.defaults();
        boolean borders = origin.map(TrainingOrigin::borders).orElse(false);
        return folders.load(data, borders ? load : load.withoutBorders(), seed(), progress);
    }
}
