package sc.fiji.unet.command;

import ij.IJ;
import ij.Menus;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;

/** Runs macros in an ImageJ without a display, which makes no menus: our commands are entered as its menu would. */
public final class HeadlessMacros {
    private HeadlessMacros() {}

    /** Runs the macro file that the argument names, for tests that want a Java of its own without a display. */
    public static void main(String[] arguments) throws IOException {
        run(Path.of(arguments[0]), "");
    }

    /** Runs a macro file to its end. */
    static void run(Path macro, String argument) throws IOException {
        text(Files.readString(macro), argument);
    }

    /** Runs the text of a macro. */
    static void text(String macro, String argument) throws IOException {
        enterCommands();
        IJ.runMacro(macro, argument);
    }

    /** Makes our commands known to {@code IJ.run}. */
    @SuppressWarnings("unchecked")
    static void enterCommands() throws IOException {
        if (Menus.getCommands() == null) makeMenuTable();
        for (String line : Files.readAllLines(Path.of("plugins.config"))) {
            if (line.startsWith("#") || line.endsWith("\"-\"")) continue;
            String[] parts = line.split("\"", 3); // menu, label, class
            Menus.getCommands().put(parts[1], parts[2].substring(", ".length()));
        }
        Menus.getCommands().put("Results...", "ij.plugin.MeasurementsWriter");
    }

    /** ImageJ's start makes the table of commands, then fails at the menu bar for want of a display. */
    private static void makeMenuTable() {
        try {
            Method init = IJ.class.getDeclaredMethod("init");
            init.setAccessible(true);
            init.invoke(null);
        } catch (InvocationTargetException e) {
            if (Menus.getCommands() == null) throw new IllegalStateException(e.getCause());
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }
}
