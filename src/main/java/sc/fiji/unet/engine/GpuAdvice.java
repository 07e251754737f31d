package sc.fiji.unet.engine;

import java.util.Optional;

/** Why no GPU computes, and what would make one, in one line. */
final class GpuAdvice {
    private static final String HOW =
            "set PYTORCH_FLAVOR=cu128, and PYTORCH_LIBRARY_PATH to the lib folder of a libtorch ";

    private GpuAdvice() {}

    /**
     * What keeps a graphics card from being used and what to do about it, in a sentence for people.
     *
     * @param driver what was found
     * @param cuda whether the libtorch in use was built for CUDA
     * @param libtorch its version
     * @param system the name of the operating system
     */
    static String of(Optional<NvidiaDriver> driver, boolean cuda, String libtorch, String system) {
        if (driver.isEmpty()) {
            return system.startsWith("Mac")
                    ? "the Mac's own GPU is used on request, with device=mps"
                    : "no NVIDIA driver was found";
        }
        NvidiaDriver found = driver.get();
        if (!found.runsCuda12()) {
            return "NVIDIA driver " + found.version() + " is too old for CUDA 12: expected 525 or newer";
        }
        String gpus = found.gpus().isEmpty() ? "a GPU" : String.join(", ", found.gpus());
        String hardware = gpus + " with driver " + found.version();
        if (cuda) return hardware + " is there, but libtorch cannot use it: is CUDA_VISIBLE_DEVICES set?";
        return hardware + " is idle because this libtorch is for processors only; to use it " + HOW + libtorch
                + " for CUDA 12.8";
    }
}
