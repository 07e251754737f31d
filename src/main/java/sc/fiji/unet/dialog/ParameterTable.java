package sc.fiji.unet.dialog;

import ij.ImagePlus;
import java.io.File;
import java.util.ArrayList;
import java.util.List;
import org.scijava.command.Command;
import org.scijava.command.CommandInfo;
import org.scijava.module.ModuleItem;

/** The parameters and outputs of a command as tables in Markdown, made from its fields, for help pages and the reference. */
public final class ParameterTable {
    private ParameterTable() {}

    /** A row for each parameter: key, values, default, meaning; then the outputs. */
    public static String of(Class<? extends Command> type) {
        CommandInfo info = new CommandInfo(type);
        Command command = CommandFields.create(type);
        List<ModuleItem<?>> inputs = ParameterValues.inputs(info);
        if (inputs.isEmpty()) return "No parameters.\n" + outputs(info);
        StringBuilder text = new StringBuilder("| key | value | default | meaning |\n|---|---|---|---|\n");
        for (ModuleItem<?> item : inputs) {
            Object initial = CommandFields.get(item, command);
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
        return "`" + ParameterValues.text(item, initial) + "`";
    }
}
