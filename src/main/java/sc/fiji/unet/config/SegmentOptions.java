package sc.fiji.unet.config;

import java.nio.file.Path;

/**
 * Everything a person may say about segmenting files, under the names of the command's parameters. Immutable.
 *
 * @param input an image file or a folder of images
 * @param output the folder for label images
 * @param model model folder
 * @param choice which of the input's images; see {@link Subset}
 * @param show what else to write
 * @param device {@code auto}, {@code cpu}, {@code gpu} or {@code gpu1}...
 */
public record SegmentOptions(Path input, Path output, Path model, Subset choice, Show show, String device) {
    /** Refuses missing paths. */
    public SegmentOptions {
        Checks.path("input", input);
        Checks.path("output", output);
        Checks.path("model", model);
        Checks.given("choice", choice);
        Checks.given("show", show);
        device = Checks.text("device", device);
    }

    /** Labels of every image of the input, on the best device. */
    public static SegmentOptions defaults(Path input, Path output, Path model) {
        return new SegmentOptions(input, output, model, Subset.ALL, new Show(false, false), TrainOptions.AUTO);
    }

    /** A copy for other images of the input. */
    public SegmentOptions withChoice(Subset value) {
        return new SegmentOptions(input, output, model, value, show, device);
    }

    /** A copy that writes these too. */
    public SegmentOptions withShow(Show value) {
        return new SegmentOptions(input, output, model, choice, value, device);
    }

    /** A copy on another device. */
    public SegmentOptions withDevice(String value) {
        return new SegmentOptions(input, output, model, choice, show, value);
    }

    /**
     * What to write beside label images.
     *
     * @param probabilities the probability of each class, a channel each
     * @param overlay the image with its classes in colour
     */
    public record Show(boolean probabilities, boolean overlay) {}
}
