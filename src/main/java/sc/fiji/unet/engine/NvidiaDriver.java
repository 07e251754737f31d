package sc.fiji.unet.engine;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The NVIDIA driver of this machine as the system itself tells it, without CUDA's toolkit: DJL looks for the toolkit's
 * cudart alone, although libtorch brings its own and needs nothing but the driver.
 *
 * @param version such as 550.54.14
 * @param gpus their names, in the driver's order; empty where the driver finds none
 */
record NvidiaDriver(String version, List<String> gpus) {
    private static final Path LINUX = Path.of("/proc/driver/nvidia/version");
    private static final Path WSL = Path.of("/usr/lib/wsl/lib/libcuda.so.1");
    private static final Path WINDOWS = Path.of(String.valueOf(System.getenv("SystemRoot")), "System32", "nvcuda.dll");
    private static final Pattern VERSION = Pattern.compile("NVRM version:.*?\\s(\\d+\\.\\d+(?:\\.\\d+)*)\\s");
    private static final Pattern ROW = Pattern.compile("(?m)^\\s*([\\d.]+)\\s*,\\s*(\\S.*?)\\s*$");
    private static final int PATIENCE_SECONDS = 10;
    /** From 525 on every driver runs all of CUDA 12 (its minor version compatibility). */
    private static final int FIRST_WITH_CUDA_12 = 525;

    private static final class Found {
        private static final Optional<NvidiaDriver> DRIVER = look();
    }

    /** Looked for at the first call. */
    static Optional<NvidiaDriver> find() {
        return Found.DRIVER;
    }

    boolean runsCuda12() {
        return Integer.parseInt(version.split("\\.")[0]) >= FIRST_WITH_CUDA_12;
    }

    private static Optional<NvidiaDriver> look() {
        boolean any = Files.exists(LINUX) || Files.exists(WSL) || Files.exists(WINDOWS);
        if (!any) return Optional.empty(); // spares most machines a process that cannot start
        Optional<NvidiaDriver> asked = ask().flatMap(NvidiaDriver::parseTable);
        return asked.isPresent() ? asked : read().flatMap(NvidiaDriver::parseVersion);
    }

    /** From what {@code nvidia-smi --query-gpu=driver_version,name --format=csv,noheader} prints. */
    static Optional<NvidiaDriver> parseTable(String csv) {
        Matcher rows = ROW.matcher(csv);
        if (!rows.find()) return Optional.empty();
        String version = rows.group(1);
        return Optional.of(new NvidiaDriver(
                version, ROW.matcher(csv).results().map(row -> row.group(2)).toList()));
    }

    /** From the text of /proc/driver/nvidia/version, which names no GPU. */
    static Optional<NvidiaDriver> parseVersion(String text) {
        Matcher line = VERSION.matcher(text);
        return line.find() ? Optional.of(new NvidiaDriver(line.group(1), List.of())) : Optional.empty();
    }

    /** Empty where the driver has no such program, or it fails or hangs: then its version file must do. */
    private static Optional<String> ask() {
        try {
            Process process = new ProcessBuilder(
                            "nvidia-smi", "--query-gpu=driver_version,name", "--format=csv,noheader")
                    .redirectErrorStream(true)
                    .start();
            if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                return Optional.empty();
            }
            if (process.exitValue() != 0) return Optional.empty();
            return Optional.of(new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            return Optional.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }

    private static Optional<String> read() {
        try {
            return Optional.of(Files.readString(LINUX));
        } catch (IOException e) {
            return Optional.empty();
        }
    }
}
