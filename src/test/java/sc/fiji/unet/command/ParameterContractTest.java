package sc.fiji.unet.command;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.reflect.Field;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.scijava.Context;
import org.scijava.command.Command;
import org.scijava.command.CommandInfo;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.PluginIndex;
import org.scijava.plugin.PluginInfo;
import org.scijava.service.Service;
import org.scijava.util.ClassUtils;
import sc.fiji.unet.dialog.MacroReference;
import sc.fiji.unet.dialog.ParameterValues;
import sc.fiji.unet.dialog.RecordedLine;
import sc.fiji.unet.dialog.UnetCommand;

/** Holds every command to what macros, dialogs and the command line need of its parameters. */
class ParameterContractTest {
    @TestFactory
    Stream<DynamicTest> parametersAreFitForMacrosDialogsAndShells() {
        PluginIndex index = new PluginIndex();
        index.discover();
        return index.getPlugins(Command.class).stream()
                .filter(info -> info.getClassName().startsWith("sc.fiji.unet."))
                .flatMap(ParameterContractTest::parameters)
                .map(field -> DynamicTest.dynamicTest(
                        field.getDeclaringClass().getSimpleName() + "." + field.getName(), () -> check(field)));
    }

    private static Stream<Field> parameters(PluginInfo<?> info) {
        Class<?> type = ClassUtils.loadClass(info.getClassName(), false);
        return ClassUtils.getAnnotatedFields(type, Parameter.class).stream()
                .filter(field -> !Service.class.isAssignableFrom(field.getType()) && field.getType() != Context.class);
    }

    /** Fiji would record it when it ends, and lose the line where another command is recorded meanwhile. */
    @Test
    void whatAsksRecordsItselfAndSaysSoInTheMenu() {
        for (Class<? extends UnetCommand> type : MacroReference.commands()) {
            CommandInfo info = new CommandInfo(type);
            boolean asks = !ParameterValues.inputs(info).isEmpty();
            assertEquals(asks, info.is(RecordedLine.BY_ITSELF), type.getName());
            assertEquals(asks, info.getMenuPath().getLeaf().getName().endsWith("..."), type.getName());
        }
    }

    /** Whatever way an image comes in by, the same can be asked for. */
    @Test
    void allThatSegmentTellObjectsApartByTheSameMethods() throws Exception {
        List<String> methods = choices(SegmentCommand.class, "objects");
        assertEquals(methods, choices(SegmentImageCommand.class, "objects"));
        assertEquals(methods, choices(SegmentZarrCommand.class, "objects"));
    }

    private static List<String> choices(Class<?> command, String parameter) throws NoSuchFieldException {
        return List.of(command.getDeclaredField(parameter)
                .getAnnotation(Parameter.class)
                .choices());
    }

    private static void check(Field field) {
        Parameter parameter = field.getAnnotation(Parameter.class);
        assertAll(
                () -> assertTrue(field.getName().matches("[a-z][a-z0-9]*"), "macros lower-case names"),
                () -> assertFalse(parameter.persist(), "a value from another run must not leak into this one"),
                () -> assertFalse(parameter.label().isBlank(), "a dialog needs a label"),
                () -> assertFalse(parameter.description().isBlank(), "a person needs to know what it does"));
    }
}
