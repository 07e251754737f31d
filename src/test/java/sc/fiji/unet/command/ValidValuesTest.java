package sc.fiji.unet.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import org.scijava.command.CommandInfo;
import org.scijava.module.ModuleItem;
import sc.fiji.unet.dialog.CommandFields;
import sc.fiji.unet.dialog.MacroReference;
import sc.fiji.unet.dialog.ParameterValues;
import sc.fiji.unet.dialog.UnetCommand;

/**
 * Every parameter of every command with a valid value in a SciJava Context without a user interface, as a script sets it:
 * each must do what it says. A parameter without a case fails. The tables are in {@link TrainingCases},
 * {@link PreviewCases}, {@link ComparisonCases}, {@link SegmentationCases}, {@link FolderObjectsCases},
 * {@link ZarrCases}, {@link EvaluationCases}, {@link RoiCases}, {@link ExportCases} and {@link LiveCases}; what cannot be meant is in
 * {@link ContextRunTest}.
 */
class ValidValuesTest {
    @TempDir
    static Path folder;

    private static List<CommandRun> runs;

    @BeforeAll
    static void make() {
        TinyWorld world = new TinyWorld(folder);
        runs = new ArrayList<>();
        runs.addAll(TrainingCases.in(world));
        runs.addAll(PreviewCases.in(world));
        runs.addAll(ComparisonCases.in(world));
        runs.addAll(SegmentationCases.in(world));
        runs.addAll(FolderObjectsCases.in(world));
        runs.addAll(ZarrCases.in(world));
        runs.addAll(EvaluationCases.in(world));
        runs.addAll(RoiCases.in(world));
        runs.addAll(ExportCases.in(world));
        runs.addAll(LiveCases.in(world));
    }

    @TestFactory
    Stream<DynamicContainer> everyValueIsHeeded() {
        return runs.stream()
                .map(run -> DynamicContainer.dynamicContainer(
                        run.title(),
                        run.cases().stream()
                                .map(row -> DynamicTest.dynamicTest(
                                        row.parameter() + "=" + row.value() + ": " + row.seen(),
                                        () -> row.look().at(run.outcome())))));
    }

    /** A parameter that is added tomorrow has to get a case. */
    @TestFactory
    Stream<DynamicTest> everyParameterHasACase() {
        return MacroReference.commands().stream().flatMap(type -> ParameterValues.inputs(new CommandInfo(type)).stream()
                .map(item -> DynamicTest.dynamicTest(
                        type.getSimpleName() + " " + item.getName(), () -> requireCase(type, item))));
    }

    private static void requireCase(Class<? extends UnetCommand> type, ModuleItem<?> item) {
        Object initial = CommandFields.get(item, CommandFields.create(type));
        Optional<CommandRun.Case> found = runs.stream()
                .filter(run -> program(run.command()).equals(program(type)))
                .flatMap(run -> run.cases().stream())
                .filter(row -> row.parameter().equals(item.getName()))
                .findFirst();
        CommandRun.Case row = found.orElseThrow(() -> new AssertionError(
                item.getName() + " has no case: add what is seen of it to the table of " + type.getSimpleName()));
        assertNotEquals(initial, row.value(), "the default shows nothing");
    }

    /** Commands that differ only in what a dialog asks are one program. */
    private static Class<?> program(Class<? extends UnetCommand> type) {
        return Stream.of(type.getMethods())
                .filter(method -> method.getName().equals("execute") && !method.isBridge())
                .findFirst()
                .orElseThrow()
                .getDeclaringClass();
    }

    @TestFactory
    Stream<DynamicTest> everyCaseIsOfAParameter() {
        return runs.stream().flatMap(run -> run.cases().stream()
                .map(row -> DynamicTest.dynamicTest(
                        run.title() + " " + row.parameter(),
                        () -> assertEquals(
                                1,
                                ParameterValues.inputs(new CommandInfo(run.command())).stream()
                                        .filter(item -> item.getName().equals(row.parameter()))
                                        .count()))));
    }
}
