package sc.fiji.unet.distributed;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.IntFunction;
import net.imglib2.Interval;
import net.imglib2.img.array.ArrayImgs;
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
import sc.fiji.unet.segment.PieceObjects;
import sc.fiji.unet.segment.PixelStore;
import sc.fiji.unet.segment.SegmentRequest;
import sc.fiji.unet.segment.Segmentation;
import sc.fiji.unet.segment.ShownChannels;
import sc.fiji.unet.segment.SpillingStore;

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

    private final BlockPixels pixels;
    /** Null where objects are pixels that touch, or classes are wanted. */
    private final BlockObjects objects;

    private final PieceObjects separation;
    private final LabelOutput labels;
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
        separation = fitted.objects().isTouch()
                ? null
                : PieceObjects.of(fitted, model.card().classOutputs()).orElseThrow();
        boolean said = separation != null && separation.needsProbabilities();
        pixels = new BlockPixels(image, this.folder, said ? model.predictor().classes() : 0);
        objects = separation == null ? null : new BlockObjects(image, this.folder, pixels, separation);
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
        if (objects != null) stages.add(new Stage(Stage.Kind.OBJECTS));
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
            case CLASSES -> pixels.has(task);
            case PIECES -> Files.isRegularFile(folder.pieces(task));
            case OBJECTS -> objects.found(task);
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
            case OBJECTS -> objects.find(task, writing);
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
            Segmentation found = found(source, image.grid().part(block), store, progress);
            writing.accept(() -> pixels.write(block, found));
        }
    }

    private Segmentation found(ImageSource source, Interval part, PixelStore store, Progress progress) {
        SegmentRequest parts = model.request().ofParts();
        if (separation == null || !separation.decides() && pixels.outputs() == 0)
            return segmenter.run(List.of(source), part, parts, store, progress).get(0);
        Segmentation found = segmenter.everything(source, part, parts, store, progress);
        separation.decide(found);
        return found;
    }

    private void pieces(int block, Consumer<Runnable> writing) {
        Interval at = image.grid().interval(block);
        boolean volumes = image.grid().volumes();
        long[] min = {at.min(0), at.min(1), volumes ? at.min(2) : 0};
        long[] whole = image.grid().size();
        int[] foreground = objects == null ? pixels.classes(at) : objects.foreground(at);
        PieceTable found = PieceTable.of(
                foreground, BlockPixels.size(at), min, new long[] {whole[0], whole[1], volumes ? whole[2] : 1});
        writing.accept(() -> found.write(folder.pieces(block)));
    }

    /** After a stage, before the next: what is settled of all blocks together, once. */
    void settle(Stage stage) {
        if (stage.kind() == Stage.Kind.PIECES && !Files.isRegularFile(folder.count())) join();
        if (stage.kind() == Stage.Kind.OBJECTS && !objects.named()) objects.name();
    }

    /** The pieces of the whole from those of blocks. Gives their number. */
    int join() {
        BlockGrid grid = image.grid();
        IntFunction<PieceTable> tables = block -> PieceTable.read(folder.pieces(block));
        int least = objects == null ? fitted.objects().options().minSize() : 1;
        WholePieces pieces = WholePieces.of(grid, tables, fitted.pieces(), least);
        if (objects != null) SharedPieces.write(grid, pieces, tables, folder);
        for (int block = 0; block < grid.count() && objects == null; block++)
            BlockFolder.writeInts(folder.numbers(block), pieces.numbers(block));
        BlockFolder.writeInts(folder.count(), pieces.kindsOfAll());
        return pieces.count();
    }

    private void labels(int block, Consumer<Runnable> writing) {
        Interval at = image.grid().interval(block);
        int[] values = objects == null ? touching(block, at) : objects.labels(block);
        writing.accept(() -> labels.write(BlockGrid.placed(ArrayImgs.ints(values, at.dimensionsAsLongArray()), at)));
    }

    private int[] touching(int block, Interval at) {
        int[] values = pixels.classes(at);
        if (needsPieces()) keep(values, BlockPixels.size(at), BlockFolder.readInts(folder.numbers(block)));
        if (!fitted.objects().apart()) {
            int[] stand = types().stream().mapToInt(ClassInfo::value).toArray();
            for (int i = 0; i < values.length; i++) values[i] = stand[values[i]];
        }
        return values;
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
        if (objects != null) labels.finish(objects.kinds());
        else labels.finish(fitted.objects().apart() ? BlockFolder.readInts(folder.count()) : null);
    }

    /** Where the labels are, until they are whole. */
    Path labels() {
        return folder.labels();
    }
}
