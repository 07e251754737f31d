package sc.fiji.unet.benchmark;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import sc.fiji.unet.engine.Devices;

/**
 * One process that has the machine to itself.
 *
 * @param output its last line
 * @param seconds from its start to that line
 */
record BenchmarkProcess(String output, double seconds) {
    private static final Path SCRIPT = Path.of("scripts", "benchmark.py");

    static BenchmarkProcess java(Class<?> main, String... arguments) {
        return take(command(main, arguments));
    }

    /** Its first argument is a folder, beside which libtorch keeps what it finds out of the machine. */
    static List<String> command(Class<?> main, String... arguments) {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        List<String> command = new ArrayList<>(List.of(java, "-Xmx4g", "-Djava.awt.headless=true"));
        command.add("-Dunet.cache=" + Path.of(arguments[0], "cache"));
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName()));
        command.addAll(List.of(arguments));
        return command;
    }

    static BenchmarkProcess python(Subject subject, String mode, double seconds, String... options) {
        List<String> command = new ArrayList<>(List.of(interpreter(), SCRIPT.toString(), mode));
        command.addAll(List.of(subject.folder().toString(), String.valueOf(seconds)));
        command.addAll(List.of(options));
        return take(command);
    }

    static boolean hasTorch() {
        try {
            Process process = new ProcessBuilder(interpreter(), "-c", "import torch, numpy")
                    .redirectErrorStream(true)
                    .start();
            process.getInputStream().readAllBytes();
            return process.waitFor() == 0;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** What the processor is, in a process of its own as it needs libtorch. */
    static String machine() {
        return java(Machine.class, ".").output();
    }

    /** Prints what is computed on. */
    static final class Machine {
        public static void main(String[] args) {
            System.out.println(Devices.describe("auto"));
        }
    }

    Map<String, Double> figures() {
        Map<String, Double> figures = new LinkedHashMap<>();
        JsonObject object = JsonParser.parseString(output).getAsJsonObject();
        object.entrySet()
                .forEach(entry -> figures.put(entry.getKey(), entry.getValue().getAsDouble()));
        return figures;
    }

    static void delete(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) Files.delete(file);
        }
    }

    static String interpreter() {
        String chosen = System.getenv("PYTHON");
        return chosen == null || chosen.isBlank() ? "python3" : chosen;
    }

    private static BenchmarkProcess take(List<String> command) {
        try {
            long start = System.nanoTime();
            Process process = new ProcessBuilder(command)
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
            String last = "";
            try (var lines = process.inputReader(StandardCharsets.UTF_8)) {
                for (String line = lines.readLine(); line != null; line = lines.readLine()) last = line;
            }
            double seconds = (System.nanoTime() - start) / 1e9;
            int code = process.waitFor();
            if (code != 0) throw new IllegalStateException("Exit code " + code + " of " + command);
            return new BenchmarkProcess(last, seconds);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public String toString() {
        return output;
    }
}
