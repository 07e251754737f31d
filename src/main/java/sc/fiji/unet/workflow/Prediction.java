package sc.fiji.unet.workflow;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import sc.fiji.unet.config.ClassInfo;
import sc.fiji.unet.config.InputException;
import sc.fiji.unet.config.Progress;
import sc.fiji.unet.config.SegmentOptions;
import sc.fiji.unet.config.Subset;
import sc.fiji.unet.data.ImageFolder;
import sc.fiji.unet.data.ImageReader;
import sc.fiji.unet.data.SegmentationWriter;
import sc.fiji.unet.data.Split;
import sc.fiji.unet.image.ImageSource;

/**
 * Segments an image file or a folder of them: a label image for each in the output folder, under the image's name, and
 * where asked for probabilities and overlays in folders of their own beside them. A file with several planes gives a
 * stack.
 */
public final class Prediction {
    private final ImageReader reader;
    private final SegmentationWriter writer;
    private final LoadedModel.Compiler compiler;

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
    public Prediction(ImageReader reader, SegmentationWriter writer, LoadedModel.Compiler compiler) {
        this.reader = reader;
        this.writer = writer;
        this.compiler = compiler;
    }

    /** Segments every image; one that cannot be used is named at the end and does not stop the others. */
    public Result run(SegmentOptions options, Progress progress) {
        List<Path> files = files(options.input(), options.choice(), reader);
        List<Path> labels = new ArrayList<>();
        List<String> failures = new ArrayList<>();
        long start = System.nanoTime();
        try (LoadedModel model = open(options, progress)) {
            for (int i = 0; i < files.size(); i++) {
                try {
                    labels.add(segment(files.get(i), model, options, new PartProgress(progress, i, files.size())));
                } catch (InputException e) {
                    failures.add(e.getMessage());
                    if (files.size() > 1) progress.note(e.getMessage());
                }
            }
        }
        if (!failures.isEmpty()) throw new InputException(account(failures, files.size(), options.output()));
        return new Result(labels, (System.nanoTime() - start) / 1e9);
    }

    private LoadedModel open(SegmentOptions options, Progress progress) {
        LoadedModel.Compiler chosen = compiler == null ? LoadedModel.libtorch(options.precision(), progress) : compiler;
        return LoadedModel.open(new ModelFolder(options.model()), options.device(), chosen);
    }

    /** The image files of a choice; one without an image is refused. */
    static List<Path> files(Path input, Subset choice, ImageReader reader) {
        List<Path> files = ImageFolder.list(input, reader);
        if (choice.split() == null) return files;
        Split split = Split.read(choice.split());
        List<Path> chosen = files.stream()
                .filter(file -> split.has(ImageFolder.stem(file), choice.part()))
                .toList();
        if (chosen.isEmpty()) {
            throw new InputException("No image in " + input + " is in the part \"" + choice.part() + "\" of "
                    + choice.split() + ": expected names as in that file.");
        }
        return chosen;
    }

    private Path segment(Path file, LoadedModel model, SegmentOptions options, Progress progress) {
        progress.check();
        List<ImageSource> planes = reader.images(file, model.card().network().rank(), progress);
        SegmentedStack stack =
                SegmentedStack.compute(model, planes, options.show().probabilities(), progress);
        String stem = ImageFolder.stem(file);
        Path labels = options.output().resolve(stem + ".tif");
        List<ClassInfo> classes = LabelMeaning.written(model.card().classes());
        if (options.show().probabilities()) {
            Path target = options.output().resolve("probabilities").resolve(stem + ".tif");
            writer.probabilities(target, stack.probabilities(), classes, stack.source());
        }
        if (options.show().overlay()) {
            Path target = options.output().resolve("overlays").resolve(stem + ".png");
            writer.overlay(target, stack.source(), stack.labels(), classes);
        }
        writer.labels(labels, stack.labels(), classes, stack.source());
        return labels;
    }

    private static String account(List<String> failures, int files, Path output) {
        if (files == 1) return failures.get(0);
        return failures.size() + " of " + files + " images could not be segmented; labels of the others are in "
                + output + ".\n" + String.join("\n", failures);
    }
}
