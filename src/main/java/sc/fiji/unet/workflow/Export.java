package sc.fiji.unet.workflow;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import sc.fiji.unet.base.Choice;
import sc.fiji.unet.base.OptionException;
import sc.fiji.unet.config.Auto;
import sc.fiji.unet.config.ModelCard;
import sc.fiji.unet.model.ModelFolder;
import sc.fiji.unet.nn.Inference;
import sc.fiji.unet.onnx.OnnxWriter;
import sc.fiji.unet.torchscript.Form;
import sc.fiji.unet.torchscript.TorchScriptWriter;

/**
 * Writes the network of a model as one file for other programs: from float32 images (batch, channels, (z), y, x) to
 * probabilities of the same order and size. Normalizing the image and cutting it into tiles stays with that program.
 */
public final class Export {
    /** What says which format, and {@code auto}: by the ending of the file. */
    public static final List<String> FORMATS = Stream.concat(Stream.of(Auto.WORD), Choice.ids(Format.class).stream())
            .toList();

    private Export() {}

    /** File formats of networks that other programs read, with the endings that stand for them. */
    enum Format implements Choice {
        ONNX("onnx") {
            @Override
            void write(Path file, Inference network) {
                OnnxWriter.write(file, network.graph(), network.weights());
            }
        },
        TORCHSCRIPT("pt", "pth", "torchscript") {
            @Override
            void write(Path file, Inference network) {
                TorchScriptWriter.write(file, network.graph(), network.weights(), Form.portable());
            }
        };

        private final List<String> endings;

        Format(String... endings) {
            this.endings = List.of(endings);
        }

        abstract void write(Path file, Inference network);

        /** The one that was asked for by its id or, with {@code auto}, by the ending of the file. */
        static Format of(String said, Path file) {
            String name = file.getFileName().toString().toLowerCase(Locale.ROOT);
            String ending = name.substring(name.lastIndexOf('.') + 1);
            for (Format format : values()) {
                if (format.id().equals(said)) return format;
                if (said.equals(Auto.WORD) && format.endings.contains(ending)) return format;
            }
            if (!said.equals(Auto.WORD)) throw OptionException.unknown("format", said, FORMATS);
            throw new OptionException("output = " + file + " says no format: expected a name that ends in .onnx or .pt,"
                    + " or format = onnx or torchscript.");
        }
    }

    /**
     * Creates or replaces the file; nobody meets half of it.
     *
     * @param format one of {@link #FORMATS}
     * @return what the other program has to know, for a person
     */
    public static String run(ModelFolder model, Path file, String format) {
        Format chosen = Format.of(format, file);
        ModelCard card = model.card();
        requireApart(model, file);
        chosen.write(file, model.inference());
        return "Exported as " + chosen.id() + ": " + file + System.lineSeparator() + description(card);
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
        return "Input: float32 (batch, " + network.channels() + ", " + axes + "), normalized by "
                + card.input().normalization() + ", mirrored by " + network.margin() + " pixels at each edge, sizes in"
                + " multiples of " + network.stride() + System.lineSeparator()
                + "Output, mirrored edges to be cut off: "
                + (network.isSigmoid() ? "the probability of the second of " : "probabilities of ") + classes;
    }
}
