package sc.fiji.unet.dialog;

import ij.ImagePlus;
import java.awt.GraphicsEnvironment;
import java.util.LinkedHashMap;
import java.util.Map;
import org.scijava.Priority;
import org.scijava.command.CommandInfo;
import org.scijava.module.Module;
import org.scijava.module.ModuleItem;
import org.scijava.module.process.AbstractPreprocessorPlugin;
import org.scijava.module.process.PreprocessorPlugin;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;
import org.scijava.thread.ThreadService;
import org.scijava.ui.UIService;
import sc.fiji.unet.base.InputException;

/**
 * Fills our commands from macro options before Fiji does: Fiji turns a misspelled choice or number into something else and
 * opens a dialog for whatever a macro leaves out; here the first is refused by name and the second keeps its default.
 * Without a macro, keeps out of the dialog what a command does not ask for.
 */
@Plugin(type = PreprocessorPlugin.class, priority = Priority.EXTREMELY_HIGH)
public class MacroPreprocessor extends AbstractPreprocessorPlugin {
    @Parameter(required = false)
    private ThreadService threads;

    @Parameter(required = false)
    private UIService ui;

    @Override
    public void process(Module module) {
        if (!(module.getDelegateObject() instanceof UnetCommand command)) return;
        CommandInfo info = (CommandInfo) module.getInfo();
        String options = CallingMacro.options();
        try {
            if (options != null) fill(module, info, options, CallersImage.get(threads));
            else if (DialogPreprocessor.canAsk(ui)) prepare(module, info, command, CallersImage.get(threads));
            else if (!GraphicsEnvironment.isHeadless()) resolve(module, info, command, CallersImage.get(threads));
        } catch (InputException e) {
            cancel(ScreenText.message(e.getMessage()));
            CallingMacro.stop(e.getMessage());
        }
    }

    static void prepare(Module module, CommandInfo info, UnetCommand command, ImagePlus active) {
        Map<String, Object> given = new LinkedHashMap<>();
        for (ModuleItem<?> item : ParameterValues.inputs(info)) {
            if (module.isInputResolved(item.getName())) given.put(item.getName(), module.getInput(item.getName()));
        }
        command.prepare();
        given.forEach(module::setInput); // a script that gave a value means it
        resolve(module, info, command, active);
    }

    private static void resolve(Module module, CommandInfo info, UnetCommand command, ImagePlus active) {
        for (ModuleItem<?> item : ParameterValues.inputs(info)) {
            if (isActiveImage(item)) fillActiveImage(module, item, active);
            else if (!command.asks(item.getName())) module.resolveInput(item.getName());
        }
    }

    static void fill(Module module, CommandInfo info, String options, ImagePlus active) {
        ParameterValues.convert(info, MacroOptions.parse(options)).forEach((name, value) -> {
            module.setInput(name, value);
            module.resolveInput(name);
        });
        for (ModuleItem<?> item : ParameterValues.inputs(info)) {
            if (isActiveImage(item)) fillActiveImage(module, item, active);
            else module.resolveInput(item.getName());
            ParameterValues.check(item, module.getInput(item.getName())); // Fiji would cancel without a word
        }
    }

    private static boolean isActiveImage(ModuleItem<?> item) {
        return item.getType() == ImagePlus.class && item.isAutoFill();
    }

    /** Fiji would not say why it does nothing where none is open. */
    private static void fillActiveImage(Module module, ModuleItem<?> item, ImagePlus active) {
        String name = item.getName();
        if (module.isInputResolved(name)) return;
        module.setInput(name, item.isRequired() ? ParameterValues.pixels(name, active) : active);
        module.resolveInput(name);
    }
}
