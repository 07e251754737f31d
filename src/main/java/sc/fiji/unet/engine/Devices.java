package sc.fiji.unet.engine;

import ai.djl.Device;
import ai.djl.engine.Engine;
import java.util.List;
import java.util.stream.Collectors;
import sc.fiji.unet.base.OptionException;
import sc.fiji.unet.config.Auto;

/** What a network can run on: names as people write them, and the reason for the choice. */
public final class Devices {
    private static final List<String> NAMES = List.of(Auto.WORD, "cpu", "gpu", "gpu0", "gpu1", "gpu0,gpu1", "mps");

    private Devices() {}

    /** The one device of this name; {@code auto} takes the first GPU there is, else the processor. */
    static Device of(String name) {
        int gpus = gpus();
        return switch (name) {
            case "cpu" -> Device.cpu();
            case Auto.WORD -> gpus > 0 ? Device.gpu() : Device.cpu();
            case "mps" -> apple();
            default -> gpu(name, gpus);
        };
    }

    /** Refuses what is the name of no single device on any machine; asks neither libtorch nor the machine. */
    public static void requireOne(String name) {
        if (name.contains(",")) {
            throw new OptionException("device = " + name + ": only a prediction can use several. Name one.");
        }
        if (!name.matches("auto|cpu|mps|gpu\\d{0,3}")) throw OptionException.unknown("device", name, NAMES);
    }

    /** One entry for each patch that a prediction computes at a time; see {@link Lanes}. */
    static List<String> lanes(String names) {
        List<String> lanes = Lanes.of(names, gpus());
        lanes.forEach(Devices::of);
        return lanes;
    }

    /** One line for a person: which device or devices the name stands for, and why. */
    public static String describe(String name) {
        List<String> devices = Lanes.devices(name, gpus());
        if (devices.size() == 1) return describeOne(devices.get(0));
        return devices.stream().map(Devices::describeOne).collect(Collectors.joining("; ", "Predictions share ", ""));
    }

    /** All that a measurement on these devices may depend on, in words. */
    public static String machine(List<String> names) {
        return names.stream().distinct().map(Devices::describe).collect(Collectors.joining(", ")) + "; " + Cpu.model();
    }

    private static String describeOne(String name) {
        Engine engine = Pytorch.engine();
        Device device = of(name);
        String version = "PyTorch " + engine.getVersion();
        if (device.isGpu()) return "GPU " + device.getDeviceId() + " of " + gpus() + " (" + version + ")";
        if (name.equals("mps")) return "Apple's GPU (" + version + ")";
        String why = name.equals(Auto.WORD) ? "; " + advice() : "";
        return "Processor, " + Cpu.describe() + " (" + version + why + ")";
    }

    /** GPUs that libtorch can use. A driver without CUDA's toolkit is enough, though DJL counts none then. */
    private static int gpus() {
        Engine engine = Pytorch.engine();
        if (!engine.hasCapability("CUDA")) return 0;
        int counted = engine.getGpuCount();
        boolean restricted = System.getenv("CUDA_VISIBLE_DEVICES") != null;
        if (counted > 0 || restricted) return counted;
        return NvidiaDriver.find().map(driver -> driver.gpus().size()).orElse(0);
    }

    private static String advice() {
        Engine engine = Pytorch.engine();
        return GpuAdvice.of(
                NvidiaDriver.find(), engine.hasCapability("CUDA"), engine.getVersion(), System.getProperty("os.name"));
    }

    private static Device apple() {
        String system = System.getProperty("os.name");
        if (system.startsWith("Mac")) return Device.fromName("mps");
        throw new OptionException("device = mps is the GPU of a Mac, but this is " + system + ". Use device=auto.");
    }

    private static Device gpu(String name, int gpus) {
        requireOne(name);
        int index = name.equals("gpu") ? 0 : Integer.parseInt(name.substring(3));
        if (index >= gpus) {
            throw new OptionException("device = " + name + ": PyTorch sees " + gpus + " GPU(s) on this machine ("
                    + advice() + "). Use device=cpu.");
        }
        return Device.gpu(index);
    }
}
