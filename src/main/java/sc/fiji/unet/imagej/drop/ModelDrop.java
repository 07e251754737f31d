package sc.fiji.unet.imagej.drop;

import ij.IJ;
import ij.ImageJ;
import ij.WindowManager;
import ij.plugin.DragAndDrop;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import sc.fiji.unet.model.KnownModels;
import sc.fiji.unet.model.ModelFolder;

/**
 * Takes what is dropped on ImageJ's window: a model folder, or the card in it, opens the dialog to segment with that model;
 * anything else is opened as ImageJ opens it, and as Fiji has taught it. For the event thread.
 */
public final class ModelDrop extends DragAndDrop {
    private static ImageJ installed;

    private ModelDrop() {}

    /** Takes drops from now on, in place of ImageJ's own listener; nothing where no window of ImageJ is there. */
    public static void install() {
        ImageJ window = IJ.getInstance();
        if (window == null || window == installed) return;
        installed = window;
        new ModelDrop().run("");
    }

    /** Called by a thread of ImageJ's for each file and folder. */
    @Override
    public void openFile(File file) {
        Path model = file == null ? null : model(file.toPath());
        if (model == null) {
            super.openFile(file);
            return;
        }
        KnownModels.ofThisPerson().remember(model, IJ::log); // the dialog proposes the one used last
        boolean image = WindowManager.getCurrentImage() != null;
        IJ.doCommand(image ? "Segment with U-Net..." : "Segment Folder with U-Net...");
    }

    /** The folder of the model that was dropped; null where it is something else. */
    private static Path model(Path dropped) {
        if (Files.isRegularFile(new ModelFolder(dropped).cardFile())) return dropped;
        Path parent = dropped.toAbsolutePath().getParent();
        boolean card = parent != null && dropped.toAbsolutePath().equals(new ModelFolder(parent).cardFile());
        return card && Files.isRegularFile(dropped) ? parent : null;
    }
}
