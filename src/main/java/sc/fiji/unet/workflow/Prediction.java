package sc.fiji.unet.workflow;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import net.imglib2.RandomAccessibleInterval;
import net.imglib2.type.numeric.IntegerType;
import sc.fiji.unet.base.InputException;
import sc.fiji.unet.base.Progress;
import sc.fiji.unet.config.ClassInfo;
import sc.fiji.unet.config.ModelCard;
import sc.fiji.unet.config.SegmentOptions;
import sc.fiji.unet.data.ImageReader;
import sc.fiji.unet.data.SegmentationWriter;
import sc.fiji.unet.image.ImageSource;
import sc.fiji.unet.model.LabelMeaning;
import sc.fiji.unet.model.LoadedModel;
import sc.fiji.unet.model.ModelFolder;
import sc.fiji.unet.model.NetworkCompiler;

/**
 * Segments an image file or a folder of them: a label image for each in the output folder, under the image's name, and
 * where asked for probabilities and overlays in folders of their own beside them. A file with several planes gives a
 * stack.
 */
public final class Prediction {
    private final ImageReader reader;
    private final SegmentationWriter writer;
    private final NetworkCompiler compiler;

    /**
     * What was done.
     *
     * @param labels the files written, in the order of the images
     * @param seconds from the first image to the last, opening and writing included
     */
    public record Result(List<Path> labels, double seconds) {}

    /** Opens and writes with these, and computes with libtorch. */
    public Prediction(ImageReader reader, SegmentationWriter writer) {
        this(reader, writer, null);
    }

    /** Opens, writes and computes with these; without a compiler with libtorch. */
    public Prediction(ImageReader reader, SegmentationWriter writer, NetworkCompiler compiler) {
        this.reader = reader;
        this.writer = writer;
        this.compiler = compiler;
    }

    /**
     * Segments every image; one that cannot be used is named at the end and does not stop the others. Of several images a
     * table is left in the output folder, see {@link PredictionTable}.
     */
    public Result run(SegmentOptions options, Progress progress) {
        List<InputFiles.Found> files = InputFiles.of(options, reader);
        PredictionTable table = new PredictionTable(
                options.output(), LabelMeaning.written(card(options).classes()));
        List<Path> labels = new ArrayList<>();
        List<String> failures = new ArrayList<>();
        long start = System.nanoTime();
        if (!options.everyPiece()) PieceLimits.noted(card(options).labels(), progress);
        try (LoadedModel model = open(options, progress)) {
            for (int i = 0; i < files.size(); i++) {
                try {
                    Progress part = Progress.numbered(progress, i, files.size(), "image");
                    labels.add(segment(files.get(i), model, options, table, part));
                } catch (InputException e) {
                    failures.add(e.getMessage());
                    table.failed(files.get(i).name(), e.getMessage());
                    if (files.size() > 1) progress.note(e.getMessage());
                }
            }
        } finally {
            if (files.size() > 1) table.write();
        }
        if (!failures.isEmpty()) throw new InputException(account(failures, files.size(), options.output()));
        return new Result(labels, (System.nanoTime() - start) / 1e9);
    }

    private static ModelCard card(SegmentOptions options) {
        return new ModelFolder(options.model()).card();
    }

    private LoadedModel open(SegmentOptions options, Progress progress) {
        NetworkCompiler chosen = compiler == null ? LoadedModel.libtorch(options.precision(), progress) : compiler;
        return LoadedModel.open(new ModelFolder(options.model()), options.averaging(), options.device(), chosen);
    }

    private static List<Integer> pieces(SegmentOptions options, LoadedModel model) {
        return options.everyPiece() ? List.of() : model.card().labels().pieces();
    }

    private Path segment(
            InputFiles.Found file,
            LoadedModel model,
            SegmentOptions options,
            PredictionTable table,
            Progress progress) {
        progress.check();
        Path labels = options.output().resolve(file.name() + ".tif");
        boolean finished = options.batch().resume() && Files.isRegularFile(labels);
        long start = System.nanoTime();
        if (finished) table.skipped(file.name(), reader.labels(labels, 2, progress));
        else table.done(file.name(), segment(file, model, options, progress), (System.nanoTime() - start) / 1e9);
        return labels;
    }

    /** Labels are written last: where there are labels, the rest is there too. */
    private RandomAccessibleInterval<? extends IntegerType<?>> segment(
            InputFiles.Found file, LoadedModel model, SegmentOptions options, Progress progress) {
        List<ImageSource> planes =
                reader.images(file.path(), model.card().network().rank(), progress);
        SegmentedStack stack =
                SegmentedStack.compute(model, planes, options.show().probabilities(), pieces(options, model), progress);
        List<ClassInfo> classes = LabelMeaning.written(model.card().classes());
        if (options.show().probabilities()) {
            Path target = options.output().resolve("probabilities").resolve(file.name() + ".tif");
            writer.probabilities(target, stack.probabilities(), classes, stack.source());
        }
        if (options.show().overlay()) {
            Path target = options.output().resolve("overlays").resolve(file.name() + ".png");
            writer.overlay(target, stack.source(), stack.labels(), classes);
        }
        writer.labels(options.output().resolve(file.name() + ".tif"), stack.labels(), classes, stack.source());
        return stack.labels();
    }

    private static String account(List<String> failures, int files, Path output) {
        if (files == 1) return failures.get(0);
        return failures.size() + " of " + files + " images could not be segmented; labels of the others are in "
                + output + ".\n" + String.join("\n", failures);
    }
}
