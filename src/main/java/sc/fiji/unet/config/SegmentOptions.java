package sc.fiji.unet.config;

import java.nio.file.Path;
import sc.fiji.unet.base.Choice;

/**
 * Everything a person may say about segmenting files, under the names of the command's parameters. Immutable.
 *
 * @param files what is segmented, and where to
 * @param batch how a folder is gone through
 * @param network what answers, and on what it computes
 * @param labels what becomes of the answers
 * @param show what else to write
 */
public record SegmentOptions(Files files, Batch batch, Network network, LabelOptions labels, Show show) {
    /** Refuses missing parts. */
    public SegmentOptions {
        Checks.given("files", files);
        Checks.given("batch", batch);
        Checks.given("network", network);
        Checks.given("labels", labels);
        Checks.given("show", show);
    }

    /** Labels of every image of the input, on the best device. */
    public static SegmentOptions defaults(Path input, Path output, Path model) {
        return new SegmentOptions(
                new Files(input, output, Subset.ALL),
                Batch.FLAT,
                new Network(model, Averaging.NONE, Auto.WORD, PrecisionChoice.AUTO),
                LabelOptions.defaults(),
                Show.LABELS);
    }

    /** An image file or a folder of images. */
    public Path input() {
        return files.input();
    }

    /** The folder for label images. */
    public Path output() {
        return files.output();
    }

    /** Which images of the input are segmented. */
    public Subset choice() {
        return files.choice();
    }

    /** A copy for other images of the input. */
    public SegmentOptions withChoice(Subset value) {
        return new SegmentOptions(new Files(input(), output(), value), batch, network, labels, show);
    }

    /** A copy that goes through the input in another way. */
    public SegmentOptions withBatch(Batch value) {
        return new SegmentOptions(files, value, network, labels, show);
    }

    /** A copy by another network, or on another device. */
    public SegmentOptions withNetwork(Network value) {
        return new SegmentOptions(files, batch, value, labels, show);
    }

    /** A copy on another device. */
    public SegmentOptions withDevice(String value) {
        return withNetwork(new Network(network.model(), network.averaging(), value, network.precision()));
    }

    /** A copy that makes something else of the answers. */
    public SegmentOptions withLabels(LabelOptions value) {
        return new SegmentOptions(files, batch, network, value, show);
    }

    /** A copy that writes these too. */
    public SegmentOptions withShow(Show value) {
        return new SegmentOptions(files, batch, network, labels, value);
    }

    /**
     * Which images are segmented, and the folder that gets the labels.
     *
     * @param input an image file or a folder of images
     * @param output the folder for label images
     * @param choice which of the input's images; see {@link Subset}
     */
    public record Files(Path input, Path output, Subset choice) {
        /** Refuses missing paths. */
        public Files {
            Checks.path("input", input);
            Checks.path("output", output);
            Checks.given("choice", choice);
        }
    }

    /**
     * Which networks answer, and on what they compute.
     *
     * @param model model folder
     * @param averaging what the prediction is the mean of
     * @param device {@code auto}, {@code cpu}, {@code gpu} or {@code gpu1}...
     * @param precision of the convolutions
     */
    public record Network(Path model, Averaging averaging, String device, PrecisionChoice precision) {
        /** Refuses missing values. */
        public Network {
            Checks.path("model", model);
            Checks.given("averaging", averaging);
            device = Checks.text("device", device);
            Checks.given("precision", precision);
        }
    }

    /**
     * What to write beside label images, in folders of their own.
     *
     * @param probabilities the probability of each class, a channel each
     * @param overlay the image with its classes or objects in color
     * @param rois the outlines, as the ROI Manager opens them
     * @param table what was measured on each object
     * @param exchange in which form for other programs
     */
    public record Show(boolean probabilities, boolean overlay, boolean rois, boolean table, Exchange exchange) {
        /** Label images and nothing else. */
        public static final Show LABELS = new Show(false, false);

        /** Probabilities and overlays, but neither ROIs nor tables. */
        public Show(boolean probabilities, boolean overlay) {
            this(probabilities, overlay, false, false, Exchange.NONE);
        }
    }

    /**
     * Which files of a folder are images to be segmented.
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

    /** In which form what was found goes to other programs, beside label images. */
    public enum Exchange implements Choice {
        /** In none. */
        NONE,
        /** A file for each image, for QuPath. */
        GEOJSON,
        /** One file for all images, for programs that train on boxes and outlines. */
        COCO,
        /** A label image for each image that says its classes and pixel size, for whoever reads OME's format. */
        OME_TIFF,
        /** In each of these forms. */
        ALL;

        /** The constant of this word. */
        public static Exchange of(String word) {
            return Choice.of(Exchange.class, "exchange", word);
        }

        /** Where files of this form lie: in a folder of its name among the results. */
        public Path folder(Path results) {
            return results.resolve(id());
        }

        /** Whether it is this one, or all. */
        public boolean asksFor(Exchange form) {
            return this == form || this == ALL;
        }
    }
}
