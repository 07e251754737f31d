package sc.fiji.unet.engine;

import ai.djl.Device;
import ai.djl.engine.Engine;
import java.util.List;
import sc.fiji.unet.config.OptionException;

/** What a network can run on: names as people write them, and the reason for the choice. */
public final class Devices {
    private static final List<String> NAMES = List.of("auto", "cpu", "gpu", "gpu0", "gpu1", "gpu2", "gpu3", "mps");

    private Devices() {}

    /** The device of this name; {@code auto} takes the first GPU there is, else the processor. */
    static Device of(String name) {
        int gpus = Pytorch.engine().getGpuCount();
        return switch (name) {
            case "cpu" -> Device.cpu();
            case "auto" -> gpus > 0 ? Device.gpu() : Device.cpu();
            case "mps" -> Device.fromName("mps");
            default -> gpu(name, gpus);
        };
    }

    /** One line for a person: which device the name stands for, and why. */
    public static String describe(String name) {
        Engine engine = Pytorch.engine();
        Device device = of(name);
        String version = "PyTorch " + engine.getVersion();
        if (device.isGpu()) return "GPU " + device.getDeviceId() + " of " + engine.getGpuCount() + " (" + version + ")";
        String why = name.equals("auto") ? "; no usable GPU was found" : "";
        return "Processor, " + Cpu.describe() + " (" + version + why + ")";
    }

    private static Device gpu(String name, int gpus) {
        if (!NAMES.contains(name)) throw OptionException.unknown("device", name, NAMES);
        int index = name.equals("gpu") ? 0 : Integer.parseInt(name.substring(3));
        if (index >= gpus) {
            throw new OptionException("device = " + name + ": PyTorch sees " + gpus
                    + " GPU(s) on this machine. Use device=cpu," + " or check that the NVIDIA driver is installed.");
        }
        return Device.gpu(index);
    }
}
