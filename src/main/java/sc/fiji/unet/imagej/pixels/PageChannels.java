package sc.fiji.unet.imagej.pixels;

import ij.ImagePlus;
import java.util.function.Consumer;
import sc.fiji.unet.segment.ChannelMemory;

/** Open stacks whose slices and frames are the channels of one image. */
public final class PageChannels {
    private PageChannels() {}

    /**
     * The image as a model takes it: its pages as channels of one plane where the model remembers, or a person says, that
     * they are; else the image itself. Pixels are shared.
     *
     * @param note told of pages that become channels though nobody said so now
     */
    public static ImagePlus of(ImagePlus imp, ChannelMemory memory, Consumer<String> note) {
        int pages = imp.getNSlices() * imp.getNFrames();
        if (!memory.joins(pages, new PlaneReader(imp).channels())) return imp;
        if (!memory.said()) {
            note.accept("The " + pages + " pages of " + imp.getTitle()
                    + " are taken for the channels of one image, as the model was trained on channels=pages.");
        }
        return asOne(imp);
    }

    /** All pages as channels of one plane. */
    public static ImagePlus asOne(ImagePlus imp) {
        ImagePlus one = new ImagePlus(imp.getTitle(), imp.getStack());
        one.setDimensions(imp.getStackSize(), 1, 1);
        one.setCalibration(imp.getCalibration().copy());
        one.setFileInfo(imp.getOriginalFileInfo());
        return one;
    }
}
