package sc.fiji.unet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Python as a judge of files that others must be able to open. Which Python is named by the system property or environment
 * variable PYTHON, else it is {@code python3}; where it lacks a module, the test is skipped and says so.
 */
public final class Python {
    private Python() {}

    /** Skips the calling test unless Python can import this module. */
    public static void assumeModule(String module) {
        assumeTrue(
                works(List.of(executable(), "-c", "import " + module)),
                executable() + " has no module " + module + ": set PYTHON to one that has, to run this test");
    }

    /** Runs a script, which must succeed, and gives what it prints. */
    public static String run(Path folder, String script, Object... arguments) throws IOException, InterruptedException {
        Path source = Files.writeString(Files.createTempFile(folder, "script", ".py"), script);
        List<String> command = new ArrayList<>(List.of(executable(), source.toString()));
        for (Object argument : arguments) command.add(argument.toString());
        Path output = Files.createTempFile(folder, "python", ".txt");
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        int exit = process.waitFor();
        String text = Files.readString(output, StandardCharsets.UTF_8);
        assertEquals(0, exit, text);
        return text;
    }

    private static String executable() {
        String environment = System.getenv("PYTHON");
        return System.getProperty("PYTHON", environment == null ? "python3" : environment);
    }

    private static boolean works(List<String> command) {
        try {
            return new ProcessBuilder(command)
                            .redirectErrorStream(true)
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .start()
                            .waitFor()
                    == 0;
        } catch (IOException e) {
            return false; // there is no such program
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
