package sc.fiji.unet.imagej.rois;

import ij.gui.Roi;
import sc.fiji.unet.config.ClassInfo;

/**
 * The outline of one label on one plane.
 *
 * @param roi named, colored and positioned; composite where the label has holes or several parts
 * @param label the object's number, or the class index where classes were traced
 * @param plane slice + slices * frame, from 0
 * @param type the class it belongs to
 */
public record TracedRoi(Roi roi, int label, int plane, ClassInfo type) {}
