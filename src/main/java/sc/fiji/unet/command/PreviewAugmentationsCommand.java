package sc.fiji.unet.command;

import ij.ImagePlus;
import java.util.Set;
import org.scijava.ItemIO;
import org.scijava.command.Command;
import org.scijava.plugin.Attr;
import org.scijava.plugin.Menu;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;
import sc.fiji.unet.augment.AugmentationPlan;
import sc.fiji.unet.augment.Preset;
import sc.fiji.unet.base.Progress;
import sc.fiji.unet.config.Auto;
import sc.fiji.unet.config.DataOptions;
import sc.fiji.unet.data.TrainingSet;
import sc.fiji.unet.dialog.ParameterValues;
import sc.fiji.unet.dialog.RecordedLine;
import sc.fiji.unet.imagej.evaluation.AugmentationPicture;
import sc.fiji.unet.imagej.pixels.Titles;
import sc.fiji.unet.imagej.rois.RoiResults;
import sc.fiji.unet.workflow.AugmentationPreview;

/** Shows what augmentation makes of the images that a training would learn from. */
@Plugin(
        type = Command.class,
        attrs = @Attr(name = RecordedLine.BY_ITSELF),
        menu = {
            @Menu(label = "Plugins"),
            @Menu(label = "Segmentation"),
            @Menu(label = "U-Net"),
            @Menu(label = "Preview Augmentations...", weight = 5)
        },
        description = "Show patches of the training images before and after augmentation, side by side.")
public class PreviewAugmentationsCommand extends TrainingDataCommand {
    private static final Set<String> NOT_ASKED = Set.of("rois", "naming", "radius", "seed");

    @Parameter(
            label = "Augmentation",
            required = false,
            persist = false,
            description = "A preset (none, light, microscopy, medical), or steps as in: flip; noise@0.2 max=0.1")
    private String augmentation = Preset.MICROSCOPY.id();

    @Parameter(
            label = "Patches",
            min = "1",
            max = "60",
            required = false,
            persist = false,
            description = "How many pairs to show")
    private int patches = 12;

    @Parameter(
            label = "Patch",
            min = "0",
            max = "1024",
            required = false,
            attrs = @Attr(name = ParameterValues.PLANNED),
            persist = false,
            description = "Edge length of a patch in pixels; auto: planned")
    private int patch;

    @Parameter(label = "Seed", required = false, persist = false, description = "Of every random choice")
    private long seed = 1;

    @Parameter(type = ItemIO.OUTPUT, label = "Montage", persist = false, description = "Patches before and after")
    private ImagePlus montage;

    @Override
    public boolean asks(String parameter) {
        return !NOT_ASKED.contains(parameter);
    }

    @Override
    public String execute(Progress progress) {
        AugmentationPlan plan = augmentation.equals(Auto.WORD)
                ? AugmentationPlan.of(Preset.LIGHT)
                : AugmentationPlan.parse(augmentation);
        DataOptions data = data(Auto.WORD, null, "0.2");
        TrainingSet set = load(data, seed, progress);
        AugmentationPreview preview = AugmentationPreview.of(set, plan, patches, patch, seed);
        montage = AugmentationPicture.of(preview, set.classes().classes());
        Titles.makeUnique(montage);
        RoiResults.showHeadless(montage);
        return patches + " patches before and after: " + plan;
    }
}
