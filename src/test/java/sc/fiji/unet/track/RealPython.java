package sc.fiji.unet.track;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** The Python that the system property or environment variable PYTHON names, where it has what a test needs. */
public record RealPython(String executable) {
    /** Skips the test, saying why, where there is no such Python or it lacks a module. */
    public static RealPython with(String... modules) throws IOException, InterruptedException {
        String executable = System.getProperty("PYTHON", System.getenv("PYTHON"));
        assumeTrue(executable != null, "PYTHON names no Python: not checked against the real " + modules[0]);
        RealPython python = new RealPython(executable);
        Process check =
                python.builder("-c", "import " + String.join(",", modules)).start();
        check.getInputStream().readAllBytes();
        assumeTrue(check.waitFor() == 0, executable + " lacks " + String.join(", ", modules));
        return python;
    }

    /** Starts it; all it prints goes to a file. */
    public Process start(Path log, String... arguments) throws IOException {
        return builder(arguments).redirectOutput(log.toFile()).start();
    }

    /** Runs a script and returns the last line it prints. */
    public String lastLine(String script, String... arguments) throws IOException, InterruptedException {
        String[] all =
                Stream.concat(Stream.of("-c", script), Stream.of(arguments)).toArray(String[]::new);
        Process process = builder(all).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(0, process.waitFor(), output);
        return output.strip().substring(output.strip().lastIndexOf('\n') + 1);
    }

    private ProcessBuilder builder(String... arguments) {
        List<String> command = new ArrayList<>(List.of(executable));
        command.addAll(List.of(arguments));
        return new ProcessBuilder(command).redirectErrorStream(true);
    }
}
