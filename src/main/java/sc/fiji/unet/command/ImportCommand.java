package sc.fiji.unet.command;

import java.io.File;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.scijava.command.Command;
import org.scijava.plugin.Attr;
import org.scijava.plugin.Menu;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;
import org.scijava.widget.FileWidget;
import sc.fiji.unet.base.Progress;
import sc.fiji.unet.dialog.RecordedLine;
import sc.fiji.unet.dialog.UnetCommand;
import sc.fiji.unet.imagej.files.OutputFiles;
import sc.fiji.unet.imports.Import;
import sc.fiji.unet.imports.ImportOptions;

/** Makes a model folder of a model that another program trained. */
@Plugin(
        type = Command.class,
        attrs = @Attr(name = RecordedLine.BY_ITSELF),
        menu = {
            @Menu(label = "Plugins"),
            @Menu(label = "Segmentation"),
            @Menu(label = "U-Net"),
            @Menu(label = "Import Model...", weight = 19)
        },
        description = "Bring a model of another program here: a bioimage.io package, ONNX or TorchScript.")
public class ImportCommand extends UnetCommand {
    /** What packages say themselves. */
    private static final Set<String> OF_FILES = Set.of("axes", "normalization", "activation", "classes");

    @Parameter(
            label = "Input",
            style = FileWidget.OPEN_STYLE,
            persist = false,
            description =
                    "A package of bioimage.io, as a zip file, its folder or the rdf.yaml in it; or a network alone, as a"
                            + " file .onnx or .pt")
    private File input;

    @Parameter(
            label = "Output",
            style = FileWidget.DIRECTORY_STYLE,
            persist = false,
            required = false,
            description =
                    "The model folder to write; empty for one in unet-models in your home folder, called after the"
                            + " model, from where the other commands know it by its name")
    private File output;

    @Parameter(
            label = "Weights",
            choices = {"auto", "onnx", "torchscript"},
            persist = false,
            required = false,
            description = "Which weights of a package to take; auto: ONNX where there are some")
    private String weights = "auto";

    @Parameter(
            label = "Tensor",
            persist = false,
            required = false,
            description = "The output to segment by, where the model has several; empty for the only one")
    private String tensor = "";

    @Parameter(
            label = "Axes",
            persist = false,
            required = false,
            description =
                    "Of a network alone: a letter for each axis of what it reads and answers, b(atch), c(hannel), z, y, x;"
                            + " empty for bcyx, or bczyx where it has five")
    private String axes = "";

    @Parameter(
            label = "Normalization",
            persist = false,
            required = false,
            description =
                    "Of a network alone: how its images were normalized, such as zscore, percentile low=1 high=99.8 or"
                            + " range min=0 max=255; empty for not at all")
    private String normalization = "";

    @Parameter(
            label = "Activation",
            choices = {"auto", "sigmoid", "softmax"},
            persist = false,
            required = false,
            description =
                    "Of a network alone: what makes probabilities of its answer; auto: the network does, or the largest"
                            + " number wins")
    private String activation = "auto";

    @Parameter(
            label = "Classes",
            persist = false,
            required = false,
            description = "Of a network alone: names of the channels of its answer, separated by commas")
    private String classes = "";

    @Override
    public boolean matters(String parameter, Map<String, String> said) {
        String name = said.getOrDefault("input", "").toLowerCase(Locale.ROOT);
        boolean alone = name.matches(".*\\.(onnx|pt|pth|torchscript)");
        if (parameter.equals("weights")) return !alone;
        return alone || !OF_FILES.contains(parameter);
    }

    @Override
    public String execute(Progress progress) {
        ImportOptions.Plain plain =
                new ImportOptions.Plain(axes.strip(), normalization.strip(), activation, classes.strip());
        ImportOptions options = new ImportOptions(path(input), path(output), weights, tensor.strip(), plain);
        return new Import(new OutputFiles()).run(options, progress);
    }
}
