package sc.fiji.unet.workflow;

import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import sc.fiji.unet.auxiliary.AuxiliaryTargets;
import sc.fiji.unet.base.AtomicFiles;
import sc.fiji.unet.base.InputException;
import sc.fiji.unet.base.Patience;
import sc.fiji.unet.base.Progress;
import sc.fiji.unet.config.ModelCard;
import sc.fiji.unet.config.ObjectRule;
import sc.fiji.unet.config.RunOptions;
import sc.fiji.unet.data.ClassPlan;
import sc.fiji.unet.data.TrainingSet;
import sc.fiji.unet.metrics.Figure;
import sc.fiji.unet.model.ModelFolder;
import sc.fiji.unet.model.ModelPlace;
import sc.fiji.unet.nn.Anisotropy;
import sc.fiji.unet.nn.Graph;
import sc.fiji.unet.nn.Weights;
import sc.fiji.unet.registry.Extensions;
import sc.fiji.unet.train.Checkpoint;
import sc.fiji.unet.train.EpochRow;
import sc.fiji.unet.train.TrainingFiles;

/** Saves a training in its model folder: the best network with its card, and the last state with the history. */
final class ModelWriter implements TrainingFiles {
    private final ModelPlace place;
    private final ModelFolder folder;
    private final TrainingPlan plan;
    private final ModelCard card;
    private final int favored;
    private Path aside;

    ModelWriter(ModelPlace place, TrainingPlan plan, TrainingSet set) {
        this.place = place;
        folder = place.written();
        this.plan = plan;
        card = card(plan, set);
        favored = set.favored();
    }

    private static ModelCard card(TrainingPlan plan, TrainingSet set) {
        Graph graph = plan.graph();
        ModelCard.Network network = ModelCard.Network.of(
                        plan.architecture().toString(), graph.rank(), graph.channels(), graph.classes())
                .withTiles(graph.stride(), graph.halo(), margin(graph), graph.tileInvariant())
                .withDepth(depth(plan));
        List<Double> pixelSize =
                Arrays.stream(set.fingerprint().pixelSize().spacing()).boxed().toList();
        ModelCard.Input input = new ModelCard.Input(
                plan.normalization().toString(),
                pixelSize,
                set.fingerprint().pixelSize().unit(),
                set.channels(),
                set.view().neighbors(),
                set.composed());
        ClassPlan classes = set.classes();
        Integer ignore = classes.ignore().isPresent() ? classes.ignore().getAsInt() : null;
        ModelCard.Labels labels = new ModelCard.Labels(classes.classes(), classes.instances(), ignore)
                .withSmallest(ObjectSizes.of(set).smallest())
                .withObjects(rule(plan));
        return new ModelCard(network, input, labels);
    }

    /** Around a small volume a margin would be most of the work; patches have none either. */
    private static int margin(Graph graph) {
        return graph.rank() == 3 ? 0 : graph.stride();
    }

    private static ModelCard.Depth depth(TrainingPlan plan) {
        Graph graph = plan.graph();
        Anisotropy anisotropy = plan.anisotropy();
        return anisotropy.equals(Anisotropy.NONE)
                ? null
                : new ModelCard.Depth(
                        anisotropy.planes(), anisotropy.halvings(), graph.stride(2), graph.halo(2), margin(graph));
    }

    /** Until it is known what suits this model best. */
    private static ObjectRule rule(TrainingPlan plan) {
        AuxiliaryTargets auxiliary = Extensions.of(AuxiliaryTargets.class).get(plan.auxiliary());
        return new ObjectRule(plan.auxiliary(), auxiliary.separation(), ObjectRule.USUAL.threshold(), 0);
    }

    ModelFolder folder() {
        return folder;
    }

    /** Where the training is recorded: in the folder that it writes, under the name that it has anyway. */
    RunOptions run(RunOptions run) {
        return place.applyTo(run);
    }

    ModelCard card() {
        return card;
    }

    /** The last checkpoint where the training is to be resumed, else these weights; an older model is set aside. */
    Checkpoint start(RunOptions run, Weights fresh, Progress progress) {
        if (!run.resume()) {
            folder.setAside().ifPresent(old -> {
                aside = old;
                progress.note("The model that was in " + folder.path() + " is now " + old);
            });
            // begun once to replace a model that is no longer there: nobody may resume it in place of this one
            folder.unfinished()
                    .setAside()
                    .ifPresent(old ->
                            progress.note("A training of " + folder.path() + " that was not ended is now " + old));
            return Checkpoint.of(fresh);
        }
        if (!Files.isRegularFile(checkpoint())) {
            throw new InputException("There is nothing to resume in " + folder.path() + ": expected the file "
                    + checkpoint().getFileName() + " of a training that was interrupted. Start anew without resume.");
        }
        AtomicFiles.sweep(folder.path());
        Checkpoint last = Checkpoint.read(checkpoint());
        last.weights().requireFit(plan.graph(), checkpoint().toString());
        progress.note("Resuming after step " + last.step());
        return last;
    }

    /** Takes back what {@link #start} did where no epoch was finished since: there is nothing to keep. */
    void undo(Progress progress) {
        if (Files.exists(checkpoint()) || Files.exists(folder.cardFile())) return;
        folder.delete();
        if (aside == null) return;
        new ModelFolder(aside).moveTo(folder.path());
        progress.note("The model that was in " + folder.path() + " is there again.");
    }

    @Override
    public Path checkpoint() {
        return folder.checkpointFile();
    }

    /** A drive that went away may leave an empty folder to mount it at: what is written there would be on another disk. */
    private void requireFolder() {
        if (Files.isDirectory(folder.path())) return;
        throw new UncheckedIOException(
                "The folder " + folder.path() + ", where this training is saved, is no longer there.",
                new NoSuchFileException(folder.path().toString()));
    }

    @Override
    public void saveBest(Weights weights, EpochRow row) {
        requireFolder();
        Map<String, String> training = new LinkedHashMap<>();
        training.put(ModelCard.UNFINISHED, "the training was not ended; its best epoch so far is kept, resume goes on");
        training.put("Best epoch", String.valueOf(row.epoch()));
        training.put("Validation Dice", number(row.validation().dice()));
        training.put("Validation IoU", number(row.validation().iou()));
        training.put("Seconds", number(row.seconds()));
        training.put("Loss", plan.fit().method().loss().toString());
        if (!plan.auxiliary().equals(AuxiliaryTargets.NONE)) training.put("Auxiliary targets", plan.auxiliary());
        training.put(
                "Optimizer",
                plan.fit().method().optimizer() + ", learning rate "
                        + plan.fit().method().learningRate());
        training.put("Schedule", plan.fit().method().schedule().toString());
        training.put(
                "Patches",
                plan.sampling().batch() + " of "
                        + Arrays.toString(plan.sampling().patch()));
        training.put("Augmentation", plan.augmentation().toString());
        training.put("Seed", String.valueOf(plan.fit().machine().seed()));
        if (favored > 0) training.put("Corrected images", favored + ", shown in at least half of the patches");
        plan.reasons().forEach(reason -> training.put("Plan: " + reason.split(" = ")[0], reason));
        folder.write(card.withTraining(training), plan.graph(), weights);
    }

    @Override
    public void saveSnapshot(Weights weights, long step) {
        requireFolder();
        Map<String, String> training = Map.of("Snapshot", "after step " + step);
        folder.snapshot(step).write(card.withTraining(training), plan.graph(), weights);
    }

    @Override
    public void saveLast(Checkpoint checkpoint, List<EpochRow> history) {
        requireFolder();
        List<String> names = card.classes().names();
        StringBuilder csv = new StringBuilder(EpochRow.csvHead(names));
        history.forEach(row -> csv.append(row.csv()));
        AtomicFiles.writeString(folder.historyFile(), csv.toString());
        checkpoint.write(checkpoint()); // last: a history that is ahead is cut to the checkpoint, a missing one is lost
    }

    @Override
    public List<EpochRow> history(long step) {
        if (step == 0) return List.of();
        return folder.history().stream().filter(row -> row.step() <= step).toList();
    }

    /** Writes into the card which pieces are kept; waits where that cannot be written now. */
    void keepPieces(List<Integer> pieces, Progress progress) {
        new Patience(folder.path(), progress).write(() -> folder.keepPieces(pieces));
    }

    /** Writes into the card how objects are told apart; waits where that cannot be written now. */
    void keepObjects(ObjectRule rule, Progress progress) {
        new Patience(folder.path(), progress).write(() -> folder.keepObjects(rule));
    }

    /** Writes into the card that the training has ended; waits where that cannot be written now. */
    void finish(Progress progress) {
        new Patience(folder.path(), progress).write(folder::finish);
    }

    private static String number(double value) {
        return Figure.text(value, 4);
    }
}
