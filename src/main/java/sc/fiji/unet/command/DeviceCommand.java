package sc.fiji.unet.command;

import org.scijava.command.Command;
import org.scijava.plugin.Attr;
import org.scijava.plugin.Menu;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;
import sc.fiji.unet.base.Progress;
import sc.fiji.unet.config.Auto;
import sc.fiji.unet.dialog.RecordedLine;
import sc.fiji.unet.dialog.UnetCommand;
import sc.fiji.unet.engine.DeviceBenchmark;
import sc.fiji.unet.engine.Devices;
import sc.fiji.unet.engine.Pytorch;

/** Says which device computes and why not the GPU, and how fast it is. */
@Plugin(
        type = Command.class,
        attrs = @Attr(name = RecordedLine.BY_ITSELF),
        menu = {
            @Menu(label = "Plugins"),
            @Menu(label = "Segmentation"),
            @Menu(label = "U-Net"),
            @Menu(label = "U-Net Compute Device...", weight = 21)
        },
        description = "Say which device computes, why not the GPU, and how many pixels it segments in a second.")
public class DeviceCommand extends UnetCommand {
    @Parameter(
            label = "Device",
            required = false,
            persist = false,
            description = "What to compute on: auto, cpu, gpu, gpu0, gpu1... or mps")
    private String device = Auto.WORD;

    @Parameter(
            label = "Self-test (seconds)",
            min = "0",
            max = "600",
            required = false,
            persist = false,
            description = "How long to predict with a default U-Net to measure the speed; 0 for no test")
    private double seconds = 5;

    @Override
    public String execute(Progress progress) {
        Pytorch.prepare(progress);
        String line = "Device: " + Devices.describe(device);
        if (seconds == 0) return line;
        return line
                + System.lineSeparator()
                + new DeviceBenchmark(seconds, System::nanoTime)
                        .run(device, progress)
                        .text();
    }
}
