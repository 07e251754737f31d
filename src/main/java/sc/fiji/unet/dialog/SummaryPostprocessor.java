package sc.fiji.unet.dialog;

import java.awt.GraphicsEnvironment;
import org.scijava.Priority;
import org.scijava.module.Module;
import org.scijava.module.process.AbstractPostprocessorPlugin;
import org.scijava.module.process.PostprocessorPlugin;
import org.scijava.plugin.Plugin;
import sc.fiji.unet.imagej.training.LogWindow;

/**
 * Puts what a command says it did into ImageJ's log. Left to itself, Fiji opens a large window of text for each run, over
 * the images; the status bar will not do, for Fiji writes there once more at the end.
 */
@Plugin(type = PostprocessorPlugin.class, priority = Priority.HIGH)
public class SummaryPostprocessor extends AbstractPostprocessorPlugin {
    @Override
    public void process(Module module) {
        if (!(module.getDelegateObject() instanceof UnetCommand) || GraphicsEnvironment.isHeadless()) return;
        if (module.getOutput(UnetCommand.SUMMARY) instanceof String summary) LogWindow.say(summary);
        module.resolveOutput(UnetCommand.SUMMARY);
    }
}
