package sc.fiji.unet.command;

import ij.ImagePlus;
import ij.Macro;
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
 */
@Plugin(type = PreprocessorPlugin.class, priority = Priority.EXTREMELY_HIGH)
public class MacroPreprocessor extends AbstractPreprocessorPlugin {
    @Override
    public void process(Module module) {
        String options = Macro.getOptions();
        if (options == null || !(module.getDelegateObject() instanceof UnetCommand)) return;
        CommandInfo info = (CommandInfo) module.getInfo();
        try {
            Map<String, Object> values = ParameterValues.convert(info, MacroOptions.parse(options));
            values.forEach(module::setInput);
            for (ModuleItem<?> item : ParameterValues.inputs(info)) {
                boolean activeImage = item.getType() == ImagePlus.class && item.isAutoFill();
                if (values.containsKey(item.getName()) || !activeImage) module.resolveInput(item.getName());
            }
        } catch (InputException e) {
            cancel(e.getMessage());
        }
    }
}
