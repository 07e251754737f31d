package sc.fiji.unet.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ij.IJ;
import ij.ImagePlus;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import org.scijava.Context;
import org.scijava.command.Command;
import org.scijava.command.CommandInfo;
import org.scijava.command.CommandModule;
import org.scijava.command.CommandService;
import org.scijava.module.ModuleItem;
import org.scijava.plugin.PluginIndex;
import org.scijava.prefs.PrefService;
import org.scijava.util.ClassUtils;
import sc.fiji.unet.dialog.ParameterValues;
import sc.fiji.unet.dialog.UnetCommand;

/**
 * Every command in a SciJava Context without a user interface, as a script runs it: each parameter is given what it cannot
 * mean, and must be refused by name before anything is read or written.
 */
class ContextRunTest {
    private static final Context CONTEXT = new Context(CommandService.class, PrefService.class);
    private static final String WORD = "misspelled";

    @AfterAll
    static void close() {
        CONTEXT.dispose();
    }

    /** A bad value, and what the refusal must say besides the name of the parameter. */
    private record Bad(ModuleItem<?> item, Object value, String expected) {}

    @TestFactory
    Stream<DynamicTest> everyBadValueIsRefusedByName() {
        return commands().flatMap(type -> ParameterValues.inputs(new CommandInfo(type)).stream()
                .flatMap(item -> bad(item).stream())
                .map(bad -> DynamicTest.dynamicTest(
                        type.getSimpleName() + " " + bad.item().getName() + "=" + bad.value(),
                        () -> assertRefused(type, bad))));
    }

    private static Stream<Class<? extends UnetCommand>> commands() {
        PluginIndex index = new PluginIndex();
        index.discover();
        return index.getPlugins(Command.class).stream()
                .filter(info -> info.getClassName().startsWith("sc.fiji.unet."))
                .map(info -> ClassUtils.loadClass(info.getClassName(), false).asSubclass(UnetCommand.class));
    }

    private static List<Bad> bad(ModuleItem<?> item) {
        List<Bad> bad = new ArrayList<>();
        List<String> choices = ParameterValues.choices(item);
        if (!choices.isEmpty()) bad.add(new Bad(item, WORD, choices.get(0)));
        boolean whole = item.getType() == int.class || item.getType() == long.class;
        if (item.getMinimumValue() instanceof Number min) bad.add(bad(item, min.doubleValue() - 1, whole));
        if (item.getMaximumValue() instanceof Number max) bad.add(bad(item, max.doubleValue() + 1, whole));
        if (item.getType() == double.class && !ParameterValues.bound(item).isEmpty()) {
            bad.add(new Bad(item, Double.NaN, ParameterValues.bound(item)));
        }
        if (item.getType() == ImagePlus.class) bad.add(new Bad(item, new ImagePlus(), "no image is open"));
        if (item.isRequired()) bad.add(new Bad(item, null, "required"));
        if (item.isRequired() && item.getType() == File.class) bad.add(new Bad(item, new File(""), "missing"));
        return bad;
    }

    private static Bad bad(ModuleItem<?> item, double value, boolean whole) {
        return new Bad(item, whole ? (Object) (long) value : (Object) value, ParameterValues.bound(item));
    }

    /** All that is required is given but for the bad value, so that it alone can be the reason. */
    private static void assertRefused(Class<? extends UnetCommand> type, Bad bad) throws Exception {
        Map<String, Object> values = required(type);
        values.put(bad.item().getName(), bad.value());
        CommandModule module =
                CONTEXT.service(CommandService.class).run(type, true, values).get();
        assertTrue(module.isCanceled(), "it ran: " + module.getOutput("summary"));
        String reason = String.valueOf(module.getCancelReason());
        assertTrue(reason.contains(bad.item().getName()), reason);
        assertTrue(reason.contains(bad.expected()), reason);
        if (bad.value() instanceof String word) assertTrue(reason.contains(word), reason);
    }

    private static Map<String, Object> required(Class<? extends UnetCommand> type) {
        Map<String, Object> values = new java.util.HashMap<>();
        for (ModuleItem<?> item : ParameterValues.inputs(new CommandInfo(type))) {
            if (!item.isRequired()) continue;
            if (item.getType() == File.class) values.put(item.getName(), new File("nowhere/" + item.getName()));
            if (item.getType() == ImagePlus.class) values.put(item.getName(), IJ.createImage("a", "8-bit", 9, 7, 1));
        }
        if (type == CompareCommand.class) values.put("architectures", "unet");
        return values;
    }

    @Test
    void aKeyThatNoParameterHasIsRefused() {
        CommandService commands = CONTEXT.service(CommandService.class);
        String message = assertThrows(
                        IllegalArgumentException.class, () -> commands.run(InfoCommand.class, true, WORD, 1))
                .getMessage();
        assertTrue(message.contains(WORD), message);
    }

    /** What files a command reads must be there: the message names the parameter or the path. */
    @TestFactory
    Stream<DynamicTest> filesThatAreMissingAreNamed() {
        return commands().flatMap(type -> ParameterValues.inputs(new CommandInfo(type)).stream()
                .filter(item -> item.isRequired() && item.getType() == File.class)
                .limit(1)
                .map(item -> DynamicTest.dynamicTest(type.getSimpleName() + " " + item.getName(), () -> {
                    CommandModule module = CONTEXT.service(CommandService.class)
                            .run(type, true, required(type))
                            .get();
                    assertTrue(module.isCanceled(), "it ran: " + module.getOutput("summary"));
                    assertTrue(module.getCancelReason().contains("nowhere"), module.getCancelReason());
                    assertFalse(new File("nowhere").exists(), "something was written");
                })));
    }

    /** As on a full disk, which would otherwise be shown as a program's mistake, with its stack trace. */
    @Test
    void whatCannotBeWrittenIsToldAsAMessage(@TempDir Path folder) throws Exception {
        Path file = Files.createFile(folder.resolve("file"));
        CommandModule module = CONTEXT.service(CommandService.class)
                .run(
                        LabelsToRoisCommand.class,
                        true,
                        "labels",
                        TinyWorld.labels(true),
                        "file",
                        file.resolve("RoiSet.zip").toFile())
                .get();
        assertTrue(module.isCanceled());
        assertTrue(module.getCancelReason().startsWith("Cannot write " + file), module.getCancelReason());
    }

    /** Another run's values are in the preferences, as Fiji would have kept them; they must not be taken. */
    @Test
    void persistedValuesAreIgnored() throws Exception {
        PrefService preferences = CONTEXT.service(PrefService.class);
        preferences.put(RoisToLabelsCommand.class, "output", "objects");
        preferences.put(RoisToLabelsCommand.class, "radius", "-7");
        try {
            CommandModule module = CONTEXT.service(CommandService.class)
                    .run(RoisToLabelsCommand.class, true, "image", RoiCommandsTest.annotated())
                    .get();
            assertFalse(module.isCanceled(), module.getCancelReason());
            assertEquals("cells-classes", ((ImagePlus) module.getOutput("labels")).getTitle());
            assertEquals(3.0, module.getInput("radius"));
        } finally {
            preferences.clear(RoisToLabelsCommand.class);
        }
    }
}
