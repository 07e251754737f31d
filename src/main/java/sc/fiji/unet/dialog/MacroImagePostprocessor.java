package sc.fiji.unet.dialog;

import ij.ImagePlus;
import ij.macro.Interpreter;
import java.awt.GraphicsEnvironment;
import org.scijava.Priority;
import org.scijava.module.Module;
import org.scijava.module.ModuleItem;
import org.scijava.module.process.AbstractPostprocessorPlugin;
import org.scijava.module.process.PostprocessorPlugin;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;
import org.scijava.thread.ThreadService;

/**
 * Makes the image that a command made the active one of the macro that called it, where images have no windows: without a
 * display and in batch mode. Else the macro would go on with its input and save that as labels: see {@link CallersImage}.
 */
@Plugin(type = PostprocessorPlugin.class, priority = Priority.EXTREMELY_LOW)
public class MacroImagePostprocessor extends AbstractPostprocessorPlugin {
    @Parameter(required = false)
    private ThreadService threads;

    @Override
    public void process(Module module) {
        boolean windows = !GraphicsEnvironment.isHeadless() && !Interpreter.isBatchMode();
        if (windows || !(module.getDelegateObject() instanceof UnetCommand)) return;
        if (CallingMacro.options() == null) return;
        for (ModuleItem<?> item : module.getInfo().outputs()) {
            if (module.getOutput(item.getName()) instanceof ImagePlus image) CallersImage.set(threads, image);
        }
    }
}
