package sc.fiji.unet.model;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.MalformedInputException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import sc.fiji.unet.base.AtomicFiles;
import sc.fiji.unet.base.Csv;
import sc.fiji.unet.base.CsvRow;
import sc.fiji.unet.base.FolderTree;
import sc.fiji.unet.base.InputException;
import sc.fiji.unet.base.Json;
import sc.fiji.unet.config.ModelCard;
import sc.fiji.unet.config.ObjectRule;
import sc.fiji.unet.nn.Calibration;
import sc.fiji.unet.nn.Graph;
import sc.fiji.unet.nn.Inference;
import sc.fiji.unet.nn.Weights;
import sc.fiji.unet.runtime.ForeignNetwork;
import sc.fiji.unet.torchscript.Form;
import sc.fiji.unet.torchscript.TorchScriptReader;
import sc.fiji.unet.torchscript.TorchScriptWriter;
import sc.fiji.unet.train.EpochRow;

/**
 * A trained model on disk: model.json, the card, and model.pt, the network's training form with its weights, from which
 * every other form is made; inference.pt is the portable inference form for other programs.
 *
 * @param path of the folder
 */
public record ModelFolder(Path path) {
    private static final String SNAPSHOTS = "snapshots";
    private static final long LARGEST_CARD = 1 << 22;

    /** The file {@code model.json}, all that is known about the model. */
    public Path cardFile() {
        return path.resolve("model.json");
    }

    /** The file of the network in its training form, as TorchScript. */
    public Path networkFile() {
        return path.resolve("model.pt");
    }

    /** The file of the network in the inference form that other programs open. */
    public Path inferenceFile() {
        return path.resolve("inference.pt");
    }

    /** The file of a network that came from elsewhere and that only its own runtime computes, in the place of the others. */
    public Path foreignFile() {
        return path.resolve("model.onnx");
    }

    /** The file with the weights, whichever it is. */
    public Path weightsFile() {
        return Files.exists(foreignFile()) ? foreignFile() : networkFile();
    }

    /** What is known about the values inside the network, for predictions on bytes. */
    public Path calibrationFile() {
        return path.resolve("int8.json");
    }

    /** The training's history, a row an epoch. */
    public Path historyFile() {
        return path.resolve("history.csv");
    }

    /** The last state of the training, to go on from. */
    public Path checkpointFile() {
        return path.resolve("checkpoint.pt");
    }

    /** A picture of loss and Dice over the training's epochs. */
    public Path curvesFile() {
        return path.resolve("curves.png");
    }

    /** A small picture of a validation image as the best network saw it. */
    public Path thumbnailFile() {
        return path.resolve("thumbnail.png");
    }

    /** The folder of a snapshot, itself a model folder. */
    public ModelFolder snapshot(long step) {
        return new ModelFolder(path.resolve(SNAPSHOTS).resolve(String.format(Locale.ROOT, "step-%08d", step)));
    }

    /** The snapshots in the order they were taken; none where the schedule had no restarts. */
    public List<ModelFolder> snapshots() {
        Path folder = path.resolve(SNAPSHOTS);
        if (!Files.isDirectory(folder)) return List.of();
        try (Stream<Path> steps = Files.list(folder)) {
            return steps.sorted()
                    .map(ModelFolder::new)
                    .filter(snapshot -> Files.isRegularFile(snapshot.cardFile()))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot list the snapshots in " + folder + ": " + e.getMessage(), e);
        }
    }

    /** One row an epoch of the training so far. */
    public List<EpochRow> history() {
        try {
            return Csv.read(historyFile()).stream().skip(1).map(this::epoch).toList();
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read the history " + historyFile() + ": " + e.getMessage(), e);
        }
    }

    private EpochRow epoch(CsvRow row) {
        try {
            return EpochRow.parse(row.cells());
        } catch (NumberFormatException | IndexOutOfBoundsException | NegativeArraySizeException e) {
            throw new InputException(
                    historyFile() + ", line " + row.line() + ": found " + row.cells()
                            + ", expected the numbers of an epoch. Restore the file, or train anew.",
                    e);
        }
    }

    /** Writes the network and its card; the card comes last, so that a folder with a card is complete. */
    public void write(ModelCard card, Graph graph, Weights weights) {
        AtomicFiles.delete(calibrationFile()); // it is of other weights
        TorchScriptWriter.write(networkFile(), graph, weights, Form.training(Form.Precision.FP32));
        Inference inference = Inference.of(graph, weights, card.classOutputs());
        TorchScriptWriter.write(inferenceFile(), inference.graph(), inference.weights(), Form.portable());
        writeCard(card);
    }

    /** Writes a network that only its own runtime computes, and its card. */
    public void write(ModelCard card, byte[] onnx, ForeignNetwork described) {
        described.write(foreignFile(), onnx);
        writeCard(card);
    }

    /** Refuses a network of another program that only segments, for what needs one like our own. */
    public void requireOwn(String what) {
        Optional<String> reason = SegmentsOnly.reason(graph(card()));
        if (reason.isEmpty()) return;
        throw new InputException(
                path + reason.get() + ", so that it cannot be " + what
                        + ". It segments only: expected a model that was trained here, or of operations that this program knows.");
    }

    private void writeCard(ModelCard card) {
        AtomicFiles.writeString(cardFile(), card.toJson());
    }

    /** Writes into the card that the training came to its end. */
    public void finish() {
        writeCard(card().finished());
    }

    /** Writes into the card how many connected pieces of each class are kept, and so into those of its snapshots. */
    public void keepPieces(List<Integer> pieces) {
        ModelCard card = card();
        writeCard(card.withLabels(card.labels().withPieces(pieces)));
        snapshots().forEach(snapshot -> snapshot.keepPieces(pieces));
    }

    /** Keeps what is known about the values inside the network, and into the card, for people, what that makes of each format. */
    public void keepFormats(Calibration calibration, Map<String, String> account) {
        if (!calibration.ranges().isEmpty()) Json.write(calibrationFile(), calibration);
        ModelCard card = card();
        Map<String, String> training = new LinkedHashMap<>(card.training());
        training.putAll(account);
        writeCard(card.withTraining(training));
    }

    private Calibration calibration() {
        return Files.isRegularFile(calibrationFile())
                ? Json.read(calibrationFile(), Calibration.class)
                : Calibration.NONE;
    }

    /** Writes into the card how objects are told apart, and so into those of its snapshots. */
    public void keepObjects(ObjectRule rule) {
        ModelCard card = card();
        writeCard(card.withLabels(card.labels().withObjects(rule)));
        snapshots().forEach(snapshot -> snapshot.keepObjects(rule));
    }

    /** Reads the card; a missing, damaged or newer one is refused. */
    public ModelCard card() {
        if (!Files.isRegularFile(cardFile())) {
            throw new InputException(path + " is not a model folder: there is no "
                    + cardFile().getFileName() + " in it. Expected the folder that a training wrote.");
        }
        try {
            if (Files.size(cardFile()) > LARGEST_CARD) {
                throw new InputException(cardFile() + " has " + Files.size(cardFile()) + " bytes, a model card at most "
                        + LARGEST_CARD + ". Copy the model folder again.");
            }
            return CardCheck.of(
                    ModelCard.parse(Files.readString(cardFile()), cardFile().toString()), cardFile());
        } catch (MalformedInputException e) {
            throw new InputException(
                    cardFile() + " is no text: expected a model card. Copy the model folder again.", e);
        } catch (IOException e) {
            throw new InputException("Cannot read " + cardFile() + ": " + e + ". Check that it may be read.", e);
        }
    }

    /** A card that was not read from a folder, held to what is asked of those that are. */
    public static ModelCard checked(ModelCard card, String where) {
        return CardCheck.of(card, Path.of(where));
    }

    /** Builds the network that the card describes. */
    public static Graph graph(ModelCard card) {
        return CardCheck.graph(card);
    }

    /** Reads the network in its inference form; weights that do not fit the card are refused. */
    public Inference inference() {
        ModelCard card = card();
        Graph graph = graph(card);
        if (graph.foreign().isPresent()) {
            return Inference.of(graph.foreign().get().in(foreignFile()), graph);
        }
        String where = networkFile().toString();
        Weights weights = TorchScriptReader.read(networkFile());
        Inference inference =
                Inference.of(graph, weights.requireFit(graph, where).requireFinite(where), card.classOutputs());
        inference.weights().requireFinite(where);
        return inference.withCalibration(calibration());
    }

    /** Where a training writes that is to replace this model: until it has ended, others go on with this one. */
    public ModelFolder unfinished() {
        Path absolute = path.toAbsolutePath().normalize();
        return new ModelFolder(absolute.resolveSibling(absolute.getFileName() + "-unfinished"));
    }

    /** Puts another folder in the place of this one, which is renamed; its new name. */
    public Path replaceBy(ModelFolder newer) {
        Optional<Path> old = setAside();
        try {
            Files.move(newer.path, path);
        } catch (IOException e) {
            old.ifPresent(aside -> new ModelFolder(aside).moveTo(path));
            throw new UncheckedIOException(
                    "The new model is whole, but " + newer.path + " cannot be moved to " + path + ": " + e
                            + ". End other programs that use the folder, then move it by hand.",
                    e);
        }
        return old.orElse(path);
    }

    /** Renames the folder where it holds a model or a checkpoint, so that nothing is overwritten; the new name if so. */
    public Optional<Path> setAside() {
        try {
            if (!Files.isDirectory(path) || isEmpty()) return Optional.empty();
            int n = 1;
            while (Files.exists(aside(n))) n++;
            return Optional.of(Files.move(path, aside(n)));
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot set the older model " + path + " aside: " + e.getMessage(), e);
        }
    }

    /** Moves the whole folder to another path, where none may be. */
    public void moveTo(Path to) {
        try {
            Files.move(path, to);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot move " + path + " to " + to + ": " + e.getMessage(), e);
        }
    }

    /** Deletes the folder with all that is in it; one that is not there is no fault. */
    public void delete() {
        try {
            FolderTree.delete(path);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot delete the unfinished " + path + ": " + e.getMessage(), e);
        }
    }

    private Path aside(int n) {
        return path.resolveSibling(path.getFileName() + "-before-" + n);
    }

    private boolean isEmpty() throws IOException {
        try (Stream<Path> files = Files.list(path)) {
            return files.findAny().isEmpty();
        }
    }
}
