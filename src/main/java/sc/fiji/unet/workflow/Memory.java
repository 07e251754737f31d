package sc.fiji.unet.workflow;

import java.lang.management.ManagementFactory;

/** How much memory outside the Java heap a training may plan with. */
final class Memory {
    private static final double TRAINING_SHARE = 0.5;
    private static final long FALLBACK = 4L << 30;

    private Memory() {}

    /** Bytes that a training step may take: half of what the machine has beside the Java heap. */
    static long forTraining() {
        long physical =
                ManagementFactory.getOperatingSystemMXBean() instanceof com.sun.management.OperatingSystemMXBean os
                        ? os.getTotalMemorySize() - Runtime.getRuntime().maxMemory()
                        : FALLBACK;
        return (long) (TRAINING_SHARE * Math.max(physical, FALLBACK));
    }
}
