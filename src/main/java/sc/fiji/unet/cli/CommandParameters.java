package sc.fiji.unet.cli;

import ij.ImagePlus;
import java.io.File;
import java.lang.reflect.Field;
import org.scijava.command.CommandInfo;
import org.scijava.command.CommandModuleItem;
import org.scijava.module.ModuleItem;
import org.scijava.util.ClassUtils;
import picocli.CommandLine.Help.Visibility;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.TypeConversionException;
import sc.fiji.unet.base.OptionException;
import sc.fiji.unet.dialog.Choices;
import sc.fiji.unet.dialog.ParameterValues;
import sc.fiji.unet.dialog.UnetCommand;

/** Makes command line options of a command's SciJava parameters, which thereby stay the only place that names them. */
final class CommandParameters {
    private CommandParameters() {}

    /** One option for each input of the command; parsing fills the command's fields. */
    static void addTo(CommandSpec spec, UnetCommand command) {
        CommandInfo info = new CommandInfo(command.getClass());
        spec.usageMessage().description(info.getDescription());
        for (ModuleItem<?> item : ParameterValues.inputs(info)) {
            boolean onScreen = item.getType() == ImagePlus.class;
            if (!onScreen) spec.addOption(option((CommandModuleItem<?>) item, command));
        }
    }

    private static OptionSpec option(CommandModuleItem<?> item, UnetCommand command) {
        Field field = item.getField();
        Object initial = ClassUtils.getValue(field, command);
        boolean flag = item.getType() == boolean.class;
        OptionSpec.Builder option = OptionSpec.builder("--" + item.getName())
                .type(item.getType())
                .arity(flag ? "0..1" : "1")
                .paramLabel(flag ? "true|false" : placeholder(item.getType()))
                .required(item.isRequired())
                .description(description(item))
                .showDefaultValue(initial == null ? Visibility.NEVER : Visibility.ALWAYS)
                .setter(new FieldSetter(field, command));
        if (flag) option.fallbackValue("true");
        if (item.is(ParameterValues.PLANNED)) option.converters(text -> number(item, text));
        if (initial != null) option.defaultValue(ParameterValues.text(item, initial));
        return option.build();
    }

    /** With percent signs doubled, as picocli formats it. */
    private static String description(ModuleItem<?> item) {
        return Choices.described(item).replace("%", "%%");
    }

    private static String placeholder(Class<?> type) {
        if (type == File.class) return "PATH";
        return type == String.class ? "TEXT" : "NUMBER";
    }

    /** What picocli reads, and auto. */
    private static Object number(ModuleItem<?> item, String text) {
        try {
            return ParameterValues.convert(item, text);
        } catch (OptionException e) {
            throw new TypeConversionException(e.getMessage());
        }
    }

    private record FieldSetter(Field field, UnetCommand command) implements picocli.CommandLine.Model.ISetter {
        @Override
        @SuppressWarnings("unchecked")
        public <T> T set(T value) {
            Object before = ClassUtils.getValue(field, command);
            if (value != null) ClassUtils.setValue(field, command, value);
            return (T) before;
        }
    }
}
