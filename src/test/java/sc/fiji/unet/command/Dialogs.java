package sc.fiji.unet.command;

import java.util.LinkedHashMap;
import java.util.Map;
import org.scijava.command.CommandInfo;
import sc.fiji.unet.dialog.CommandFields;
import sc.fiji.unet.dialog.ParameterValues;
import sc.fiji.unet.dialog.UnetCommand;

/** What dialogs begin with. */
final class Dialogs {
    private Dialogs() {}

    /** What a command proposes to a person, by parameter. */
    static Map<String, Object> proposed(UnetCommand command) {
        command.prepare();
        Map<String, Object> values = new LinkedHashMap<>();
        ParameterValues.inputs(new CommandInfo(command.getClass()))
                .forEach(item -> values.put(item.getName(), CommandFields.get(item, command)));
        return values;
    }
}
