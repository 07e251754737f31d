package sc.fiji.unet.benchmark;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import net.imglib2.img.array.ArrayImgs;
import sc.fiji.unet.base.Json;
import sc.fiji.unet.base.Progress;
import sc.fiji.unet.config.PrecisionChoice;
import sc.fiji.unet.engine.DjlPatchPredictor;
import sc.fiji.unet.engine.Precisions;
import sc.fiji.unet.engine.Watching;
import sc.fiji.unet.image.ImageSource;
import sc.fiji.unet.imagej.files.ImageFiles;
import sc.fiji.unet.model.LoadedModel;
import sc.fiji.unet.model.NetworkCompiler;
import sc.fiji.unet.nn.Inference;
import sc.fiji.unet.predict.LabelSink;
import sc.fiji.unet.predict.PatchPredictor;
import sc.fiji.unet.predict.Request;
import sc.fiji.unet.torchscript.Form.Precision;

/**
 * Our side of one round, in a process of its own as two libtorchs at once would slow each other down: prints one JSON
 * object of figures by name. Arguments: folder, seconds a figure, and what is wanted beside: {@link #COLOR}, {@link #AUGMENTATION}.
 */
public final class OwnFigures {
    /** The figure that is 1 where bfloat16 is the faster of the two float formats, 0 else. */
    static final String BF16_IS_FASTER = "bf16 is faster";

    /** Three channels too. */
    static final String COLOR = "color";

    /** What making batches costs, by some seventy steps. */
    static final String AUGMENTATION = "augmentation";

    private final Subject subject;
    private final double seconds;
    private final Map<String, Double> figures = new LinkedHashMap<>();

    private OwnFigures(Subject subject, double seconds) {
        this.subject = subject;
        this.seconds = seconds;
    }

    /** See above. */
    public static void main(String[] args) {
        OwnFigures turn = new OwnFigures(new Subject(Path.of(args[0])), Double.parseDouble(args[1]));
        turn.run(Arrays.asList(args));
        turn.figures.put(OtherWork.CPU, OtherWork.cpuSeconds());
        System.out.println(Json.text(turn.figures).replace("\n", ""));
    }

    private void run(List<String> wanted) {
        Stopwatch watch = new Stopwatch(seconds / 2);
        figures.put("peak bf16", MatrixProduct.flops(15, watch) / 1e9);
        figures.put("peak fp32", MatrixProduct.flops(6, watch) / 1e9);
        Precision fast = faster();
        figures.put(BF16_IS_FASTER, fast == Precision.BF16 ? 1. : 0);
        figures.put("predict 1", figures.get("predict " + fast.id()));
        figures.put("train 1", train(1, fast));
        figures.put("train fp32", fast == Precision.FP32 ? figures.get("train 1") : train(1, Precision.FP32));
        if (wanted.contains(COLOR)) {
            figures.put("predict 3", predict(3, fast));
            figures.put("train 3", train(3, fast));
        }
        if (wanted.contains(AUGMENTATION)) augmentation(fast);
        endToEnd("endtoend", (network, device) -> DjlPatchPredictor.compile(network, device, fast));
        if (Precisions.inPrediction(watched(subject.model(1).inference()), "cpu")
                .contains(PrecisionChoice.INT8)) {
            figures.put("peak int8", MatrixProduct.ofBytes(watch) / 1e9);
            figures.put("predict int8", predict(1, OwnFigures::onBytes));
            endToEnd("endtoend int8", OwnFigures::onBytes);
        }
    }

    /** Of the float formats that the program itself would try on this processor. */
    private Precision faster() {
        Precision fastest = Precision.FP32;
        for (Precision precision : Precisions.inTraining("cpu", PrecisionChoice.AUTO)) {
            figures.put("predict " + precision.id(), predict(1, precision));
            if (figures.get("predict " + precision.id()) > figures.get("predict " + fastest.id())) fastest = precision;
        }
        return fastest;
    }

    private static PatchPredictor onBytes(Inference network, String device) {
        return Precisions.compile(watched(network), device, PrecisionChoice.INT8, note -> {});
    }

    /** As a training does it, but on noise: speed does not depend on the values. */
    private static Inference watched(Inference network) {
        int[] size = {Subject.EDGE, Subject.EDGE};
        float[] noise = Subject.noise(Subject.EDGE * Subject.EDGE);
        return network.withCalibration(Watching.of(network, noise, 1, size));
    }

    /** Mpx/s from floats to probabilities. */
    private double predict(int channels, Precision precision) {
        return predict(channels, (network, device) -> DjlPatchPredictor.compile(network, device, precision));
    }

    private double predict(int channels, NetworkCompiler compiler) {
        int pixels = Subject.PATCHES * Subject.EDGE * Subject.EDGE;
        float[] input = Subject.noise(pixels * channels);
        float[] output = new float[pixels * Subject.CLASSES];
        int[] size = {Subject.EDGE, Subject.EDGE};
        Inference network = subject.model(channels).inference();
        try (PatchPredictor predictor = compiler.compile(network, "cpu")) {
            double best = new Stopwatch(seconds).best(() -> predictor.predict(input, Subject.PATCHES, size, output));
            return pixels / best / 1e6;
        }
    }

    private double train(int channels, Precision precision) {
        int pixels = Subject.PATCHES * Subject.EDGE * Subject.EDGE;
        return pixels / TrainingStepSpeed.onReadyBatch(channels, precision, seconds) / 1e6;
    }

    /** Mpx/s of mean steps on a batch that lies ready, and on batches drawn and augmented ahead. */
    private void augmentation(Precision precision) {
        int pixels = Subject.PATCHES * Subject.EDGE * Subject.EDGE;
        AugmentationCost.Steps steps = AugmentationCost.measure(precision, seconds);
        figures.put("train ready", pixels / steps.ready() / 1e6);
        figures.put("train pipeline", pixels / steps.pipeline() / 1e6);
    }

    /** Mpx/s of the image from opening its file to its labels, with a model that is open; and of what was computed. */
    private void endToEnd(String name, NetworkCompiler compiler) {
        Counter[] counter = new Counter[1];
        NetworkCompiler counting = (network, device) -> counter[0] = new Counter(compiler.compile(network, device));
        try (LoadedModel model = LoadedModel.open(subject.model(1), "cpu", counting)) {
            segment(model, subject.tile());
            counter[0].pixels = 0;
            long[] pixels = new long[1];
            double taken = Stopwatch.once(() -> pixels[0] = segment(model, subject.image()));
            figures.put(name, pixels[0] / taken / 1e6);
            figures.put(name + " computed", counter[0].pixels / taken / 1e6);
        }
    }

    /** Counts the pixels that a network computes, halos included. */
    private static final class Counter implements PatchPredictor {
        private final PatchPredictor network;
        private long pixels;

        Counter(PatchPredictor network) {
            this.network = network;
        }

        @Override
        public int channels() {
            return network.channels();
        }

        @Override
        public int classes() {
            return network.classes();
        }

        @Override
        public double bytesPerPixel() {
            return network.bytesPerPixel();
        }

        @Override
        public void predict(float[] input, int n, int[] size, Request request, float[] output) {
            pixels += (long) n * size[0] * size[1];
            network.predict(input, n, size, request, output);
        }

        @Override
        public void close() {
            network.close();
        }
    }

    private static long segment(LoadedModel model, Path file) {
        ImageSource source = new ImageFiles().images(file, 2, Progress.NONE).get(0);
        long[] size = source.size();
        model.segmenter().fill(source, new LabelSink(ArrayImgs.unsignedBytes(size)), Progress.NONE);
        return size[0] * size[1];
    }
}
