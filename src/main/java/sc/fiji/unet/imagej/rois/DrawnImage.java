package sc.fiji.unet.imagej.rois;

import ij.ImagePlus;
import ij.gui.Roi;
import java.util.List;

/** An image and what a person drew on it. */
public record DrawnImage(ImagePlus image, List<Roi> rois) {}
