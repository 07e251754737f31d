package sc.fiji.unet.benchmark;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * What share of the processors other programs took, as figures from a machine with other work say little. Known on Linux
 * only.
 */
final class OtherWork {
    /** The name under which a turn tells the processor seconds it took itself. */
    static final String CPU = "cpu";

    private static final Path STAT = Path.of("/proc/stat");
    private static final double TICKS_A_SECOND = 100;
    private final double busyAtStart = busySeconds();
    private final long start = System.nanoTime();

    /** Of this process so far. */
    static double cpuSeconds() {
        var bean = (com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
        return bean.getProcessCpuTime() / 1e9;
    }

    /** Share of all processors since this was made that is not the turn's own, 0 where unknown. */
    double share(double ownSeconds) {
        double elapsed =
                (System.nanoTime() - start) / 1e9 * Runtime.getRuntime().availableProcessors();
        return Math.max(0, (busySeconds() - busyAtStart - ownSeconds) / elapsed);
    }

    /** User, nice, system, interrupts and what the hypervisor gave to other machines, but not idle and waiting time. */
    private static double busySeconds() {
        if (!Files.isReadable(STAT)) return 0;
        try (var lines = Files.lines(STAT)) {
            String[] ticks = lines.findFirst().orElseThrow().trim().split("\\s+");
            double busy = 0;
            for (int field : new int[] {1, 2, 3, 6, 7, 8}) busy += Double.parseDouble(ticks[field]);
            return busy / TICKS_A_SECOND;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
