package sc.fiji.unet.command;

import ij.ImagePlus;
import ij.Macro;
import ij.WindowManager;
import java.awt.GraphicsEnvironment;
import java.util.LinkedHashMap;
import java.util.Map;
import org.scijava.Priority;
import org.scijava.command.CommandInfo;
import org.scijava.module.Module;
import org.scijava.module.ModuleItem;
import org.scijava.module.process.AbstractPreprocessorPlugin;
import org.scijava.module.process.PreprocessorPlugin;
import org.scijava.plugin.Plugin;
import sc.fiji.unet.config.InputException;

/**
 * Fills our commands from macro options before Fiji does: Fiji turns a misspelt choice or number into something else and
 * opens a dialog for whatever a macro leaves out; here the first is refused by name and the second keeps its default.
 * Without a macro, keeps out of the dialog what a command does not ask for.
 */
@Plugin(type = PreprocessorPlugin.class, priority = Priority.EXTREMELY_HIGH)
public class MacroPreprocessor extends AbstractPreprocessorPlugin {
    @Override
    public void process(Module module) {
        String options = Macro.getOptions();
        if (!(module.getDelegateObject() instanceof UnetCommand command)) return;
        CommandInfo info = (CommandInfo) module.getInfo();
        if (options == null && !GraphicsEnvironment.isHeadless()) prepare(module, info, command);
        if (options != null) fill(module, info, options);
        // a help button alone is no reason for a dialog
        if (!isAsked(module, info)) module.resolveInput(UnetCommand.HELP);
    }

    private static boolean isAsked(Module module, CommandInfo info) {
        return !GraphicsEnvironment.isHeadless()
                && ParameterValues.inputs(info).stream()
                        .anyMatch(item -> !isActiveImage(item) && !module.isInputResolved(item.getName()));
    }

    static void prepare(Module module, CommandInfo info, UnetCommand command) {
        Map<String, Object> given = new LinkedHashMap<>();
        for (ModuleItem<?> item : ParameterValues.inputs(info)) {
            if (module.isInputResolved(item.getName())) given.put(item.getName(), module.getInput(item.getName()));
        }
        command.prepare();
        given.forEach(module::setInput); // a script that gave a value means it
        for (ModuleItem<?> item : ParameterValues.inputs(info)) {
            if (isActiveImage(item)) fillActiveImage(module, item);
            else if (!command.asks(item.getName())) module.resolveInput(item.getName());
        }
    }

    private void fill(Module module, CommandInfo info, String options) {
        try {
            Map<String, Object> values = ParameterValues.convert(info, MacroOptions.parse(options));
            values.forEach(module::setInput);
            for (ModuleItem<?> item : ParameterValues.inputs(info)) {
                if (isActiveImage(item) && !values.containsKey(item.getName())) fillActiveImage(module, item);
                else module.resolveInput(item.getName());
            }
        } catch (InputException e) {
            cancel(e.getMessage());
        }
    }

    private static boolean isActiveImage(ModuleItem<?> item) {
        return item.getType() == ImagePlus.class && item.isAutoFill();
    }

    /** Fiji does so itself where the image is required, and asks for it where it is not and none is open. */
    private static void fillActiveImage(Module module, ModuleItem<?> item) {
        if (item.isRequired()) return;
        module.setInput(item.getName(), WindowManager.getCurrentImage());
        module.resolveInput(item.getName());
    }
}
