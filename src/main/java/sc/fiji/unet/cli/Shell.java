package sc.fiji.unet.cli;

import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.function.Supplier;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;
import sc.fiji.unet.base.InputException;
import sc.fiji.unet.base.OptionException;
import sc.fiji.unet.dialog.UnetCommand;

/**
 * The command line: one sub-command for each SciJava command, with the same parameters. Results go to standard output,
 * progress and messages to standard error. Exit code 0 on success, 2 on bad use, 1 on anything else.
 */
final class Shell {
    private final PrintWriter out;
    private final PrintWriter err;
    private final ConsoleProgress progress;

    /** Results go to {@code out}, progress and messages to {@code err}. */
    Shell(PrintWriter out, PrintWriter err, ConsoleProgress progress) {
        this.out = out;
        this.err = err;
        this.progress = progress;
    }

    /** Parses and does what the arguments say; returns the exit code. */
    int run(Map<String, Supplier<? extends UnetCommand>> commands, String... args) {
        CommandSpec root = CommandSpec.create().name("unet");
        root.usageMessage().description("Train U-Nets on your own annotations and segment images with them.");
        root.mixinStandardHelpOptions(true).version("unet " + version());
        commands.forEach((name, command) -> root.addSubcommand(name, spec(name, command.get())));
        CommandLine line = new CommandLine(root)
                .setOut(out)
                .setErr(err)
                .setUsageHelpAutoWidth(true)
                .setParameterExceptionHandler(new BadUse())
                .setExecutionExceptionHandler(this::failed);
        return line.execute(args.length == 0 ? new String[] {"--help"} : args);
    }

    private CommandSpec spec(String name, UnetCommand command) {
        Callable<Integer> work = () -> {
            String summary = executed(command);
            progress.clear();
            out.println(TerminalText.of(summary));
            out.flush();
            return CommandLine.ExitCode.OK;
        };
        CommandSpec spec = CommandSpec.wrapWithoutInspection(work).name(name);
        spec.usageMessage().sortOptions(false).requiredOptionMarker('*').abbreviateSynopsis(true);
        CommandParameters.addTo(spec, command);
        spec.addOption(OptionSpec.builder("--verbose")
                .type(boolean.class)
                .description("Show where a failure comes from")
                .build());
        spec.addOption(OptionSpec.builder("-h", "--help")
                .usageHelp(true)
                .description("Show this help")
                .build());
        return spec;
    }

    /** Errors would pass by what tells of failures, as a page of the program's own places. */
    private String executed(UnetCommand command) {
        try {
            return command.execute(progress);
        } catch (OutOfMemoryError e) {
            throw new InputException(
                    "There is not enough memory: Java may use "
                            + (Runtime.getRuntime().maxMemory() >> 20)
                            + " MB. Give it more (UNET_HEAP=4g for scripts/unet, -Xmx4g for Java), or smaller images.",
                    e);
        }
    }

    private int failed(Exception e, CommandLine command, ParseResult parsed) {
        progress.clear();
        boolean verbose = command.getParseResult().matchedOptionValue("--verbose", false);
        err.println(TerminalText.of(message(e, verbose)));
        if (verbose) err.print(TerminalText.of(e));
        err.flush();
        return e instanceof OptionException ? CommandLine.ExitCode.USAGE : CommandLine.ExitCode.SOFTWARE;
    }

    private static String message(Exception e, boolean verbose) {
        if (e instanceof CancellationException) return "Canceled.";
        if (e instanceof InputException || e instanceof UncheckedIOException) return e.getMessage();
        return "Failed: " + e + (verbose ? "" : "\nRun again with --verbose to see where.");
    }

    private static String version() {
        String version = Shell.class.getPackage().getImplementationVersion();
        return version == null ? "(development build)" : version;
    }
}
