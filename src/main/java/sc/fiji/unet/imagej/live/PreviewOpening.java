package sc.fiji.unet.imagej.live;

import ij.ImagePlus;
import java.awt.GraphicsEnvironment;
import java.nio.file.Path;
import javax.swing.SwingUtilities;
import sc.fiji.unet.base.InputException;
import sc.fiji.unet.base.Progress;
import sc.fiji.unet.config.ModelCard;
import sc.fiji.unet.config.PrecisionChoice;
import sc.fiji.unet.live.ModelViewer;
import sc.fiji.unet.model.LoadedModel;
import sc.fiji.unet.model.ModelFolder;

/** Opens previews of trained models on open images. Stateless. */
public final class PreviewOpening {
    private PreviewOpening() {}

    /**
     * Opens the panel beside an image.
     *
     * @param folder of the model, one for planes
     * @param segment segments for good
     */
    public static String open(ImagePlus image, Path folder, String device, Runnable segment) {
        ModelFolder model = new ModelFolder(folder);
        ModelCard card = model.card();
        if (card.imageRank() != 2) {
            throw new InputException(
                    folder + " is a model for volumes, which are segmented as a whole: expected one for"
                            + " planes. Use Segment with U-Net.");
        }
        if (GraphicsEnvironment.isHeadless() || image.getWindow() == null) {
            throw new InputException("There is no image window to show on what " + folder + " makes of "
                    + image.getTitle() + " (on " + device + "): expected a display. Use Segment with U-Net.");
        }
        ModelPreview.ViewerMaker maker = (planes, listener) -> new ModelViewer(
                planes,
                () -> LoadedModel.open(model, device, LoadedModel.libtorch(PrecisionChoice.AUTO, Progress.NONE)),
                listener);
        SwingUtilities.invokeLater(
                () -> new ModelPreview(LivePlanes.of(image, card), card.classes(), maker, segment).open());
        return "Preview of " + folder + " on " + image.getTitle();
    }
}
