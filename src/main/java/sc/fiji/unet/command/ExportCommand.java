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
import sc.fiji.unet.config.Averaging;
import sc.fiji.unet.config.TestTimeAugmentation;
import sc.fiji.unet.dialog.ModelField;
import sc.fiji.unet.dialog.ParameterValues;
import sc.fiji.unet.dialog.RecordedLine;
import sc.fiji.unet.dialog.UnetCommand;
import sc.fiji.unet.export.Credits;
import sc.fiji.unet.export.Export;
import sc.fiji.unet.export.ExportOptions;
import sc.fiji.unet.export.RememberedCredits;
import sc.fiji.unet.imagej.files.ImageFiles;
import sc.fiji.unet.imagej.files.OutputFiles;
import sc.fiji.unet.model.ModelFolder;

/** Writes a model as a file for other programs. */
@Plugin(
        type = Command.class,
        attrs = @Attr(name = RecordedLine.BY_ITSELF),
        menu = {
            @Menu(label = "Plugins"),
            @Menu(label = "Segmentation"),
            @Menu(label = "U-Net"),
            @Menu(label = "Export U-Net Model...", weight = 20)
        },
        description = "Write a model as one file for other programs: a bioimage.io package, ONNX or TorchScript.")
public class ExportCommand extends UnetCommand {
    /** What a network alone has no place for. */
    private static final Set<String> OF_PACKAGES = Set.of(
            "name",
            "description",
            "documentation",
            "authors",
            "affiliations",
            "orcids",
            "github",
            "license",
            "cite",
            "doi",
            "sample",
            "dataset",
            "parent");

    @Parameter(
            label = "Model",
            style = FileWidget.DIRECTORY_STYLE,
            attrs = @Attr(name = ModelField.ATTRIBUTE),
            persist = false,
            description = "The folder that a training wrote, or the name of a known model")
    private File model;

    @Parameter(
            label = "Output",
            style = FileWidget.SAVE_STYLE,
            persist = false,
            description = "The file to write; its ending says the format: .zip for bioimage.io, .onnx, or .pt for"
                    + " TorchScript")
    private File output;

    @Parameter(
            label = "Format",
            choices = {"auto", "bioimageio", "onnx", "torchscript"},
            persist = false,
            required = false,
            description =
                    "bioimageio: a package with description, test images and both kinds of weights, for deepImageJ,"
                            + " QuPath, napari and Python; onnx: the network alone, for ONNX Runtime and most other programs;"
                            + " torchscript: the network alone, for PyTorch and LibTorch; auto: by the ending of the file")
    private String format = "auto";

    @Parameter(
            label = "Further models",
            persist = false,
            required = false,
            description = "Folders of models that answer together with it, separated by semicolons: all are exported as"
                    + " one network, whose answer is the mean of theirs")
    private String models = "";

    @Parameter(
            label = "Snapshots",
            persist = false,
            required = false,
            description = "Export the mean of the snapshots that a training with restarts left in the model folder")
    private boolean snapshots = Averaging.NONE.snapshots();

    @Parameter(
            label = "Name",
            persist = false,
            required = false,
            description =
                    "The title of the package: 5 to 128 letters, digits, blanks and _ + - ( ); empty for the name of"
                            + " the model's folder")
    private String name = "";

    @Parameter(
            label = "Description",
            persist = false,
            required = false,
            description = "A sentence or two about what the model is for; empty for one made from its classes")
    private String description = "";

    @Parameter(
            label = "Documentation",
            style = FileWidget.OPEN_STYLE,
            persist = false,
            required = false,
            description =
                    "A Markdown file that the package's page begins with; validation and use follow by themselves")
    private File documentation;

    @Parameter(
            label = "Authors",
            persist = false,
            required = false,
            description = "Who made the model, separated by semicolons: Jane Doe; John Roe")
    private String authors = "";

    @Parameter(
            label = "Affiliations",
            persist = false,
            required = false,
            description = "Where they work: one for all, or one for each author, separated by semicolons")
    private String affiliations = "";

    @Parameter(
            label = "ORCID iDs",
            persist = false,
            required = false,
            description = "One for each author, separated by semicolons; an entry may be empty")
    private String orcids = "";

    @Parameter(
            label = "GitHub accounts",
            persist = false,
            required = false,
            description = "One for each author, separated by semicolons; an entry may be empty")
    private String github = "";

    @Parameter(
            label = "License",
            choices = {
                Credits.NO_LICENSE,
                "CC-BY-4.0",
                "CC0-1.0",
                "CC-BY-SA-4.0",
                "CC-BY-NC-4.0",
                "MIT",
                "BSD-2-Clause",
                "BSD-3-Clause",
                "Apache-2.0",
                "GPL-2.0-or-later",
                "GPL-3.0-or-later",
                "LGPL-3.0-or-later"
            },
            persist = false,
            required = false,
            description = "Under which license others may use it, by its SPDX name; none: nothing is said")
    private String license = Credits.NO_LICENSE;

    @Parameter(
            label = "Cite",
            persist = false,
            required = false,
            description =
                    "What users should cite, as in a list of references; several separated by semicolons. The U-Net"
                            + " paper is added where the network is one")
    private String cite = "";

    @Parameter(
            label = "DOI",
            persist = false,
            required = false,
            description = "The DOI of each citation, separated by semicolons; an address where there is none")
    private String doi = "";

    @Parameter(
            label = "Sample image",
            style = FileWidget.OPEN_STYLE,
            persist = false,
            required = false,
            description =
                    "An image whose middle the package shows and is tested with: everybody who gets the package can"
                            + " see it; empty for a painted one")
    private File sample;

    @Parameter(
            label = "Training data",
            persist = false,
            required = false,
            description = "The bioimage.io id of the data set that the model learned from, if it has one")
    private String dataset = "";

    @Parameter(
            label = "Parent",
            persist = false,
            required = false,
            description =
                    "The bioimage.io id of the model that the training began with, such as affable-shark, if there"
                            + " was one")
    private String parent = "";

    /** Proposes what was said at the last export of a package. */
    @Override
    public void prepare() {
        if (model == null) model = latestModel();
        propose(RememberedCredits.forWhatIsOpen(said()));
    }

    @Override
    public boolean matters(String parameter, Map<String, String> said) {
        boolean byEnding = said.getOrDefault("format", "auto").equals("auto");
        boolean zip = said.getOrDefault("output", "").toLowerCase(Locale.ROOT).endsWith(".zip");
        boolean packs = byEnding ? zip : said.get("format").equals("bioimageio");
        return packs || !OF_PACKAGES.contains(parameter);
    }

    @Override
    public String execute(Progress progress) {
        ParameterValues.oneOf("format", format, Export.FORMATS);
        ExportOptions options = ExportOptions.of(path(output), format)
                .withAveraging(Averaging.of(models, snapshots, TestTimeAugmentation.NONE.id()))
                .withCredits(Credits.of(said()))
                .withSample(path(sample));
        String told = new Export(new ImageFiles(), new OutputFiles())
                .run(new ModelFolder(trainedModel(model)), options, progress);
        RememberedCredits.keep(said());
        return told;
    }
}
