package sc.fiji.unet.command;

import ij.ImagePlus;
import org.scijava.ItemIO;
import org.scijava.plugin.Parameter;
import sc.fiji.unet.base.Progress;
import sc.fiji.unet.dialog.UnetCommand;
import sc.fiji.unet.imagej.pixels.Titles;
import sc.fiji.unet.imagej.rois.RoiResults;
import sc.fiji.unet.imagej.segmentation.SampleStacks;
import sc.fiji.unet.samples.SampleSet;

/** Opens a sample set as two stacks with outlined ground truth: one to train on, the active one, and one held out. */
abstract class SampleCommand extends UnetCommand {
    private final SampleSet set;

    @Parameter(
            type = ItemIO.OUTPUT,
            label = "Held-out images",
            persist = false,
            description = "A stack to segment, whose outlines no training has seen")
    private ImagePlus test;

    @Parameter(
            type = ItemIO.OUTPUT,
            label = "Images to learn from",
            persist = false,
            description = "A stack with its ground truth outlined in the overlay: train on it at once")
    private ImagePlus images;

    SampleCommand(SampleSet set) {
        this.set = set;
    }

    @Override
    public String execute(Progress progress) {
        test = SampleStacks.heldOut(set, progress);
        images = SampleStacks.annotated(set, progress);
        Titles.makeUnique(test);
        Titles.makeUnique(images);
        RoiResults.showHeadless(test);
        RoiResults.showHeadless(images);
        return "Opened " + images.getTitle() + " to train on and " + test.getTitle() + " to segment.";
    }
}
