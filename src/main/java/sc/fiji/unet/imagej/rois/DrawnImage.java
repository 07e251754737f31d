package sc.fiji.unet.imagej.rois;

import ij.ImagePlus;
import ij.gui.Roi;
import java.util.List;
import sc.fiji.unet.imagej.pixels.PageChannels;

/** An image and what a person drew on it. */
public record DrawnImage(ImagePlus image, List<Roi> rois) {
    /** The same on an image of one plane that shares its pixels: what was drawn anywhere holds for all of that. */
    public DrawnImage onPlane(ImagePlus plane) {
        List<Roi> moved = rois.stream().map(roi -> (Roi) roi.clone()).toList();
        moved.forEach(roi -> roi.setPosition(0));
        return new DrawnImage(plane, moved);
    }

    /** The same where the pages of the image are the channels of one. */
    DrawnImage pagesAsChannels() {
        return image.getNSlices() * image.getNFrames() == 1 ? this : onPlane(PageChannels.asOne(image));
    }
}
