package sc.fiji.unet.engine;

import com.sun.jna.Function;
import com.sun.jna.Memory;
import com.sun.jna.Platform;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** Whether the machine runs on its battery, as the operating system says. Where it does not say, it does not. Stateless. */
public final class PowerSource {
    private static final Path LINUX = Path.of("/sys/class/power_supply");
    private static final int PATIENCE_SECONDS = 5;
    /** Of Windows' SYSTEM_POWER_STATUS, whose first byte is 0 where no mains are there. */
    private static final int STATUS_BYTES = 12;

    private PowerSource() {}

    /** Asks now: some milliseconds, on a Mac some dozen. */
    public static boolean isBattery() {
        try {
            if (Platform.isWindows()) return isBatteryOnWindows();
            return Platform.isMac() ? isBatteryOnMac(reported("pmset", "-g", "batt")) : isBatteryOnLinux(LINUX);
        } catch (IOException | UnsatisfiedLinkError e) {
            return false; // nobody says
        }
    }

    private static boolean isBatteryOnWindows() {
        try (Memory status = new Memory(STATUS_BYTES)) {
            boolean known =
                    Function.getFunction("kernel32", "GetSystemPowerStatus").invokeInt(new Object[] {status}) != 0;
            return known && status.getByte(0) == 0;
        }
    }

    /** What pmset says begins with: Now drawing from 'Battery Power'. */
    static boolean isBatteryOnMac(String reported) {
        return reported.lines().findFirst().orElse("").contains("'Battery Power'");
    }

    private static String reported(String... command) throws IOException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        try {
            if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) return "";
            return new String(process.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return "";
        } finally {
            process.destroy();
        }
    }

    /**
     * A battery that is being used up, while no mains are there; those of mice and keyboards do not count.
     *
     * @param supplies the folder with a folder for each supply of power
     */
    static boolean isBatteryOnLinux(Path supplies) throws IOException {
        if (!Files.isDirectory(supplies)) return false;
        List<Path> all;
        try (Stream<Path> listed = Files.list(supplies)) {
            all = listed.filter(supply -> !says(supply, "scope", "Device")).toList();
        }
        return all.stream().noneMatch(supply -> says(supply, "online", "1"))
                && all.stream()
                        .anyMatch(supply -> says(supply, "type", "Battery") && says(supply, "status", "Discharging"));
    }

    private static boolean says(Path supply, String file, String word) {
        try {
            return Files.readString(supply.resolve(file)).strip().equals(word);
        } catch (IOException e) {
            return false; // not every supply has every file
        }
    }
}
