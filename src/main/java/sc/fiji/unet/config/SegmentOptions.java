package sc.fiji.unet.config;

import java.nio.file.Path;
import java.util.List;

/**
 * Everything a person may say about segmenting files, under the names of the command's parameters. Immutable.
 *
 * @param input an image file or a folder of images
 * @param output the folder for label images
 * @param model model folder
 * @param choice which of the input's images; see {@link Subset}
 * @param show what else to write
 * @param device {@code auto}, {@code cpu}, {@code gpu} or {@code gpu1}...
 * @param precision one of {@link #PRECISIONS}
 */
public record SegmentOptions(
        Path input, Path output, Path model, Subset choice, Show show, String device, String precision) {
    /** Measure and choose, single precision, or bfloat16. */
    public static final List<String> PRECISIONS = List.of(TrainOptions.AUTO, "fp32", "bf16");

    /** Refuses missing paths and unknown precisions. */
    public SegmentOptions {
        Checks.path("input", input);
        Checks.path("output", output);
        Checks.path("model", model);
        Checks.given("choice", choice);
        Checks.given("show", show);
        device = Checks.text("device", device);
        Checks.oneOf("precision", precision, PRECISIONS);
    }

    /** Labels of every image of the input, on the best device. */
    public static SegmentOptions defaults(Path input, Path output, Path model) {
        Show labelsOnly = new Show(false, false);
        String auto = TrainOptions.AUTO;
        return new SegmentOptions(input, output, model, Subset.ALL, labelsOnly, auto, auto);
    }

    /** A copy for other images of the input. */
    public SegmentOptions withChoice(Subset value) {
        return new SegmentOptions(input, output, model, value, show, device, precision);
    }

    /** A copy that writes these too. */
    public SegmentOptions withShow(Show value) {
        return new SegmentOptions(input, output, model, choice, value, device, precision);
    }

    /** A copy on another device. */
    public SegmentOptions withDevice(String value) {
        return new SegmentOptions(input, output, model, choice, show, value, precision);
    }

    /** A copy that computes in another precision. */
    public SegmentOptions withPrecision(String value) {
        return new SegmentOptions(input, output, model, choice, show, device, value);
    }

    /**
     * What to write beside label images.
     *
     * @param probabilities the probability of each class, a channel each
     * @param overlay the image with its classes in colour
     */
    public record Show(boolean probabilities, boolean overlay) {}
}
