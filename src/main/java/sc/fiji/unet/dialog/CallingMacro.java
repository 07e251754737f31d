package sc.fiji.unet.dialog;

import ij.IJ;
import ij.Macro;
import ij.macro.Interpreter;
import java.awt.GraphicsEnvironment;

/**
 * The macro that a command in Fiji is called by. Fiji lets a macro go on after a command that was refused or canceled;
 * ImageJ's own commands stop it, since whatever follows would take old results for new ones.
 */
final class CallingMacro {
    private CallingMacro() {}

    /** What the macro says, null where a person or a script calls; never null for a macro that nobody can be asked in. */
    static String options() {
        String options = Macro.getOptions();
        boolean unattended = GraphicsEnvironment.isHeadless() && Interpreter.getInstance() != null;
        return options == null && unattended ? "" : options;
    }

    /** Stops the macro, if there is one. */
    static void stop(String reason) {
        if (options() == null) return;
        if (GraphicsEnvironment.isHeadless()) IJ.log(reason); // with a display, Fiji shows it
        Macro.abort(); // for scripts that call IJ.run
        Interpreter macro = Interpreter.getInstance();
        if (macro == null) return;
        // it waits for the macro to end, which waits for this command
        new Thread(macro::abortMacro, "U-Net stops a macro").start();
        while (!macro.done()) Thread.onSpinWait();
    }
}
