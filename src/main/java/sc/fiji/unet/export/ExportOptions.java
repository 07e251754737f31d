package sc.fiji.unet.export;

import java.nio.file.Path;
import sc.fiji.unet.config.Averaging;

/**
 * Everything a person may say about an export, but for which model it is. Immutable.
 *
 * @param output the file to write
 * @param format one of {@link Export#FORMATS}
 * @param averaging which further networks answer together with the model, as one; mirror images are not exported
 * @param credits who made the model and what of
 * @param sample an image to show and test a package with; null for a painted one
 */
public record ExportOptions(Path output, String format, Averaging averaging, Credits credits, Path sample) {
    /** One model, of which nothing else is said. */
    public static ExportOptions of(Path output, String format) {
        return new ExportOptions(output, format, Averaging.NONE, Credits.NONE, null);
    }

    /** A copy with further networks. */
    public ExportOptions withAveraging(Averaging value) {
        return new ExportOptions(output, format, value, credits, sample);
    }

    /** A copy by somebody. */
    public ExportOptions withCredits(Credits value) {
        return new ExportOptions(output, format, averaging, value, sample);
    }

    /** A copy with an image to show. */
    public ExportOptions withSample(Path value) {
        return new ExportOptions(output, format, averaging, credits, value);
    }
}
