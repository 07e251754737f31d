package sc.fiji.unet.imagej.rois;

import java.util.List;
import sc.fiji.unet.base.Progress;
import sc.fiji.unet.config.DataOptions;
import sc.fiji.unet.data.HoldOut;
import sc.fiji.unet.data.LoadOptions;
import sc.fiji.unet.data.TrainingFolders;
import sc.fiji.unet.data.TrainingSet;
import sc.fiji.unet.imagej.files.ImageFiles;

/** Reads folders to learn from: images with masks, or with files of ROIs. Stateless. */
public final class AnnotatedFolders {
    private AnnotatedFolders() {}

    /**
     * Reads images and their truth, from masks or else from files of ROIs.
     *
     * @param painter says what ROIs mean
     * @param load how masks are brought into memory
     * @param seed of the split, where there is no file of it
     */
    public static TrainingSet load(
            DataOptions data, RoisToLabels painter, LoadOptions load, long seed, Progress progress) {
        if (!RoiFolders.is(data.images(), data.masks())) {
            return new TrainingFolders(new ImageFiles(), load).load(data, seed, progress);
        }
        List<DrawnImage> drawn = RoiFolders.read(data.images(), data.masks(), progress);
        AnnotatedImages.Look look = AnnotatedImages.Look.ofRois(data);
        return AnnotatedImages.ofRois(drawn, look, painter, HoldOut.of(data, seed), progress);
    }
}
