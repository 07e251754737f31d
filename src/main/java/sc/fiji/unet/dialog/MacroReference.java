package sc.fiji.unet.dialog;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import org.scijava.command.Command;
import org.scijava.command.CommandInfo;
import org.scijava.plugin.PluginIndex;
import org.scijava.plugin.PluginInfo;
import org.scijava.util.ClassUtils;

/** Writes the page docs/macro-reference.md from the parameters of the commands. */
public final class MacroReference {
    private static final String INTRODUCTION =
            """
            # Macro reference

            Every command records a line such as `run("Segment with U-Net...", "model=[/models/nuclei] table=true");`, and the
            line replays to the same result: in Fiji, in plain ImageJ, with or without a display, in the ImageJ macro language,
            Groovy (`IJ.run("Segment with U-Net...", "...")`) and JavaScript. Keys are the names below. A key that is left out
            has its default, never the value of an earlier run. Values with blanks go into [brackets]. A misspelled key, an unknown
            choice or a number out of range stops the macro with a message that names it. Commands on an image take the active
            one. In Groovy, `command.run(SegmentImageCommand, true, "image", imp, "model", folder).get()` also gives the outputs.

            Worked examples are in [scripts](../scripts); each is run by the tests. (This page is made from the commands.)
            """;

    private MacroReference() {}

    /** The page as Markdown: an introduction, then a section for each command. */
    public static String markdown() {
        StringBuilder page = new StringBuilder(INTRODUCTION);
        commands().forEach(type -> page.append(section(type)));
        return page.toString();
    }

    /** Every command, by name. */
    public static List<? extends Class<? extends UnetCommand>> commands() {
        PluginIndex index = new PluginIndex();
        index.discover();
        return index.getPlugins(Command.class).stream()
                .filter(info -> info.getClassName().startsWith("sc.fiji.unet."))
                .map(MacroReference::type)
                .sorted(Comparator.comparing((Class<? extends UnetCommand> type) -> name(new CommandInfo(type))))
                .toList();
    }

    private static Class<? extends UnetCommand> type(PluginInfo<?> info) {
        return ClassUtils.loadClass(info.getClassName(), false).asSubclass(UnetCommand.class);
    }

    private static String name(CommandInfo info) {
        return info.getMenuPath().getLeaf().getName();
    }

    private static String section(Class<? extends UnetCommand> type) {
        CommandInfo info = new CommandInfo(type);
        return String.format(
                Locale.ROOT,
                "\n## [%s](help/%s)\n\n%s (`%s`)\n\n%s",
                name(info),
                HelpPage.file(info),
                info.getDescription(),
                type.getSimpleName(),
                ParameterTable.of(type));
    }
}
