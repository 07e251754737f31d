package sc.fiji.unet.dialog;

import java.lang.reflect.Field;
import java.util.ArrayList;
import java.util.List;
import org.scijava.ItemVisibility;
import org.scijava.command.CommandInfo;
import org.scijava.command.CommandModuleItem;
import org.scijava.module.ModuleItem;
import org.scijava.util.ClassUtils;

/** The parameters of a command as the fields of an instance. */
public final class CommandFields {
    private CommandFields() {}

    /** A new instance, whose fields hold the defaults. */
    public static <C> C create(Class<C> type) {
        try {
            return type.getDeclaredConstructor().newInstance();
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("Cannot create the command " + type.getName(), e);
        }
    }

    /** The value of a parameter. */
    public static Object get(ModuleItem<?> item, Object command) {
        return ClassUtils.getValue(field(item), command);
    }

    /** Sets a parameter of a command to a value, which is brought to the type of its field. */
    static void set(ModuleItem<?> item, Object command, Object value) {
        ClassUtils.setValue(field(item), command, value);
    }

    /** What a command has to say before it asks. */
    static List<String> messages(CommandInfo info, Object command) {
        List<String> messages = new ArrayList<>();
        for (ModuleItem<?> item : info.inputs()) {
            boolean message = item.getVisibility() == ItemVisibility.MESSAGE;
            if (message && get(item, command) instanceof String text && !text.isBlank()) messages.add(text);
        }
        return messages;
    }

    private static Field field(ModuleItem<?> item) {
        return ((CommandModuleItem<?>) item).getField();
    }
}
