package sc.fiji.unet.cli;

import java.util.List;
import java.util.TreeSet;
import picocli.CommandLine;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** Answers a command line that makes no sense: what was wrong, what was probably meant and what there is. Exit code 2. */
final class BadUse implements IParameterExceptionHandler {
    @Override
    public int handleParseException(ParameterException e, String[] args) {
        CommandLine command = e.getCommandLine();
        command.getErr().println(TerminalText.of(message(e)));
        command.getErr().println("See: " + command.getCommandSpec().qualifiedName() + " --help");
        return CommandLine.ExitCode.USAGE;
    }

    /** What was wrong, and what there is. */
    static String message(ParameterException e) {
        List<String> unmatched = e.getCommandLine().getUnmatchedArguments();
        return unmatched.isEmpty() ? e.getMessage() + "." : unknown(unmatched.get(0), e.getCommandLine());
    }

    private static String unknown(String word, CommandLine line) {
        CommandSpec spec = line.getCommandSpec();
        boolean command = !spec.subcommands().isEmpty() && !word.startsWith("-");
        TreeSet<String> valid = new TreeSet<>(
                command ? spec.subcommands().keySet() : spec.optionsMap().keySet());
        List<String> suggestions = new UnmatchedArgumentException(line, List.of(word)).getSuggestions();
        return "Unknown " + (command ? "command " : "option ") + word + meant(suggestions, valid)
                + "\nExpected one of: " + String.join(", ", valid);
    }

    private static String meant(List<String> suggestions, TreeSet<String> valid) {
        return suggestions.stream()
                .filter(valid::contains)
                .findFirst()
                .map(word -> ": did you mean " + word + "?")
                .orElse(".");
    }
}
