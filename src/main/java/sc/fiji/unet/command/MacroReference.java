package sc.fiji.unet.command;

import ij.ImagePlus;
import java.io.File;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.scijava.command.Command;
import org.scijava.command.CommandInfo;
import org.scijava.module.ModuleItem;
import org.scijava.plugin.PluginIndex;
import org.scijava.plugin.PluginInfo;
import org.scijava.util.ClassUtils;

/** Writes the page docs/macro-reference.md from the parameters of the commands. */
final class MacroReference {
    private static final String INTRODUCTION =
            """
            # Macro reference

            Every command records a line such as `run("Segment with U-Net...", "model=[/models/nuclei] table=true");`, and the
            line replays to the same result: in Fiji, in plain ImageJ, with or without a display, in the ImageJ macro language,
            Groovy (`IJ.run("Segment with U-Net...", "...")`) and JavaScript. Keys are the names below. A key that is left out
            has its default, never the value of an earlier run. Values with blanks go into [brackets]. A misspelt key, an unknown
            choice or a number out of range stops the macro with a message that names it. Commands on an image take the active
            one. In Groovy, `command.run(SegmentImageCommand, true, "image", imp, "model", folder).get()` also gives the outputs.

            Worked examples are in [scripts](../scripts); each is run by the tests. (This page is made from the commands.)
            """;

    private MacroReference() {}

    /** The whole page. */
    static String markdown() {
        PluginIndex index = new PluginIndex();
        index.discover();
        StringBuilder page = new StringBuilder(INTRODUCTION);
        index.getPlugins(Command.class).stream()
                .filter(info -> info.getClassName().startsWith("sc.fiji.unet."))
                .map(MacroReference::type)
                .sorted(Comparator.comparing((Class<? extends UnetCommand> type) -> name(new CommandInfo(type))))
                .forEach(type -> page.append(section(type)));
        return page.toString();
    }

    private static Class<? extends UnetCommand> type(PluginInfo<?> info) {
        return ClassUtils.loadClass(info.getClassName(), false).asSubclass(UnetCommand.class);
    }

    private static String name(CommandInfo info) {
        return info.getMenuPath().getLeaf().getName();
    }

    private static String section(Class<? extends UnetCommand> type) {
        CommandInfo info = new CommandInfo(type);
        UnetCommand command = ClassicLauncher.create(type);
        StringBuilder text = new StringBuilder("\n## " + name(info) + "\n\n");
        text.append(info.getDescription())
                .append(" (`")
                .append(type.getSimpleName())
                .append("`)\n\n");
        text.append("| key | value | default | meaning |\n|---|---|---|---|\n");
        for (ModuleItem<?> item : ParameterValues.inputs(info)) {
            Object initial = ClassicLauncher.get(item, command);
            text.append(row(item.getName(), value(item), initial(item, initial), item.getDescription()));
        }
        return text.append(outputs(info)).toString();
    }

    private static String outputs(CommandInfo info) {
        List<String> outputs = new ArrayList<>();
        for (ModuleItem<?> item : info.outputs()) {
            outputs.add("`" + item.getName() + "` (" + item.getType().getSimpleName() + ")");
        }
        return "\nOutputs: " + String.join(", ", outputs) + ".\n";
    }

    private static String row(String... cells) {
        List<String> escaped = new ArrayList<>();
        for (String cell : cells) escaped.add(cell.replace("|", "\\|").replace("\n", " "));
        return "| `" + String.join(" | ", escaped).replaceFirst(" \\| ", "` | ") + " |\n";
    }

    private static String value(ModuleItem<?> item) {
        Class<?> type = item.getType();
        if (!ParameterValues.choices(item).isEmpty()) return String.join(", ", ParameterValues.choices(item));
        if (type == boolean.class) return "true, false";
        if (type == File.class) return "path";
        if (type == ImagePlus.class) return item.isAutoFill() ? "title; the active image" : "title of an open image";
        if (type == String.class) return "text";
        String bound = ParameterValues.bound(item);
        return bound.isEmpty() ? "number" : "number, " + bound;
    }

    private static String initial(ModuleItem<?> item, Object initial) {
        if (initial == null || initial.equals("")) return item.isRequired() ? "required" : "";
        return "`" + ParameterValues.text(initial) + "`";
    }
}
