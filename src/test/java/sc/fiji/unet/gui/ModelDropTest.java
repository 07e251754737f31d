package sc.fiji.unet.gui;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import ij.IJ;
import ij.WindowManager;
import ij.gui.GenericDialog;
import ij.gui.Toolbar;
import ij.io.FileSaver;
import java.awt.Component;
import java.awt.Point;
import java.awt.datatransfer.DataFlavor;
import java.awt.datatransfer.Transferable;
import java.awt.dnd.DnDConstants;
import java.awt.dnd.DropTarget;
import java.awt.dnd.DropTargetDropEvent;
import java.awt.event.KeyEvent;
import java.io.File;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import org.scijava.Context;
import org.scijava.event.EventService;
import org.scijava.ui.event.UIShownEvent;
import sc.fiji.unet.imagej.drop.ModelDropService;
import sc.fiji.unet.workflow.ThresholdModel;

/** What is dropped on ImageJ's window, once a user interface told that it is shown, as Fiji's does. */
@Tag("gui")
@Timeout(60)
@DisabledIfSystemProperty(
        named = "java.awt.headless",
        matches = "true",
        disabledReason = "no display: run with -Dtest.headless=false under xvfb-run")
class ModelDropTest {
    private final String cache = System.getProperty("unet.cache");

    @TempDir
    Path folder;

    @BeforeEach
    void start() {
        ImageJSession.start();
        System.setProperty("unet.cache", folder.resolve("cache").toString());
        try (Context fiji = new Context(EventService.class, ModelDropService.class)) {
            fiji.getService(EventService.class).publish(new UIShownEvent(null));
        }
        ImageJSession.onEventThread(() -> {});
        ThresholdModel.open(folder.resolve("nuclei"), 2, 1, ThresholdModel.plain(2))
                .close();
    }

    @AfterEach
    void close() {
        ImageJSession.closeAll();
        if (cache == null) System.clearProperty("unet.cache");
        else System.setProperty("unet.cache", cache);
    }

    private record Files(List<File> files) implements Transferable {
        @Override
        public DataFlavor[] getTransferDataFlavors() {
            return new DataFlavor[] {DataFlavor.javaFileListFlavor};
        }

        @Override
        public boolean isDataFlavorSupported(DataFlavor flavor) {
            return flavor.isFlavorJavaFileListType();
        }

        @Override
        public Object getTransferData(DataFlavor flavor) {
            return files;
        }
    }

    private static final class Drop extends DropTargetDropEvent {
        private static final long serialVersionUID = 1L;
        private final transient Transferable files;

        Drop(DropTarget on, File file) {
            super(on.getDropTargetContext(), new Point(1, 1), DnDConstants.ACTION_COPY, DnDConstants.ACTION_COPY);
            files = new Files(List.of(file));
        }

        @Override
        public Transferable getTransferable() {
            return files;
        }

        @Override
        public void acceptDrop(int action) {
            // no window system waits for it
        }

        @Override
        public void dropComplete(boolean success) {
            // nor for this
        }
    }

    private static void drop(Component on, Path file) {
        DropTarget target = on.getDropTarget();
        ImageJSession.onEventThread(() -> target.drop(new Drop(target, file.toFile())));
    }

    private static GenericDialog opened(String title) {
        return ImageJSession.await(title + " opens", () -> ImageJSession.find(title));
    }

    private Path model(GenericDialog dialog) {
        return Path.of(ImageJSession.text(dialog, "Model"));
    }

    @Test
    void aModelFolderOpensSegmentWithIt() {
        IJ.createImage("cells.tif", "8-bit ramp", 160, 120, 1).show();
        drop(IJ.getInstance(), folder.resolve("nuclei"));
        GenericDialog dialog = opened("Segment with U-Net");
        assertEquals(folder.resolve("nuclei"), model(dialog));
        ImageJSession.photograph(dialog, "dropped-model");
        ImageJSession.press(dialog, KeyEvent.VK_ESCAPE);
    }

    @Test
    void withoutAnImageItIsAFolderThatIsSegmented() {
        drop(Toolbar.getInstance(), folder.resolve("nuclei/model.json"));
        GenericDialog dialog = opened("Segment Folder with U-Net");
        assertEquals(folder.resolve("nuclei"), model(dialog));
        ImageJSession.press(dialog, KeyEvent.VK_ESCAPE);
    }

    @Test
    void anythingElseOpensAsEver() {
        Path image = folder.resolve("dropped.tif");
        new FileSaver(IJ.createImage("dropped", "8-bit ramp", 20, 10, 1)).saveAsTiff(image.toString());
        drop(IJ.getInstance(), image);
        ImageJSession.until("the image is there", () -> WindowManager.getImage("dropped.tif") != null);
        drop(IJ.getInstance(), image.getParent());
        GenericDialog dialog = opened("Import Image Sequence");
        assertFalse(dialog.wasOKed());
        ImageJSession.press(dialog, KeyEvent.VK_ESCAPE);
    }
}
