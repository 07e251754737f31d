package sc.fiji.unet.config;

import java.nio.file.Path;
import sc.fiji.unet.base.OptionException;

/**
 * What a person may say about the demo, under the names of the command's parameters. Immutable.
 *
 * @param input folder of sets, each with images, masks and split.csv; null to paint the sample sets anew
 * @param output folder for models, labels and overlays
 * @param minutes of training for each set
 * @param device {@code auto}, {@code cpu}, {@code gpu} or {@code gpu1}...
 * @param report a JSON file to write the figures to
 */
public record DemoOptions(Path input, Path output, double minutes, String device, Path report) {
    /** Refuses a missing output and an impossible time. */
    public DemoOptions {
        Checks.path("output", output);
        if (!(minutes > 0 && minutes <= 1000)) {
            throw OptionException.outOfRange("minutes", minutes, "more than 0, at most 1000");
        }
        device = Checks.text("device", device);
        if (report == null) report = output.resolve("report.json");
    }

    /** The sample sets, 0.55 minutes of training each, all into one folder. */
    public static DemoOptions defaults(Path output) {
        return new DemoOptions(null, output, 0.55, Auto.WORD, null);
    }
}
