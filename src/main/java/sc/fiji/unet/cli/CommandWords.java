package sc.fiji.unet.cli;

import java.io.File;
import java.lang.reflect.Field;
import java.nio.file.Path;
import java.util.List;
import org.scijava.command.CommandInfo;
import org.scijava.command.CommandModuleItem;
import org.scijava.module.ModuleItem;
import org.scijava.util.ClassUtils;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import sc.fiji.unet.base.OptionException;
import sc.fiji.unet.dialog.ParameterValues;
import sc.fiji.unet.dialog.UnetCommand;

/** Reads what would be said to the command line, for programs that do a command's work in another way. */
public final class CommandWords {
    private CommandWords() {}

    /**
     * Fills the parameters of a command; what cannot be meant is refused.
     *
     * @param folder that paths of files begin at, where they are not whole
     */
    public static <C extends UnetCommand> C read(C command, Path folder, List<String> words) {
        CommandSpec spec = CommandSpec.create();
        CommandParameters.addTo(spec, command);
        try {
            new CommandLine(spec).parseArgs(words.toArray(String[]::new));
        } catch (ParameterException e) {
            throw new OptionException(BadUse.message(e));
        }
        for (ModuleItem<?> item : ParameterValues.inputs(new CommandInfo(command.getClass())))
            if (item.getType() == File.class) resolve(((CommandModuleItem<?>) item).getField(), command, folder);
        return command;
    }

    /** What may be said to a command, a line or more for each parameter. */
    public static String help(UnetCommand command, String name) {
        CommandSpec spec = CommandSpec.create().name(name);
        CommandParameters.addTo(spec, command);
        return new CommandLine(spec).getUsageMessage();
    }

    private static void resolve(Field field, UnetCommand command, Path folder) {
        File said = (File) ClassUtils.getValue(field, command);
        if (said != null && !said.getPath().isBlank())
            ClassUtils.setValue(field, command, folder.resolve(said.toPath()).toFile());
    }
}
