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
 * @param batch how a folder is gone through
 * @param show what else to write
 * @param averaging what the prediction is the mean of
 * @param pieces one of {@link #PIECES}
 * @param device {@code auto}, {@code cpu}, {@code gpu} or {@code gpu1}...
 * @param precision one of {@link #PRECISIONS}
 */
public record SegmentOptions(
        Path input,
        Path output,
        Path model,
        Subset choice,
        Batch batch,
        Show show,
        Averaging averaging,
        String pieces,
        String device,
        String precision) {
    /** Measure and choose, single precision, or bfloat16. */
    public static final List<String> PRECISIONS = List.of(Auto.WORD, "fp32", "bf16");

    /** Only the largest of a class where the model says so, or all. */
    public static final List<String> PIECES = List.of(Auto.WORD, "all");

    /** Refuses missing paths and unknown precisions. */
    public SegmentOptions {
        Checks.path("input", input);
        Checks.path("output", output);
        Checks.path("model", model);
        Checks.given("choice", choice);
        Checks.given("batch", batch);
        Checks.given("show", show);
        Checks.given("averaging", averaging);
        Checks.oneOf("pieces", pieces, PIECES);
        device = Checks.text("device", device);
        Checks.oneOf("precision", precision, PRECISIONS);
    }

    /** Labels of every image of the input, on the best device. */
    public static SegmentOptions defaults(Path input, Path output, Path model) {
        Show labelsOnly = new Show(false, false);
        String auto = Auto.WORD;
        return new SegmentOptions(
                input, output, model, Subset.ALL, Batch.FLAT, labelsOnly, Averaging.NONE, auto, auto, auto);
    }

    /** A copy for other images of the input. */
    public SegmentOptions withChoice(Subset value) {
        return new SegmentOptions(input, output, model, value, batch, show, averaging, pieces, device, precision);
    }

    /** A copy that goes through the input in another way. */
    public SegmentOptions withBatch(Batch value) {
        return new SegmentOptions(input, output, model, choice, value, show, averaging, pieces, device, precision);
    }

    /** A copy that writes these too. */
    public SegmentOptions withShow(Show value) {
        return new SegmentOptions(input, output, model, choice, batch, value, averaging, pieces, device, precision);
    }

    /** A copy on another device. */
    public SegmentOptions withDevice(String value) {
        return new SegmentOptions(input, output, model, choice, batch, show, averaging, pieces, value, precision);
    }

    /** A copy that computes in another precision. */
    public SegmentOptions withPrecision(String value) {
        return new SegmentOptions(input, output, model, choice, batch, show, averaging, pieces, device, value);
    }

    /** A copy whose prediction is the mean of more. */
    public SegmentOptions withAveraging(Averaging value) {
        return new SegmentOptions(input, output, model, choice, batch, show, value, pieces, device, precision);
    }

    /** Whether all pieces of a class are kept, whatever the model says. */
    public boolean everyPiece() {
        return pieces.equals("all");
    }

    /** A copy that keeps other pieces of a class. */
    public SegmentOptions withPieces(String value) {
        return new SegmentOptions(input, output, model, choice, batch, show, averaging, value, device, precision);
    }

    /**
     * What to write beside label images.
     *
     * @param probabilities the probability of each class, a channel each
     * @param overlay the image with its classes in colour
     */
    public record Show(boolean probabilities, boolean overlay) {}

    /**
     * How a folder is gone through.
     *
     * @param recursive whether images in folders below count too; their labels go into folders of the same names
     * @param pattern of the names of the files that count, as in {@code *_dapi.tif}; blank for every image
     * @param resume whether images that have labels already are left as they are
     */
    public record Batch(boolean recursive, String pattern, boolean resume) {
        /** Every image of the folder itself. */
        public static final Batch FLAT = new Batch(false, "", false);

        /** Refuses a missing pattern. */
        public Batch {
            Checks.given("pattern", pattern);
        }
    }
}
