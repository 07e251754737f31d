package sc.fiji.unet.spark;

import java.io.Serializable;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import sc.fiji.unet.base.InputException;
import sc.fiji.unet.base.OptionException;
import sc.fiji.unet.base.Progress;
import sc.fiji.unet.config.Auto;
import sc.fiji.unet.config.Averaging;
import sc.fiji.unet.config.ChannelChoice;
import sc.fiji.unet.config.LabelOptions;
import sc.fiji.unet.config.PrecisionChoice;
import sc.fiji.unet.config.SegmentOptions;
import sc.fiji.unet.config.Subset;
import sc.fiji.unet.data.ImageFolder;
import sc.fiji.unet.distributed.BlockWork;
import sc.fiji.unet.distributed.LargeImages;
import sc.fiji.unet.image.pyramid.Pyramid;
import sc.fiji.unet.model.LoadedModel;
import sc.fiji.unet.model.ModelFolder;
import sc.fiji.unet.workflow.LargePrediction;

/**
 * What a cluster is to do, as it is sent to each executor: words as on the command line. All paths lie on a file system that
 * driver and executors share.
 *
 * @param words by name
 */
record SparkJob(TreeMap<String, String> words) implements Serializable {
    private static final Map<String, String> DEFAULTS = defaults();

    private static Map<String, String> defaults() {
        Map<String, String> defaults = new LinkedHashMap<>();
        for (String path : new String[] {"input", "images", "model", "output", "pattern"}) defaults.put(path, "");
        defaults.put("recursive", "false");
        defaults.put("verbose", "false");
        for (String auto : new String[] {"objects", "minimum", "pieces", "rescale", "channels"})
            defaults.put(auto, Auto.WORD);
        defaults.put("device", "cpu");
        defaults.put("precision", PrecisionChoice.FP32.id()); // the same on every machine
        defaults.put("block", Auto.WORD);
        return defaults;
    }

    /** Reads {@code --name=value} or {@code --name value}; whatever is not known is refused. */
    static SparkJob parse(String... args) {
        TreeMap<String, String> words = new TreeMap<>(DEFAULTS);
        for (int i = 0; i < args.length; i++) {
            String name =
                    args[i].replaceFirst("^--", "").replaceFirst("=.*", "").toLowerCase(Locale.ROOT);
            if (!args[i].startsWith("--") || !DEFAULTS.containsKey(name))
                throw OptionException.unknown("option", args[i], DEFAULTS.keySet());
            boolean joined = args[i].contains("=");
            if (!joined && i + 1 == args.length) throw new OptionException(args[i] + " needs a value.");
            words.put(name, joined ? args[i].substring(args[i].indexOf('=') + 1) : args[++i]);
        }
        for (String required : new String[] {"model", "output"})
            if (words.get(required).isEmpty()) throw new OptionException("--" + required + " is missing.");
        if (words.get("input").isEmpty() == words.get("images").isEmpty())
            throw new OptionException(
                    "Expected either --input with a large image, or --images with a folder of images.");
        return new SparkJob(words);
    }

    /** What may be said, with what holds where nothing is. */
    static String help() {
        StringBuilder text =
                new StringBuilder("Usage: unet-spark ... -- --input=... or --images=..., --model=..., --output=...\n");
        DEFAULTS.forEach((name, value) ->
                text.append("  --").append(name).append('=').append(value).append('\n'));
        return text.append("docs/spark.md says what they mean, and: unet-spark ... -- compare --help\n")
                .toString();
    }

    /** Whether a folder of images is to be segmented, each as a whole; else a large image block by block. */
    boolean ofImages() {
        return !words.get("images").isEmpty();
    }

    private Path path(String name) {
        return Path.of(words.get(name));
    }

    /** Whether the labels of an image of the folder are there, which come last. */
    boolean hasLabels(String name) {
        return Files.isRegularFile(path("output").resolve(name + ".tif"))
                || Files.isDirectory(path("output").resolve(name + ".zarr"));
    }

    /** What is to be done, as on one machine. */
    SegmentOptions options() {
        return new SegmentOptions(
                new SegmentOptions.Files(path(ofImages() ? "images" : "input"), path("output"), Subset.ALL),
                new SegmentOptions.Batch(words.get("recursive").equals("true"), words.get("pattern"), false),
                new SegmentOptions.Network(
                        path("model"), Averaging.NONE, words.get("device"), PrecisionChoice.of(words.get("precision"))),
                new LabelOptions(
                                words.get("objects"),
                                words.get("minimum"),
                                false,
                                words.get("pieces"),
                                words.get("rescale"))
                        .withChannels(ChannelChoice.parse(words.get("channels"))),
                SegmentOptions.Show.LABELS);
    }

    /** The folder of the labels, which is an image itself where a large image is segmented. */
    Path result() {
        return ofImages() ? path("output") : path("output").resolve(ImageFolder.stem(path("input")) + ".zarr");
    }

    /** What is to be done, by the same facade as on one machine. */
    LargePrediction prediction() {
        Pyramid image = LargeImages.of(path("input"))
                .orElseThrow(() -> new InputException(
                        path("input") + " is neither an OME-Zarr nor a tiled TIFF with levels of resolution."));
        return new LargePrediction(image, options(), block());
    }

    /** The side of blocks along each axis. */
    private int[] block() {
        String side = words.get("block");
        if (side.equals(Auto.WORD)) return null;
        if (!side.matches("[1-9][0-9]{0,4}"))
            throw OptionException.outOfRange("block", side, "1 to 99999 pixels, or auto");
        int[] block = new int[3];
        Arrays.fill(block, Integer.parseInt(side));
        return block;
    }

    /** Opens the model, which takes native memory until the program ends. */
    LoadedModel open(Progress progress) {
        SegmentOptions.Network network = options().network();
        return LoadedModel.open(
                new ModelFolder(network.model()),
                network.averaging(),
                network.device(),
                LoadedModel.libtorch(network.precision(), progress));
    }

    /** Opens image, model and folder, to do tasks. */
    BlockWork work() {
        return prediction().work(open(Progress.NONE), result());
    }
}
