package sc.fiji.unet.workflow;

import sc.fiji.unet.base.NativeMemory;

/** How much memory outside the Java heap a training may plan with. */
final class Memory {
    private static final double TRAINING_SHARE = 0.5;
    private static final long FALLBACK = 4L << 30;

    private Memory() {}

    /** Bytes that a training step may take: half of what the machine has beside the Java heap. */
    static long forTraining() {
        return forTraining(NativeMemory.total(), Runtime.getRuntime().maxMemory(), NativeMemory.addressSpace());
    }

    /** Java seldom fills the heap that it may take, so that some of it counts; a limit of the process is one. */
    static long forTraining(long total, long heap, long addressSpace) {
        long beside = Math.max(total - heap, Math.min(FALLBACK, total / 2));
        return (long) (TRAINING_SHARE * Math.min(beside, addressSpace));
    }
}
