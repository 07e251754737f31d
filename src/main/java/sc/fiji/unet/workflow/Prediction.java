package sc.fiji.unet.workflow;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import net.imglib2.RandomAccessibleInterval;
import net.imglib2.type.numeric.RealType;
import net.imglib2.view.Views;
import sc.fiji.unet.annotations.CocoText;
import sc.fiji.unet.base.InputException;
import sc.fiji.unet.base.Patience;
import sc.fiji.unet.base.Progress;
import sc.fiji.unet.config.ChannelChoice;
import sc.fiji.unet.config.ClassList;
import sc.fiji.unet.config.ModelCard;
import sc.fiji.unet.config.SegmentOptions;
import sc.fiji.unet.config.SegmentOptions.Exchange;
import sc.fiji.unet.data.ImageFolder;
import sc.fiji.unet.data.ImageReader;
import sc.fiji.unet.data.PairReader;
import sc.fiji.unet.distributed.BlockRunner;
import sc.fiji.unet.distributed.LargeImages;
import sc.fiji.unet.image.ImageSource;
import sc.fiji.unet.image.pyramid.Pyramid;
import sc.fiji.unet.model.LoadedModel;
import sc.fiji.unet.model.ModelFolder;
import sc.fiji.unet.model.NetworkCompiler;
import sc.fiji.unet.pairing.ChannelFiles;
import sc.fiji.unet.segment.ChannelMemory;
import sc.fiji.unet.segment.ObjectMethod;
import sc.fiji.unet.segment.PixelStore;
import sc.fiji.unet.segment.SegmentRequest;
import sc.fiji.unet.segment.Segmentation;
import sc.fiji.unet.segment.SegmentationWriter;
import sc.fiji.unet.segment.SegmentedFile;
import sc.fiji.unet.segment.SpillingStore;

/**
 * Segments an image file or a folder of them: a label image for each in the output folder, under the image's name, and
 * where asked for probabilities, overlays, ROIs and tables in folders of their own beside them. A file with several planes gives a
 * stack.
 */
public final class Prediction {
    private static final int SHARE_OF_HEAP = 4;
    private final ImageReader reader;
    private final SegmentationWriter writer;
    private final NetworkCompiler compiler;

    /**
     * What a prediction wrote, and how long it took.
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
        try (CocoText coco = new CocoText(Exchange.COCO.folder(options.output()))) {
            return run(options, new FileOutputs(writer, options, coco), progress);
        }
    }

    private Result run(SegmentOptions options, FileOutputs outputs, Progress progress) {
        List<InputFiles.Found> files = files(options, progress);
        ModelCard card = new ModelFolder(options.network().model()).card();
        PredictionTable table =
                new PredictionTable(options.output(), card.classes().written());
        List<Path> labels = new ArrayList<>();
        List<String> failures = new ArrayList<>();
        long start = System.nanoTime();
        if (!options.labels().everyPiece()) ComponentLimits.noted(card.labels(), progress);
        try (LoadedModel model = open(options.network(), progress)) {
            for (int i = 0; i < files.size(); i++) {
                try {
                    Progress part = Progress.numbered(progress, i, files.size(), "image");
                    labels.add(segment(files.get(i), model, outputs, table, part));
                } catch (CancellationException e) {
                    throw e;
                } catch (RuntimeException | Error e) { // of whatever sort: the other images go on
                    String why = why(files.get(i).path(), e);
                    failures.add(why);
                    table.failed(files.get(i).name(), why);
                    if (files.size() > 1) progress.note(why);
                    else if (!(e instanceof InputException)) throw e;
                }
            }
        } finally {
            new Patience(options.output(), progress).whileFull(() -> {
                if (files.size() > 1) table.write();
                outputs.writeCoco();
            });
        }
        if (!failures.isEmpty()) throw new InputException(account(failures, files.size(), options.output()));
        return new Result(labels, (System.nanoTime() - start) / 1e9);
    }

    private List<InputFiles.Found> files(SegmentOptions options, Progress progress) {
        ObjectMethod.requireKnown(options.labels());
        List<List<Path>> listed = InputFiles.list(options, reader);
        ModelCard card = new ModelFolder(options.network().model()).card();
        ChannelMemory memory = ChannelMemory.of(options.labels().channels(), card, progress::note);
        return InputFiles.of(listed, options, memory.wanted(), reader);
    }

    /** The names of all images, in the order in which they are segmented, for those who share them out. */
    public List<String> names(SegmentOptions options) {
        return files(options, Progress.NONE).stream()
                .map(InputFiles.Found::name)
                .toList();
    }

    /** Segments the image of this name only. */
    public void segment(String name, SegmentOptions options, LoadedModel model, Progress progress) {
        PredictionTable table =
                new PredictionTable(options.output(), model.card().classes().written());
        try (CocoText coco = new CocoText(Exchange.COCO.folder(options.output()))) {
            FileOutputs outputs = new FileOutputs(writer, options, coco);
            for (InputFiles.Found file : files(options, Progress.NONE))
                if (file.name().equals(name)) segment(file, model, outputs, table, progress);
        }
    }

    static String why(Path file, Throwable failure) {
        boolean said = failure instanceof InputException || failure instanceof UncheckedIOException;
        if (said) return failure.getMessage();
        if (failure instanceof OutOfMemoryError) {
            return "Cannot segment " + file + ": there is not enough memory for it, as Java may use "
                    + (Runtime.getRuntime().maxMemory() >> 20) + " MB. Give Java more, or cut the image into parts.";
        }
        if (failure instanceof InvalidPathException) {
            return "Cannot segment " + file + ": this system's language has no such letters (" + failure.getMessage()
                    + "). Set one that has before Java is started, as by: export LC_ALL=C.UTF-8";
        }
        return "Cannot segment " + file + ": " + failure + ". This is a fault of the program or of a reader: please"
                + " report it, and leave this image out meanwhile.";
    }

    private LoadedModel open(SegmentOptions.Network network, Progress progress) {
        NetworkCompiler chosen = compiler == null ? LoadedModel.libtorch(network.precision(), progress) : compiler;
        return LoadedModel.open(new ModelFolder(network.model()), network.averaging(), network.device(), chosen);
    }

    private Path segment(
            InputFiles.Found file, LoadedModel model, FileOutputs outputs, PredictionTable table, Progress progress) {
        progress.check();
        SegmentOptions options = outputs.options();
        Optional<Pyramid> image = LargeImages.of(file.path());
        if (image.isPresent()) return large(new Large(file, image.get(), table), model, options, progress);
        ChannelChoice channels = options.labels().channels();
        SegmentRequest wanted = SegmentRequest.of(
                options.labels().withChannels(channels.ofWhole()),
                model.card(),
                options.show().probabilities());
        Path labels = outputs.labels(file.name());
        long start = System.nanoTime();
        if (options.batch().resume() && Files.isRegularFile(labels)) {
            if (isHuge(labels)) table.stored(file.name(), true, 0);
            else table.skipped(file.name(), reader.labels(labels, 2, progress));
            return labels;
        }
        List<ImageSource> planes = images(file, model.card(), channels, progress);
        SegmentRequest request = outputs.fitting(wanted, planes);
        try (PixelStore store = new SpillingStore()) {
            Segmentation found = Segmentation.stack(model.segmenter().run(planes, null, request, store, progress));
            ClassList types = model.card().classes().written();
            boolean volume = planes.get(0).rank() == 3;
            SegmentedFile segmented = new SegmentedFile(
                    stack(planes, file), found.classes(), found.objects(), volume, types, found.certainty());
            new Patience(options.output(), progress).whileFull(() -> outputs.write(file, segmented, found));
            table.done(file.name(), found.classes(), (System.nanoTime() - start) / 1e9);
        }
        return labels;
    }

    /** Whether memory has no room to read labels again only to count them. */
    private static boolean isHuge(Path labels) {
        try {
            return Files.size(labels) > Runtime.getRuntime().maxMemory() / SHARE_OF_HEAP;
        } catch (IOException e) {
            return false; // whoever reads them will say why
        }
    }

    /** What is segmented, and where it is told of. */
    private record Large(InputFiles.Found file, Pyramid image, PredictionTable table) {}

    private static Path large(Large large, LoadedModel model, SegmentOptions options, Progress progress) {
        InputFiles.Found file = large.file();
        Path labels = options.output().resolve(file.name() + ".zarr");
        if (labels.toAbsolutePath()
                .normalize()
                .equals(file.path().toAbsolutePath().normalize()))
            throw new InputException(
                    "The labels of " + file.path() + " would replace it: choose another output folder.");
        boolean skipped = options.batch().resume() && Files.isDirectory(labels);
        long start = System.nanoTime();
        if (!skipped) new LargePrediction(large.image(), options, null).run(model, labels, BlockRunner.HERE, progress);
        large.table().stored(file.name(), skipped, (System.nanoTime() - start) / 1e9);
        return labels;
    }

    private List<ImageSource> images(InputFiles.Found file, ModelCard card, ChannelChoice said, Progress progress) {
        if (file.paths().size() == 1) {
            List<ImageSource> pages = reader.images(file.path(), card.imageRank(), progress);
            ChannelMemory memory = ChannelMemory.of(said, card, note -> {}); // told before the first image
            return memory.compose(ChannelFiles.name(file.paths()), pages, progress::note);
        }
        ImageFolder.Pair image = new ImageFolder.Pair(ChannelFiles.name(file.paths()), file.paths(), List.of());
        ChannelChoice all = new ChannelChoice(List.of(), said.pages());
        return new PairReader(reader, card.imageRank(), all).images(image, progress);
    }

    /** Planes, or volumes of several time points, of one file have one size and one pixel type. */
    @SuppressWarnings({"unchecked", "rawtypes"})
    private static ImageSource stack(List<ImageSource> planes, InputFiles.Found file) {
        ImageSource first = planes.get(0);
        if (planes.size() == 1) return first;
        List pixels = planes.stream().map(ImageSource::pixels).toList();
        if (first.rank() == 3) {
            RandomAccessibleInterval<? extends RealType<?>> all = Views.concatenate(2, pixels);
            return new ImageSource(
                    ChannelFiles.name(file.paths()), all, first.pixelSize(), first.unit(), planes.size());
        }
        RandomAccessibleInterval<? extends RealType<?>> stacked = Views.permute(Views.stack(pixels), 2, 3);
        double[] pixelSize = {first.pixelSize()[0], first.pixelSize()[1], 1};
        return new ImageSource(first.name(), stacked, pixelSize, first.unit());
    }

    private static String account(List<String> failures, int files, Path output) {
        if (files == 1) return failures.get(0);
        return failures.size() + " of " + files + " images could not be segmented; labels of the others are in "
                + output + ".\n" + String.join("\n", failures);
    }
}
