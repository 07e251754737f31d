package sc.fiji.unet.engine;

/**
 * Roughly how fast this machine trains, for plans that must fit a time budget. Nothing is measured: a plan should not
 * depend on what else the machine does at the moment. Rates are what training steps of U-Nets came to on processors of
 * each kind, forward and backward pass together.
 */
public final class TrainingSpeed {
    private static final double GIGA = 1e9;
    private static final double GPU = 10_000 * GIGA;
    private static final double AMX = 400 * GIGA;
    private static final double AVX512_BF16 = 180 * GIGA;
    private static final double FLOAT32 = 90 * GIGA;

    private TrainingSpeed() {}

    /** Floating-point operations a second on a device that is named as people do. */
    public static double flops(String device) {
        if (Devices.of(device).isGpu()) return GPU;
        return Runtime.getRuntime().availableProcessors() * perCore();
    }

    private static double perCore() {
        if (Cpu.hasAmx()) return AMX;
        return Cpu.hasBfloat16() ? AVX512_BF16 : FLOAT32;
    }
}
