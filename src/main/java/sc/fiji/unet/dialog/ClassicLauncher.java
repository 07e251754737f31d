package sc.fiji.unet.dialog;

import ij.IJ;
import ij.ImagePlus;
import ij.Macro;
import ij.WindowManager;
import ij.measure.ResultsTable;
import ij.plugin.PlugIn;
import java.awt.GraphicsEnvironment;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CancellationException;
import javax.swing.SwingUtilities;
import org.scijava.command.CommandInfo;
import org.scijava.module.ModuleItem;
import org.scijava.util.ClassUtils;
import sc.fiji.unet.base.InputException;
import sc.fiji.unet.imagej.drop.ModelDrop;
import sc.fiji.unet.imagej.training.LogWindow;

/**
 * Runs a SciJava command in plain ImageJ, which knows no such commands: {@code plugins.config} names this class with the
 * command as its argument. Asks by a dialog made of the command's own parameters, takes and records the keys that Fiji
 * takes and records, so that a macro recorded in either runs in both. (Fiji shows the SciJava command in its place.)
 */
public final class ClassicLauncher implements PlugIn {
    @Override
    public void run(String commandClass) {
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        // ImageJ loads plugins by a class loader of its own, which libraries that look for services have to see.
        thread.setContextClassLoader(getClass().getClassLoader());
        SwingUtilities.invokeLater(ModelDrop::install); // plain ImageJ gives us no earlier occasion
        try {
            launch(ClassUtils.loadClass(commandClass, false).asSubclass(UnetCommand.class));
        } catch (InputException | UncheckedIOException e) {
            // without a display ImageJ fails to show it, and would stop without a word
            if (GraphicsEnvironment.isHeadless()) IJ.log(e.getMessage());
            IJ.error("U-Net", ScreenText.message(e.getMessage())); // stops a macro, too
        } catch (CancellationException e) {
            IJ.showStatus("Canceled");
        } finally {
            thread.setContextClassLoader(before);
            IJ.showProgress(1.0);
        }
    }

    private static void launch(Class<? extends UnetCommand> type) {
        CommandInfo info = new CommandInfo(type);
        UnetCommand command = CommandFields.create(type);
        ModuleItem<?> active = activeImage(info);
        if (active != null) CommandFields.set(active, command, image(active));
        String options = Macro.getOptions();
        if (options != null) {
            ParameterValues.convert(info, MacroOptions.parse(options))
                    .forEach((k, v) -> CommandFields.set(info.getInput(k), command, v));
        } else if (!GraphicsEnvironment.isHeadless()) {
            command.prepare();
            ask(info, command, active);
        }
        ParameterValues.check(info, command);
        String summary;
        try (ScreenProgress progress = new ScreenProgress(ScreenText.title(info), LogWindow::say, () -> false)) {
            summary = command.perform(progress);
        }
        IJ.showStatus(summary.lines().findFirst().orElse(""));
        if (summary.contains("\n")) LogWindow.say(summary);
        show(info, command);
    }

    private static void ask(CommandInfo info, UnetCommand command, ModuleItem<?> active) {
        Set<ModuleItem<?>> asked = new LinkedHashSet<>();
        for (ModuleItem<?> item : ParameterValues.inputs(info)) {
            if (item != active && command.asks(item.getName())) asked.add(item);
        }
        if (!asked.isEmpty()) command.ask(new Conversation(info, command, asked, command::execute));
    }

    /** The image parameter that Fiji fills with the active image without asking; null where there is none. */
    private static ModuleItem<?> activeImage(CommandInfo info) {
        return ParameterValues.inputs(info).stream()
                .filter(item -> item.getType() == ImagePlus.class && item.isAutoFill())
                .findFirst()
                .orElse(null);
    }

    private static ImagePlus image(ModuleItem<?> item) {
        ImagePlus image = WindowManager.getCurrentImage();
        if (image == null && item.isRequired()) throw new InputException("No image is open: open one first.");
        return image;
    }

    private static void show(CommandInfo info, UnetCommand command) {
        List<ImagePlus> images = new ArrayList<>();
        for (ModuleItem<?> item : info.outputs()) {
            Object value = CommandFields.get(item, command);
            if (value instanceof ResultsTable table) table.show(item.getLabel());
            if (value instanceof ImagePlus image) {
                image.show();
                images.add(image);
            }
        }
        if (images.size() > 1) toFront(images.get(images.size() - 1));
    }

    /** The window system tells of activated windows when it likes: that of an earlier one would make it the active image. */
    private static void toFront(ImagePlus image) {
        if (image.getWindow() != null) IJ.selectWindow(image.getID());
    }
}
