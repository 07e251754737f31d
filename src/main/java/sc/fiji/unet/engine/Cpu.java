package sc.fiji.unet.engine;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import sc.fiji.unet.nn.Calibration;

/** What the processor of this machine is, and which number formats it multiplies in hardware. */
public final class Cpu {
    private static final Path LINUX = Path.of("/proc/cpuinfo");
    private static final String FEATURES = Files.isReadable(LINUX) ? read() : "";

    private Cpu() {}

    /** Whether it multiplies bfloat16 matrices in hardware: AMX or AVX512-BF16. Known on Linux only, else false. */
    public static boolean hasBfloat16() {
        return hasAmx() || has("avx512_bf16");
    }

    /** Whether it has a unit for whole bfloat16 matrices. Known on Linux only, else false. */
    static boolean hasAmx() {
        return has("amx_bf16");
    }

    /** Whether it may do so: certain on Linux, elsewhere only a measurement tells. */
    static boolean mayHaveBfloat16() {
        return FEATURES.isEmpty() || hasBfloat16();
    }

    /**
     * The largest weight on bytes: processors that add up four products in 32 bits know all bytes. Others, and those of which
     * nobody knows, add up pairs in 16 bits; were these cut off, results would depend on how an image is cut, too.
     */
    static int largestWeight() {
        boolean fours = has("avx512_vnni") || has("avx_vnni") || has("amx_int8");
        return fours ? Calibration.WHOLE_BYTE : Calibration.HALF_A_BYTE;
    }

    /** What it is called, as far as the system says. */
    static String model() {
        Matcher line = Pattern.compile("(?m)^model name\\s*:\\s*(.*)$").matcher(FEATURES);
        if (line.find()) return line.group(1).strip();
        String identifier = System.getenv("PROCESSOR_IDENTIFIER"); // Windows
        return identifier == null ? System.getProperty("os.name") + " " + System.getProperty("os.arch") : identifier;
    }

    /** Whether oneDNN's fused convolutions run on it: x86-64 with AVX2. */
    static boolean isX86() {
        String arch = System.getProperty("os.arch");
        return arch.equals("amd64") || arch.equals("x86_64");
    }

    /**
     * Whether oneDNN's fused convolutions take bfloat16 on it. Elsewhere they end with an exception, as on processors with AVX2
     * only; so where nobody knows, it is no.
     */
    static boolean fusesBfloat16() {
        return has("avx_ne_convert") || has("avx512bw") && has("avx512vl") && has("avx512dq");
    }

    static String describe() {
        String kind = hasAmx() ? "bfloat16 by AMX" : has("avx512_bf16") ? "bfloat16 by AVX-512" : "float32";
        return threads() + ", " + kind;
    }

    /** How many it computes with, in words. */
    static String threads() {
        int n = Runtime.getRuntime().availableProcessors();
        return n + (n == 1 ? " thread" : " threads");
    }

    private static boolean has(String feature) {
        return Pattern.compile("\\b" + feature + "\\b").matcher(FEATURES).find();
    }

    private static String read() {
        try {
            return Files.readString(LINUX);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read " + LINUX, e);
        }
    }
}
