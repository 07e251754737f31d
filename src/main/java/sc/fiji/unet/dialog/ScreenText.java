package sc.fiji.unet.dialog;

import java.awt.GraphicsEnvironment;
import java.util.stream.Collectors;
import org.scijava.MenuEntry;
import org.scijava.command.CommandInfo;

/** Text in lines that fit a screen: neither ImageJ's dialogs nor those of Fiji break long ones. */
final class ScreenText {
    private static final int COLUMNS = 100;

    private ScreenText() {}

    /** A message as a dialog shows it; as it is where nothing is shown. */
    static String message(String text) {
        return text == null || GraphicsEnvironment.isHeadless() ? text : wrapped(text, COLUMNS);
    }

    /** Breaks lines at spaces; a word that is longer than a line, such as a path, stays whole. */
    static String wrapped(String text, int columns) {
        return text.lines()
                .map(line ->
                        line.replaceAll("(.{1," + columns + "})( +|$)", "$1\n").strip())
                .collect(Collectors.joining("\n"));
    }

    /** The name of a command in the menu. */
    static String title(CommandInfo info) {
        MenuEntry leaf = info.getMenuPath().getLeaf();
        return leaf == null ? info.getTitle() : leaf.getName().replace("...", "");
    }
}
