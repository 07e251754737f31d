package sc.fiji.unet.dialog;

import java.awt.GraphicsEnvironment;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CancellationException;
import org.scijava.command.CommandInfo;
import org.scijava.module.Module;
import org.scijava.module.ModuleItem;
import org.scijava.module.process.AbstractPreprocessorPlugin;
import org.scijava.module.process.PreprocessorPlugin;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;
import org.scijava.ui.UIService;
import org.scijava.widget.InputHarvester;
import sc.fiji.unet.base.InputException;

/**
 * Asks in Fiji by the dialog that plain ImageJ shows, just before Fiji would ask by one of its own. Fiji's knows no model
 * by name or picture, keeps to no bounds, scrolls on small screens, and fills an image that may be left out with the
 * first that is open.
 */
@Plugin(type = PreprocessorPlugin.class, priority = InputHarvester.PRIORITY + 1)
public class DialogPreprocessor extends AbstractPreprocessorPlugin {
    @Parameter(required = false)
    private UIService ui;

    @Override
    public void process(Module module) {
        if (!(module.getDelegateObject() instanceof UnetCommand command)) return;
        CommandInfo info = (CommandInfo) module.getInfo();
        Map<ModuleItem<?>, Object> unresolved = unresolved(module, info);
        try {
            if (canAsk(ui)) ask(module, info, command, unresolved.keySet());
            else unresolved.forEach(ParameterValues::check); // Fiji would cancel without a word
        } catch (InputException e) {
            cancel(ScreenText.message(e.getMessage()));
        } catch (CancellationException e) {
            cancel(null); // the person knows
        }
    }

    private static void ask(Module module, CommandInfo info, UnetCommand command, Set<ModuleItem<?>> unresolved) {
        if (!unresolved.isEmpty()) command.ask(new Conversation(info, command, unresolved, command::execute));
        info.inputs().forEach(item -> module.resolveInput(item.getName())); // or Fiji asks again
    }

    /** Like Fiji's own dialogs: never without a user interface, even where there is a display. */
    static boolean canAsk(UIService ui) {
        return ui != null && !ui.isHeadless() && ui.isVisible() && !GraphicsEnvironment.isHeadless();
    }

    private static Map<ModuleItem<?>, Object> unresolved(Module module, CommandInfo info) {
        Map<ModuleItem<?>, Object> unresolved = new LinkedHashMap<>();
        for (ModuleItem<?> item : ParameterValues.inputs(info)) {
            if (!module.isInputResolved(item.getName())) unresolved.put(item, module.getInput(item.getName()));
        }
        return unresolved;
    }
}
