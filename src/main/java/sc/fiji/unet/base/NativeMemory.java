package sc.fiji.unet.base;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How much memory outside of the Java heap this process may still take. Clusters and containers allow less than the machine
 * has, and end whoever takes more without a word.
 */
public final class NativeMemory {
    private static final Pattern ADDRESS_SPACE = Pattern.compile("Max address space\\s+(\\d+)");
    private static final Path PROCESS = Path.of("/proc/self");
    private static final Pattern TAKEN = Pattern.compile("VmSize:\\s+(\\d+) kB");

    private NativeMemory() {}

    /** Bytes that may still be taken; {@link Long#MAX_VALUE} where nothing is known. */
    public static long free() {
        long total = total();
        long heap = Runtime.getRuntime().maxMemory();
        long beside = total == Long.MAX_VALUE ? total : Math.max(0, total - heap);
        return Math.min(beside, addressSpace());
    }

    /** Bytes of the machine, or of the container where that has less; {@link Long#MAX_VALUE} where nothing is known. */
    public static long total() {
        return ManagementFactory.getOperatingSystemMXBean() instanceof com.sun.management.OperatingSystemMXBean os
                ? os.getTotalMemorySize()
                : Long.MAX_VALUE;
    }

    /** Bytes that are left of a limit such as that of {@code ulimit -v}; {@link Long#MAX_VALUE} where there is none. */
    public static long addressSpace() {
        if (!Files.isReadable(PROCESS.resolve("limits"))) return Long.MAX_VALUE;
        try {
            return addressSpace(
                    Files.readString(PROCESS.resolve("limits")), Files.readString(PROCESS.resolve("status")));
        } catch (IOException e) {
            return Long.MAX_VALUE;
        }
    }

    /** The same from what Linux says of a process. */
    static long addressSpace(String limits, String status) {
        Matcher limit = ADDRESS_SPACE.matcher(limits);
        Matcher taken = TAKEN.matcher(status);
        if (!limit.find() || !taken.find()) return Long.MAX_VALUE;
        return Math.max(0, Long.parseLong(limit.group(1)) - (Long.parseLong(taken.group(1)) << 10));
    }
}
