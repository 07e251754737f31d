package sc.fiji.unet.command;

import static org.junit.jupiter.api.Assertions.assertEquals;

import ij.ImagePlus;
import ij.measure.ResultsTable;
import ij.plugin.filter.Analyzer;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.scijava.Context;
import org.scijava.command.CommandModule;
import org.scijava.command.CommandService;
import org.scijava.log.LogLevel;
import org.scijava.log.LogListener;
import org.scijava.log.LogService;
import sc.fiji.unet.dialog.UnetCommand;

/**
 * One run of a command in a Context without a user interface, and what must be seen of each value it is given. Runs once,
 * when it is first looked at. Reads as a table: {@link #shows} is a row.
 */
final class CommandRun {
    private static final Context CONTEXT = new Context(CommandService.class, LogService.class);

    private final Class<? extends UnetCommand> command;
    private final String title;
    private final Map<String, Object> values = new LinkedHashMap<>();
    private final List<Case> cases = new ArrayList<>();
    private CommandRun before;
    private boolean refused;
    private Outcome outcome;

    /** Looks for what a value did, and fails where it did nothing. */
    @FunctionalInterface
    interface Look {
        void at(Outcome outcome) throws Exception;
    }

    /** A parameter, a valid value, and what is seen of it. */
    record Case(String parameter, Object value, String seen, Look look) {}

    /**
     * What a run gave.
     *
     * @param notes what it told the log
     * @param printed on the terminal meanwhile
     */
    record Outcome(CommandModule module, List<String> notes, String printed) {
        String summary() {
            return String.valueOf(module.getOutput("summary"));
        }

        /** What the command told a person: its notes, then its summary or why it refused. */
        String said() {
            String end = module.isCanceled() ? module.getCancelReason() : summary();
            return String.join("\n", notes) + "\n" + end;
        }

        ImagePlus image(String output) {
            return (ImagePlus) module.getOutput(output);
        }
    }

    private CommandRun(Class<? extends UnetCommand> command, String title) {
        this.command = command;
        this.title = title;
    }

    static CommandRun of(Class<? extends UnetCommand> command, String title) {
        return new CommandRun(command, title);
    }

    /** A value that is needed beside the others; no row of the table. */
    CommandRun with(String parameter, Object value) {
        values.put(parameter, value);
        return this;
    }

    /** A row: the value, what is seen of it in words, and where. */
    CommandRun shows(String parameter, Object value, String seen, Look look) {
        cases.add(new Case(parameter, value, seen, look));
        return with(parameter, value);
    }

    /** Another run that has to come first. */
    CommandRun after(CommandRun other) {
        before = other;
        return this;
    }

    /** The values are valid, but what they find is not enough: the refusal shows that they were heeded. */
    CommandRun isRefused() {
        refused = true;
        return this;
    }

    Class<? extends UnetCommand> command() {
        return command;
    }

    String title() {
        return command.getSimpleName() + " " + title;
    }

    List<Case> cases() {
        return List.copyOf(cases);
    }

    /** Runs the command, the first time. */
    Outcome outcome() throws Exception {
        if (before != null) before.outcome();
        if (outcome == null) outcome = run();
        assertEquals(refused, outcome.module().isCanceled(), outcome.said());
        return outcome;
    }

    private Outcome run() throws Exception {
        List<String> notes = new ArrayList<>();
        LogListener listener = message -> notes.add(message.text());
        LogService log = CONTEXT.service(LogService.class);
        log.setLevel(LogLevel.INFO);
        PrintStream terminal = System.out;
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        log.addLogListener(listener);
        Analyzer.setResultsTable(new ResultsTable()); // that of the run before
        System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
        try {
            CommandModule module = CONTEXT.service(CommandService.class)
                    .run(command, true, values)
                    .get();
            return new Outcome(module, notes, printed.toString(StandardCharsets.UTF_8));
        } finally {
            System.setOut(terminal);
            log.removeLogListener(listener);
        }
    }

    /** Looks for a word that a person is told. */
    static Look says(String words) {
        return outcome -> requireIn(outcome.said(), words);
    }

    /** Looks for a word in a text file. */
    static Look file(Path file, String words) {
        return outcome -> requireIn(Files.readString(file), words);
    }

    /** Looks whether a file or folder is there. */
    static Look isThere(Path file) {
        return outcome -> assertEquals(true, Files.exists(file), file + " is missing");
    }

    /** Looks whether a file or folder is not there. */
    static Look isNotThere(Path file) {
        return outcome -> assertEquals(false, Files.exists(file), file + " is there");
    }

    static void requireIn(String text, String words) {
        if (!text.contains(words)) throw new AssertionError("\"" + words + "\" is not in: " + text);
    }

    static void requireNotIn(String text, String words) {
        if (text.contains(words)) throw new AssertionError("\"" + words + "\" is in: " + text);
    }
}
