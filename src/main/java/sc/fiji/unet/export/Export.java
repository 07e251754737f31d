package sc.fiji.unet.export;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import sc.fiji.unet.base.OptionException;
import sc.fiji.unet.base.Progress;
import sc.fiji.unet.config.ModelCard;
import sc.fiji.unet.config.PrecisionChoice;
import sc.fiji.unet.data.ImageReader;
import sc.fiji.unet.image.ImageSource;
import sc.fiji.unet.model.LoadedModel;
import sc.fiji.unet.model.ModelFolder;
import sc.fiji.unet.onnx.OnnxWriter;
import sc.fiji.unet.predict.PatchPredictor;
import sc.fiji.unet.segment.ModelFit;
import sc.fiji.unet.torchscript.Form;
import sc.fiji.unet.torchscript.TorchScriptWriter;

/**
 * Writes a model as one file for other programs. As ONNX or TorchScript it is the network alone, from float32 images (batch,
 * channels, (z), y, x) to probabilities of the same order and size: normalizing the image and cutting it into tiles stays
 * with that program. A package of bioimage.io says these, too.
 */
public final class Export {
    /** What says which format, and {@code auto}: by the ending of the file. */
    public static final List<String> FORMATS = ExportFormat.IDS;

    private final ImageReader reader;
    private final SampleWriter writer;

    /** Opens the sample image and writes those of packages with these. */
    public Export(ImageReader reader, SampleWriter writer) {
        this.reader = reader;
        this.writer = writer;
    }

    /**
     * Creates or replaces the file; nobody meets half of it.
     *
     * @return what the other program, or the person who passes it on, has to know
     */
    public String run(ModelFolder model, ExportOptions options, Progress progress) {
        ExportFormat format = ExportFormat.of(options.format(), options.output());
        Path file = options.output();
        requireApart(model, file);
        Exported exported = Exported.of(model, options.averaging());
        String told = "Exported as " + format.id() + ": " + file + System.lineSeparator();
        switch (format) {
            case ONNX ->
                OnnxWriter.write(
                        file, exported.network().graph(), exported.network().weights());
            case TORCHSCRIPT ->
                TorchScriptWriter.write(
                        file, exported.network().graph(), exported.network().weights(), Form.portable());
            default -> {
                return told + pack(exported, options, progress);
            }
        }
        return told + description(exported.card());
    }

    private String pack(Exported exported, ExportOptions options, Progress progress) {
        ModelCard card = exported.card();
        if (card.input().neighbors() > 0) {
            throw new OptionException(
                    "This model sees each slice with its neighbors and scales volumes as a whole, which"
                            + " packages of bioimage.io cannot say: expected format = torchscript or onnx for it.");
        }
        Preprocessing.of(card.input().spec(), card.network().rank()); // refuses before anything is computed
        SizeRule rule = SizeRule.of(card.network());
        progress.update(0, 1, "Computing the test image");
        ImageSource image = options.sample() == null
                ? PaintedImage.of(card, rule.testSize())
                : sample(options.sample(), card, progress);
        TestTensors test;
        try (PatchPredictor predictor =
                LoadedModel.libtorch(PrecisionChoice.FP32, progress).compile(exported.network(), "cpu")) {
            test = TestTensors.of(image, rule.testSize(), card, predictor);
        }
        new BioimageioPackage(exported, options.credits(), writer).write(options.output(), rule, test);
        return account(options, rule);
    }

    private ImageSource sample(Path file, ModelCard card, Progress progress) {
        ImageSource image = reader.images(file, card.network().rank(), progress).get(0);
        return ModelFit.of(image, card, true).apply(image);
    }

    private static String account(ExportOptions options, SizeRule rule) {
        List<String> lines = new ArrayList<>();
        lines.add("Input sizes: " + rule + ", halo " + rule.halo());
        lines.add(
                options.sample() == null
                        ? "It shows a painted image: name one that may be seen by all as sample."
                        : "It shows the middle of " + options.sample()
                                + ", which everybody who gets the file can see.");
        Credits said = options.credits();
        List<String> empty = new ArrayList<>();
        if (said.authors().isEmpty()) empty.add("authors");
        if (said.license().isEmpty()) empty.add("license");
        if (said.origin().dataset().isEmpty()) empty.add("dataset");
        if (!empty.isEmpty()) lines.add("Nothing was said about: " + String.join(", ", empty) + ".");
        return String.join(System.lineSeparator(), lines);
    }

    /** A model that is overwritten by its own export could not be trained on any more. */
    private static void requireApart(ModelFolder model, Path file) {
        Path place = file.toAbsolutePath().normalize();
        if (Files.isDirectory(place)) {
            throw new OptionException("output = " + file + " is a folder: expected the name of a file.");
        }
        if (place.startsWith(model.path().toAbsolutePath().normalize())
                && Stream.of(model.cardFile(), model.networkFile(), model.inferenceFile())
                        .anyMatch(own -> own.toAbsolutePath().normalize().equals(place))) {
            throw new OptionException("output = " + file + " is a file of the model itself: expected another place.");
        }
    }

    private static String description(ModelCard card) {
        ModelCard.Network network = card.network();
        String axes = network.rank() == 3 ? "z, y, x" : "y, x";
        String classes = String.join(", ", card.classes().names());
        List<String> auxiliary = ChannelNames.auxiliary(card);
        return "Input: float32 (batch, " + network.channels() + ", " + axes + "), normalized by "
                + card.input().normalization() + ", mirrored by " + network.margin() + " pixels at each edge, sizes in"
                + " multiples of " + network.stride() + System.lineSeparator()
                + "Output, mirrored edges to be cut off: "
                + (network.isSigmoid() ? "the probability of the second of " : "probabilities of ") + classes
                + (auxiliary.isEmpty() ? "" : ", then, each in 0 to 1, of objects: " + String.join(", ", auxiliary));
    }
}
