package sc.fiji.unet.imagej.rois;

import ij.ImagePlus;
import ij.WindowManager;
import java.util.ArrayList;
import java.util.List;
import sc.fiji.unet.base.InputException;
import sc.fiji.unet.base.Progress;

/** Finds, among the images open in ImageJ, those that a person drew ROIs on. Stateless. */
public final class OpenDrawings {
    private OpenDrawings() {}

    /** Those with ROIs in their overlay; without any, those with predicted ROIs only are refused by name. */
    public static List<DrawnImage> ofOverlays(Progress progress) {
        List<DrawnImage> found = new ArrayList<>();
        int[] ids = WindowManager.getIDList();
        for (int i = 0; ids != null && i < ids.length; i++) {
            ImagePlus open = WindowManager.getImage(ids[i]);
            if (!RoiFiles.overlay(open).isEmpty()) found.add(new DrawnImage(open, RoiFiles.overlay(open)));
        }
        if (found.isEmpty()) {
            throw new InputException("No open image has ROIs in its overlay: expected at least one. Add them by"
                    + " Image > Overlay > From ROI Manager.");
        }
        return PredictedRois.drawn(found, progress);
    }
}
