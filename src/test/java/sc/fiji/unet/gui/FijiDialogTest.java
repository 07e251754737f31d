package sc.fiji.unet.gui;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ij.IJ;
import ij.gui.GenericDialog;
import java.awt.event.KeyEvent;
import java.io.File;
import java.lang.reflect.Proxy;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledIfSystemProperty;
import org.scijava.Context;
import org.scijava.command.CommandModule;
import org.scijava.command.CommandService;
import org.scijava.ui.UIService;
import org.scijava.ui.UserInterface;
import sc.fiji.unet.command.InfoCommand;
import sc.fiji.unet.command.NucleiSampleCommand;
import sc.fiji.unet.command.SegmentImageCommand;

/** Commands as Fiji runs them, by SciJava with a user interface: they ask by the dialog that plain ImageJ shows. */
@Tag("gui")
@Timeout(60)
@DisabledIfSystemProperty(
        named = "java.awt.headless",
        matches = "true",
        disabledReason = "no display: run with -Dtest.headless=false under xvfb-run")
class FijiDialogTest {
    private static final String COMMAND = "Segment with U-Net";
    private Context context;

    @BeforeEach
    void start() {
        ImageJSession.start();
        context = new Context(CommandService.class, UIService.class);
        IJ.createImage("cells.tif", "8-bit ramp", 160, 120, 1).show();
    }

    @AfterEach
    void close() {
        context.dispose();
        ImageJSession.closeAll();
    }

    /** As far as the dialogs are concerned: something that is visible. */
    private void showUserInterface() {
        Object visible =
                Proxy.newProxyInstance(getClass().getClassLoader(), new Class<?>[] {UserInterface.class}, (p, m, a) -> {
                    if (m.getName().equals("isVisible")) return true;
                    return m.getReturnType() == boolean.class ? false : null;
                });
        context.service(UIService.class).setDefaultUI((UserInterface) visible);
    }

    private Future<CommandModule> segment(Object... inputs) {
        return context.service(CommandService.class).run(SegmentImageCommand.class, true, inputs);
    }

    private static GenericDialog dialog() {
        return ImageJSession.await("the dialog opens", () -> ImageJSession.find(COMMAND));
    }

    @Test
    void whatIsSaidInTheDialogReachesTheCommand() throws Exception {
        showUserInterface();
        Future<CommandModule> run = segment("minimum", 7);
        GenericDialog dialog = dialog();
        ImageJSession.type(dialog, "Model", "nowhere");
        ImageJSession.tick(dialog, "ROIs", true);
        IJ.redirectErrorMessages();
        ImageJSession.press(dialog, KeyEvent.VK_ENTER);
        GenericDialog again = ImageJSession.await("it asks again", () -> {
            GenericDialog open = ImageJSession.find(COMMAND);
            return open == dialog ? null : open;
        });
        assertTrue(ImageJSession.text(again, "Model").startsWith("nowhere"), "what was typed is kept");
        ImageJSession.press(again, KeyEvent.VK_ESCAPE);
        CommandModule module = run.get();
        assertEquals(new File("nowhere"), module.getInput("model"));
        assertEquals(true, module.getInput("rois"));
        assertEquals("7", module.getInput("minimum"), "a script gave it");
        assertTrue(IJ.getLog().contains("nowhere is not a model folder"), IJ.getLog());
        assertEquals("", module.getCancelReason(), "the person knows");
    }

    @Test
    void escCancelsWithoutAWord() throws Exception {
        showUserInterface();
        Future<CommandModule> run = segment();
        ImageJSession.press(dialog(), KeyEvent.VK_ESCAPE);
        assertTrue(run.get().isCanceled());
        assertEquals("", run.get().getCancelReason());
    }

    @Test
    void withoutAUserInterfaceNobodyIsAsked() throws Exception {
        CommandModule module = context.service(CommandService.class)
                .run(InfoCommand.class, true)
                .get();
        assertTrue(module.isCanceled());
        assertTrue(module.getCancelReason().startsWith("model is missing"), module.getCancelReason());
    }

    @Test
    void whatWasDoneIsInTheLogAndInNoWindowOfItsOwn() throws Exception {
        showUserInterface();
        CommandModule module = context.service(CommandService.class)
                .run(NucleiSampleCommand.class, true)
                .get();
        assertTrue(IJ.getLog().contains(String.valueOf(module.getOutput("summary"))), IJ.getLog());
        assertTrue(module.isOutputResolved("summary"), "Fiji opens a window");
    }
}
