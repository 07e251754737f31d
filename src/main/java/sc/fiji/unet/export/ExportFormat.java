package sc.fiji.unet.export;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import sc.fiji.unet.base.Choice;
import sc.fiji.unet.base.OptionException;
import sc.fiji.unet.config.Auto;

/** The file formats that a model can be exported to, each with the endings of file names that stand for it. */
enum ExportFormat implements Choice {
    /** A package with description, both kinds of weights and test images. */
    BIOIMAGEIO("zip"),
    /** The network alone, for ONNX Runtime and whatever reads ONNX. */
    ONNX("onnx"),
    /** The network alone, for PyTorch and LibTorch. */
    TORCHSCRIPT("pt", "pth", "torchscript");

    /** What says which one, and {@code auto}: by the ending of the file. */
    static final List<String> IDS = Stream.concat(Stream.of(Auto.WORD), Choice.ids(ExportFormat.class).stream())
            .toList();

    private final List<String> endings;

    ExportFormat(String... endings) {
        this.endings = List.of(endings);
    }

    /** The one that was asked for by its id or, with {@code auto}, by the ending of the file. */
    static ExportFormat of(String said, Path file) {
        String name = file.getFileName().toString().toLowerCase(Locale.ROOT);
        String ending = name.substring(name.lastIndexOf('.') + 1);
        for (ExportFormat format : values()) {
            if (format.id().equals(said)) return format;
            if (said.equals(Auto.WORD) && format.endings.contains(ending)) return format;
        }
        if (!said.equals(Auto.WORD)) throw OptionException.unknown("format", said, IDS);
        throw new OptionException(
                "output = " + file + " says no format: expected a name that ends in .zip, .onnx or .pt,"
                        + " or format = bioimageio, onnx or torchscript.");
    }
}
