package sc.fiji.unet.engine;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import sc.fiji.unet.base.OptionException;
import sc.fiji.unet.config.Auto;

/**
 * On what a prediction runs that may use several devices: one entry for each patch that is computed at a time. A GPU gets
 * two, so that the floats of one patch are copied while it computes another; a processor gets one, as libtorch spreads a
 * patch over all its cores. Only GPUs may share: next to them a processor would be in the way, and it rounds differently.
 */
final class Lanes {
    private static final int PATCHES_PER_GPU = 2;

    private Lanes() {}

    /**
     * The devices to compile for.
     *
     * @param names one that {@link Devices} knows, several GPUs with commas between, or {@code auto} for all GPUs there are
     * @param gpus how many there are
     */
    static List<String> of(String names, int gpus) {
        List<String> devices = devices(names, gpus);
        if (!devices.stream().allMatch(Lanes::isGpu)) return devices;
        return Collections.nCopies(PATCHES_PER_GPU, devices).stream()
                .flatMap(List::stream)
                .toList();
    }

    /** The devices that a list of names stands for, each of them once. */
    static List<String> devices(String names, int gpus) {
        if (names.equals(Auto.WORD) && gpus > 0) {
            return IntStream.range(0, gpus).mapToObj(i -> "gpu" + i).toList();
        }
        List<String> devices = Arrays.stream(names.split(",", -1))
                .map(String::strip)
                .map(name -> name.equals("gpu") ? "gpu0" : name)
                .toList();
        if (devices.size() > 1 && !devices.stream().allMatch(Lanes::isGpu)) {
            throw new OptionException("device = " + names + ": only GPUs can share the work, such as gpu0,gpu1.");
        }
        if (Set.copyOf(devices).size() < devices.size()) {
            throw new OptionException("device = " + names + " names a device twice.");
        }
        return devices;
    }

    private static boolean isGpu(String name) {
        return name.matches("gpu\\d+");
    }
}
