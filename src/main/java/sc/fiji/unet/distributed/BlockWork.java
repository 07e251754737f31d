package sc.fiji.unet.distributed;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import net.imglib2.Interval;
import net.imglib2.RandomAccessibleInterval;
import net.imglib2.blocks.PrimitiveBlocks;
import net.imglib2.img.array.ArrayImgs;
import net.imglib2.type.numeric.integer.UnsignedByteType;
import net.imglib2.util.Intervals;
import sc.fiji.unet.base.Patience;
import sc.fiji.unet.base.Progress;
import sc.fiji.unet.config.ClassInfo;
import sc.fiji.unet.config.ClassList;
import sc.fiji.unet.image.ChannelScaling;
import sc.fiji.unet.image.ImageSource;
import sc.fiji.unet.label.Components;
import sc.fiji.unet.label.Connectivity;
import sc.fiji.unet.label.LargestComponents;
import sc.fiji.unet.segment.ImageSegmenter;
import sc.fiji.unet.segment.ModelFit;
import sc.fiji.unet.segment.PixelStore;
import sc.fiji.unet.segment.SegmentRequest;
import sc.fiji.unet.segment.Segmentation;
import sc.fiji.unet.segment.ShownChannels;
import sc.fiji.unet.segment.SpillingStore;
import sc.fiji.unet.zarr.NewImage;
import sc.fiji.unet.zarr.OmeZarr;
import sc.fiji.unet.zarr.OmeZarrWriter;
import sc.fiji.unet.zarr.ZarrType;

/**
 * The tasks of segmenting a large image. Each reads what tasks of earlier stages wrote and writes what is whole or not there,
 * so that any of them may be done by any program, again, and in any order within its stage. For one thread.
 */
public final class BlockWork {
    private final BlockImage image;
    private final BlockModel model;
    private final BlockFolder folder;
    private final SegmentRequest fitted;
    /** Fits the normalization anew, for the stage of that. */
    private final ImageSegmenter fitting;
    /** Normalizes as that stage found. */
    private final ImageSegmenter segmenter;

    private final OmeZarrWriter classes;
    private final LabelOutput labels;
    private OmeZarr classesRead;
    private final Map<Integer, ImageSource> shown = new TreeMap<>();
    private final Map<ImageSource, ChannelScaling> scalings = new IdentityHashMap<>();

    /** Goes on in a folder, or begins in one that is empty. */
    public BlockWork(BlockImage image, BlockModel model, Path folder, String name) {
        this.image = image;
        this.model = model;
        this.folder = new BlockFolder(folder);
        ImageSource first = image.images().get(0);
        fitted = model.request()
                .fitted(ModelFit.of(
                        shown(0),
                        model.card(),
                        model.request().ofParts().channels(),
                        model.request().rescale()));
        fitting = new ImageSegmenter(model.predictor(), model.card());
        segmenter = new ImageSegmenter(model.predictor(), model.card(), (source, seen) -> scalings.get(source));
        NewImage classImage =
                image.written(first.name(), ZarrType.UINT8, image.grid().block(), false);
        classes = new OmeZarrWriter(this.folder.classes(), classImage, null);
        labels = new LabelOutput(image, types(), fitted.objects().apart(), this.folder.labels(), name);
    }

    private ClassList types() {
        return model.card().classes().written();
    }

    /** The stages in their order. */
    public List<Stage> stages() {
        List<Stage> stages = new ArrayList<>();
        stages.add(new Stage(Stage.Kind.SCALING));
        stages.add(new Stage(Stage.Kind.CLASSES));
        if (needsPieces()) stages.add(new Stage(Stage.Kind.PIECES));
        stages.add(new Stage(Stage.Kind.LABELS));
        for (int level = 1; level < labels.levels(); level++) stages.add(new Stage(Stage.Kind.LEVELS, level));
        return stages;
    }

    private boolean needsPieces() {
        return fitted.objects().apart()
                || fitted.objects().options().minSize() > 1
                || !LargestComponents.keepsAll(fitted.pieces());
    }

    /** How many tasks a stage has. */
    public int tasks(Stage stage) {
        return switch (stage.kind()) {
            case SCALING -> image.grid().images();
            case LEVELS -> labels.grid(stage.level()).count();
            default -> image.grid().count();
        };
    }

    /** Whether all that a task writes is there. */
    public boolean done(Stage stage, int task) {
        return switch (stage.kind()) {
            case SCALING -> Files.isRegularFile(folder.scaling(task));
            case CLASSES -> classes.has(0, image.grid().interval(task));
            case PIECES -> Files.isRegularFile(folder.pieces(task));
            case LABELS -> labels.has(0, task);
            case LEVELS -> labels.has(stage.level(), task);
        };
    }

    /** Does a task; a disk that is full fails it. */
    public void run(Stage stage, int task, Progress progress) {
        run(stage, task, progress, Runnable::run);
    }

    /** Does a task, and waits for space where the disk is full: nothing is computed again for that. */
    void runPatiently(Stage stage, int task, Progress progress) {
        run(stage, task, progress, new Patience(folder.path(), progress)::whileFull);
    }

    private void run(Stage stage, int task, Progress progress, Consumer<Runnable> writing) {
        switch (stage.kind()) {
            case SCALING -> {
                ChannelScaling scaling =
                        fitting.scaling(shown(task), model.request().ofParts());
                writing.accept(() -> folder.write(task, scaling));
            }
            case CLASSES -> classes(task, progress, writing);
            case PIECES -> pieces(task, writing);
            case LABELS -> labels(task, writing);
            default -> writing.accept(() -> labels.coarser(stage.level(), task));
        }
    }

    /** The channels of an image that the model is shown, found out once. */
    private ImageSource shown(int index) {
        return shown.computeIfAbsent(index, i -> {
            ImageSource source = image.images().get(i);
            return ShownChannels.of(source, model.card(), model.request().channels(), new ArrayList<>())
                    .apply(source);
        });
    }

    private void classes(int block, Progress progress, Consumer<Runnable> writing) {
        int index = image.grid().image(block);
        ImageSource source = shown(index);
        scalings.computeIfAbsent(source, same -> folder.readScaling(index));
        try (PixelStore store = new SpillingStore()) {
            Segmentation found = segmenter
                    .run(
                            List.of(source),
                            image.grid().part(block),
                            model.request().ofParts(),
                            store,
                            progress)
                    .get(0);
            writing.accept(() -> classes.write(
                    0, BlockGrid.placed(found.classes(), image.grid().interval(block))));
        }
    }

    private void pieces(int block, Consumer<Runnable> writing) {
        Interval at = image.grid().interval(block);
        boolean volumes = image.grid().volumes();
        int[] size = {(int) at.dimension(0), (int) at.dimension(1), (int) at.dimension(2)};
        long[] min = {at.min(0), at.min(1), volumes ? at.min(2) : 0};
        long[] whole = image.grid().size();
        PieceTable found =
                PieceTable.of(classesOf(at), size, min, new long[] {whole[0], whole[1], volumes ? whole[2] : 1});
        writing.accept(() -> found.write(folder.pieces(block)));
    }

    private int[] classesOf(Interval at) {
        if (classesRead == null) classesRead = OmeZarr.open(folder.classes()); // all of them are written by now
        @SuppressWarnings("unchecked") // as it was written
        RandomAccessibleInterval<UnsignedByteType> all =
                (RandomAccessibleInterval<UnsignedByteType>) classesRead.pixels(0);
        byte[] read = new byte[Math.toIntExact(Intervals.numElements(at))];
        PrimitiveBlocks.of(all).copy(at, read);
        int[] values = new int[read.length];
        for (int i = 0; i < values.length; i++) values[i] = read[i] & 0xFF;
        return values;
    }

    /** Between two stages: the pieces of the whole from those of blocks. Gives their number. */
    int join() {
        int blocks = image.grid().count();
        WholePieces pieces = WholePieces.of(
                image.grid(),
                block -> PieceTable.read(folder.pieces(block)),
                fitted.pieces(),
                fitted.objects().options().minSize());
        for (int block = 0; block < blocks; block++)
            BlockFolder.writeInts(folder.numbers(block), pieces.numbers(block));
        BlockFolder.writeInts(folder.count(), pieces.kindsOfAll());
        return pieces.count();
    }

    boolean joined() {
        return Files.isRegularFile(folder.count());
    }

    private void labels(int block, Consumer<Runnable> writing) {
        Interval at = image.grid().interval(block);
        int[] values = classesOf(at);
        int[] size = {(int) at.dimension(0), (int) at.dimension(1), (int) at.dimension(2)};
        if (needsPieces()) keep(values, size, BlockFolder.readInts(folder.numbers(block)));
        if (!fitted.objects().apart()) {
            int[] stand = types().stream().mapToInt(ClassInfo::value).toArray();
            for (int i = 0; i < values.length; i++) values[i] = stand[values[i]];
        }
        writing.accept(() -> labels.write(BlockGrid.placed(ArrayImgs.ints(values, at.dimensionsAsLongArray()), at)));
    }

    /** Drops pieces, and puts their numbers in place of classes where objects are wanted. */
    private void keep(int[] values, int[] size, int[] numbers) {
        boolean apart = fitted.objects().apart();
        int[] pieces = apart ? values : new int[values.length];
        Components.label(values, size, Connectivity.FULL, pieces);
        for (int i = 0; i < values.length; i++) {
            int number = numbers[pieces[i]];
            if (apart) values[i] = number;
            else if (number == 0) values[i] = 0;
        }
    }

    /** Says in the labels what their values are. */
    void finish() {
        labels.finish(fitted.objects().apart() ? BlockFolder.readInts(folder.count()) : null);
    }

    /** Where the labels are, until they are whole. */
    Path labels() {
        return folder.labels();
    }
}
