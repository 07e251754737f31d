package sc.fiji.unet.imagej.rois;

import ij.ImagePlus;
import ij.gui.Roi;
import java.util.stream.IntStream;
import sc.fiji.unet.base.InputException;

/**
 * Between the position of a ROI, counted from 1 and 0 for all, and planes (plane = slice + slices * frame, from 0). The
 * channel of a position is left out: what is drawn on one channel holds for all.
 */
public final class RoiPlanes {
    private RoiPlanes() {}

    /** The planes that a ROI lies on. */
    static int[] of(Roi roi, ImagePlus imp) {
        int slice = roi.getZPosition();
        int frame = roi.getTPosition();
        if (!roi.hasHyperStackPosition()) {
            int index = Math.max(0, roi.getPosition()); // negative: a point ROI of one point, seen everywhere
            check(roi, "stack position", index, imp.getStackSize(), imp);
            int[] position = index == 0 ? new int[3] : imp.convertIndexToPosition(index);
            slice = position[1];
            frame = position[2];
        }
        check(roi, "slice", slice, imp.getNSlices(), imp);
        check(roi, "frame", frame, imp.getNFrames(), imp);
        return planes(slice, frame, imp);
    }

    /** Puts a ROI on one plane; on an image of one plane it needs no position. */
    public static void place(Roi roi, int plane, ImagePlus imp) {
        int slices = imp.getNSlices();
        boolean simple = imp.getNChannels() == 1 && imp.getNFrames() == 1;
        if (simple) roi.setPosition(slices == 1 ? 0 : plane + 1);
        if (!simple) roi.setPosition(0, plane % slices + 1, plane / slices + 1);
    }

    private static int[] planes(int slice, int frame, ImagePlus imp) {
        int slices = imp.getNSlices();
        return IntStream.range(0, slices * imp.getNFrames())
                .filter(plane -> slice == 0 || plane % slices == slice - 1)
                .filter(plane -> frame == 0 || plane / slices == frame - 1)
                .toArray();
    }

    private static void check(Roi roi, String what, int got, int max, ImagePlus imp) {
        if (got <= max) return;
        throw new InputException("ROI " + roi.getName() + " lies on " + what + " " + got + ", but " + imp.getTitle()
                + " has only " + max + ". Use the ROIs of this image, or clear their positions.");
    }
}
