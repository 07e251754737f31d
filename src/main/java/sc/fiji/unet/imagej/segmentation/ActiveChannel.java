package sc.fiji.unet.imagej.segmentation;

import ij.ImagePlus;
import ij.WindowManager;
import java.nio.file.Path;
import sc.fiji.unet.base.InputException;
import sc.fiji.unet.config.Auto;
import sc.fiji.unet.config.ModelCard;
import sc.fiji.unet.model.ModelFolder;

/** The channel of an open image that a person looks at, as a proposal for dialogs. */
public final class ActiveChannel {
    private ActiveChannel() {}

    /** Whether the active image has channels to choose from. */
    public static boolean isOfSeveral() {
        ImagePlus active = WindowManager.getCurrentImage();
        return active != null && active.getNChannels() > 1;
    }

    /**
     * The number of the channel that is shown, where a model takes one of several and does not say which; else auto.
     *
     * @param image may be null
     * @param model folder or name; may be null
     */
    public static String propose(ImagePlus image, Path model) {
        if (image == null || model == null || image.getNChannels() < 2) return Auto.WORD;
        try {
            ModelCard card = new ModelFolder(model).card();
            boolean ofOne = card.imageChannels() == 1 && card.input().channels().isEmpty();
            return ofOne ? String.valueOf(image.getC()) : Auto.WORD;
        } catch (InputException e) {
            return Auto.WORD; // what is wrong with the model is said when it is used
        }
    }
}
