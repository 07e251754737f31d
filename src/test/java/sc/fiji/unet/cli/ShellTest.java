package sc.fiji.unet.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.Test;
import org.scijava.plugin.Attr;
import org.scijava.plugin.Parameter;
import sc.fiji.unet.base.InputException;
import sc.fiji.unet.base.OptionException;
import sc.fiji.unet.base.Progress;
import sc.fiji.unet.dialog.ParameterValues;
import sc.fiji.unet.dialog.UnetCommand;

class ShellTest {
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private final ByteArrayOutputStream notes = new ByteArrayOutputStream();

    /** Says what it was given, or throws what it is told to. */
    public static class Echo extends UnetCommand {
        @Parameter(description = "What to read", persist = false)
        private File input;

        @Parameter(description = "How often, 100 % sure", persist = false, required = false)
        private int times = 3;

        @Parameter(
                description = "Planned",
                attrs = @Attr(name = ParameterValues.PLANNED),
                min = "0",
                persist = false,
                required = false)
        private int depth;

        @Parameter(description = "A rate", persist = false, required = false)
        private double rate = 0.5;

        @Parameter(
                description = "How",
                choices = {"fast", "slow"},
                persist = false,
                required = false)
        private String mode = "fast";

        @Parameter(description = "Loud", persist = false, required = false)
        private boolean loud;

        @Override
        public String execute(Progress progress) {
            switch (mode) {
                case "bad":
                    throw OptionException.outOfRange("times", times, "1 or more");
                case "input":
                    throw new InputException("a.png: nothing in it");
                case "full":
                    throw new UncheckedIOException("Cannot write b.tif", new IOException("no space"));
                case "hostile":
                    progress.note("class \u001b[2J\u202Eevil");
                    throw new InputException("a\u0007\u009B31m.png:\tnothing\nin it");
                case "bug":
                    throw new IllegalStateException("oops");
                case "cancel":
                    throw new CancellationException();
                default:
                    return input + " " + times + " " + rate + " " + mode + " " + loud;
            }
        }
    }

    /** Wants more than there is. */
    public static class Starved extends UnetCommand {
        @Override
        public String execute(Progress progress) {
            throw new OutOfMemoryError("Java heap space");
        }
    }

    @Test
    void memoryThatRanOutIsSaidInASentence() {
        int code = new Shell(
                        new PrintWriter(out, true),
                        new PrintWriter(err, true),
                        new ConsoleProgress(new PrintStream(notes), false, System::nanoTime, () -> false))
                .run(Map.of("starve", Starved::new), new String[] {"starve"});
        assertEquals(1, code);
        assertTrue(
                err.toString().contains("not enough memory") && err.toString().contains("UNET_HEAP"), err.toString());
        assertFalse(err.toString().contains("\tat "), err.toString());
    }

    @Test
    void parametersOfTheCommandAreOptionsWithItsDefaults() {
        assertEquals(0, run("echo", "--input", "x.png"));
        assertEquals("x.png 3 0.5 fast false", out.toString().strip());
    }

    @Test
    void givenValuesReachTheFields() {
        assertEquals(0, run("echo", "--input=a b", "--times", "7", "--rate", "1e-3", "--loud", "--mode", "slow"));
        assertEquals("a b 7 0.001 slow true", out.toString().strip());
    }

    @Test
    void plannedNumbersAreAutoOrZero() {
        assertEquals(0, run("echo", "--help"));
        assertTrue(out.toString().contains("Default: auto"), out.toString());
        for (String depth : new String[] {"auto", "0", "4"})
            assertEquals(0, run("echo", "--input", "x", "--depth", depth), err.toString());
        assertEquals(2, run("echo", "--input", "x", "--depth", "deep"));
        assertTrue(err.toString().contains("\"deep\" is not a number"), err.toString());
    }

    @Test
    void flagsTakeAValueToo() {
        assertEquals(0, run("echo", "--loud", "false", "--input", "x"));
        assertEquals("x 3 0.5 fast false", out.toString().strip());
    }

    @Test
    void helpShowsEveryParameterWithItsDefault() {
        assertEquals(0, run("echo", "--help"));
        String help = out.toString();
        assertTrue(help.contains("--times") && help.contains("100 % sure") && help.contains("Default: 3"), help);
        assertTrue(help.contains("One of: fast, slow"), help);
        assertFalse(help.contains("--summary") || help.contains("--status") || help.contains("--log"), help);
    }

    @Test
    void unknownNamesAreAnsweredWithTheNearestAndTheValidOnes() {
        assertEquals(2, run("echo", "--input", "x", "--tims", "3"));
        assertTrue(err.toString().contains("Unknown option --tims: did you mean --times?"), err.toString());
        assertTrue(err.toString().contains("--mode"), err.toString());
        assertEquals(2, run("ecko"));
        assertTrue(err.toString().contains("Unknown command ecko: did you mean echo?"), err.toString());
    }

    @Test
    void missingAndUnreadableValuesAreBadUse() {
        assertEquals(2, run("echo"));
        assertTrue(err.toString().contains("--input"), err.toString());
        assertEquals(2, run("echo", "--input", "x", "--times", "many"));
        assertTrue(err.toString().contains("'many'"), err.toString());
        assertEquals(2, run("echo", "--input", "x", "--mode", "bad"));
        assertTrue(err.toString().contains("times = 3 is out of range"), err.toString());
    }

    @Test
    void badInputIsAMessageAndABugAHint() {
        assertEquals(1, run("echo", "--input", "x", "--mode", "input"));
        assertEquals("a.png: nothing in it", err.toString().strip());
        assertEquals(1, run("echo", "--input", "x", "--mode", "full"));
        assertTrue(err.toString().strip().endsWith("\nCannot write b.tif"), err.toString());
        assertEquals(1, run("echo", "--input", "x", "--mode", "bug"));
        assertTrue(err.toString().contains("oops") && err.toString().contains("--verbose"), err.toString());
        assertFalse(err.toString().contains("\tat "), err.toString());
        assertEquals(1, run("echo", "--input", "x", "--mode", "bug", "--verbose"));
        assertTrue(err.toString().contains("\tat "), err.toString());
    }

    @Test
    void cancelingIsNotSuccess() {
        assertEquals(1, run("echo", "--input", "x", "--mode", "cancel"));
        assertEquals("Canceled.", err.toString().strip());
    }

    @Test
    void withoutArgumentsTheCommandsAreListed() {
        assertEquals(0, run());
        assertTrue(out.toString().contains("echo"), out.toString());
    }

    @Test
    void aTerminalGetsNoCommandsFromNames() {
        assertEquals(1, run("echo", "--input", "x", "--mode", "hostile", "--verbose"));
        String said = err.toString();
        assertTrue(said.startsWith("a\\u0007\\u009b31m.png:\tnothing\nin it"), said);
        String noted = notes.toString(StandardCharsets.UTF_8);
        assertEquals("class \\u001b[2J\\u202eevil", noted.strip());
        assertEquals(0, run("echo", "--input", "\u001b[31mx"));
        assertTrue(out.toString().startsWith("\\u001b[31mx 3"), out.toString());
        assertTrue(
                (said + out).lines().noneMatch(line -> line.matches(".*[\\x00-\\x08\\x0B-\\x1F\\x7F-\\x9F].*")), said);
    }

    private int run(String... args) {
        PrintStream stream = new PrintStream(notes, true, StandardCharsets.UTF_8);
        ConsoleProgress progress = new ConsoleProgress(stream, false, () -> 0, () -> false);
        return new Shell(new PrintWriter(out, true), new PrintWriter(err, true), progress)
                .run(Map.of("echo", Echo::new), args);
    }
}
