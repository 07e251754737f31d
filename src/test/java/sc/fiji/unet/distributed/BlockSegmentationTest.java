package sc.fiji.unet.distributed;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import net.imglib2.type.numeric.IntegerType;
import net.imglib2.view.Views;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import sc.fiji.unet.base.FolderLock;
import sc.fiji.unet.base.InputException;
import sc.fiji.unet.base.Progress;
import sc.fiji.unet.config.ClassInfo;
import sc.fiji.unet.config.LabelOptions;
import sc.fiji.unet.config.ModelCard;
import sc.fiji.unet.image.ImageSource;
import sc.fiji.unet.segment.ImageSegmenter;
import sc.fiji.unet.segment.MemoryStore;
import sc.fiji.unet.segment.SegmentRequest;
import sc.fiji.unet.segment.Segmentation;
import sc.fiji.unet.zarr.OmeZarr;

/** Blocks give what the image in one piece gives, every label of it. */
class BlockSegmentationTest {
    private static final long[] SIZE = {61, 47, 4, 1, 2}; // of chunks that are 3 deep

    @TempDir
    Path folder;

    /** Rank, pixel size of the model, what is wanted, and blocks along x, y, z. */
    private record Case(int rank, List<Double> pixelSize, LabelOptions labels, List<Integer> pieces, int... block) {
        @Override
        public String toString() {
            return rank + "-D, " + pixelSize + ", " + labels.objects() + ", minimum " + labels.minimum() + ", "
                    + pieces;
        }
    }

    static Stream<Case> cases() {
        LabelOptions semantic = LabelOptions.defaults().withObjects("semantic");
        LabelOptions touch = LabelOptions.defaults().withObjects("components");
        LabelOptions large = new LabelOptions("components", "9", false, "auto", "auto");
        List<Double> same2 = List.of(0.5, 0.5);
        List<Double> same3 = List.of(0.5, 0.5, 1.0);
        return Stream.of(
                new Case(2, same2, semantic, List.of(), 16, 20, 1),
                new Case(2, same2, semantic, List.of(0, 2, 1), 16, 20, 1),
                new Case(2, same2, touch, List.of(), 16, 20, 1),
                new Case(2, same2, large, List.of(0, 0, 3), 9, 8, 1),
                new Case(2, same2, touch, List.of(), 16, 20, 5), // as a cluster is told one side for all axes
                new Case(2, List.of(0.8, 0.7), touch, List.of(), 16, 20, 1),
                new Case(3, same3, touch, List.of(), 16, 20, 2),
                new Case(3, same3, large, List.of(0, 2, 0), 10, 8, 3),
                new Case(3, List.of(0.7, 0.7, 1.3), semantic, List.of(), 16, 20, 3));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void manyBlocksAreOneBlockAreTheWhole(Case test) {
        Path zarr = BlockWorld.image(folder, SIZE);
        ModelCard card = BlockWorld.card(test.rank, test.pixelSize, false);
        SegmentRequest request = BlockWorld.request(card, test.labels).withPieces(test.pieces);
        Path many = BlockWorld.segment(zarr, folder.resolve("many.zarr"), card, request, test.block);
        Path one = BlockWorld.segment(zarr, folder.resolve("one.zarr"), card, request, null);
        List<Integer> expected = whole(zarr, card, request);
        assertTrue(expected.stream().distinct().count() > 2, "there is something to find");
        assertEquals(expected, BlockWorld.values(many).get(0));
        assertEquals(expected, BlockWorld.values(one).get(0));
        assertFalse(Files.exists(BlockSegmentation.unfinished(many)));
    }

    /** By the way that open images go. */
    private static List<Integer> whole(Path zarr, ModelCard card, SegmentRequest request) {
        int rank = card.network().rank();
        List<Integer> values = new ArrayList<>();
        for (Segmentation one : found(OmeZarr.open(zarr).images(0, rank), card, request)) {
            int[] stand = card.classes().stream().mapToInt(ClassInfo::value).toArray();
            if (one.objects() == null)
                for (IntegerType<?> k : Views.flatIterable(one.classes())) values.add(stand[k.getInteger()]);
            else for (IntegerType<?> number : Views.flatIterable(one.objects())) values.add(number.getInteger());
        }
        return values;
    }

    private static List<Segmentation> found(List<ImageSource> images, ModelCard card, SegmentRequest request) {
        return new ImageSegmenter(BlockWorld.network(card.network().rank()), card)
                .run(images, null, request, new MemoryStore(), Progress.NONE);
    }

    @Test
    void whatAnotherIsWritingIsLeftAlone() throws IOException {
        Path zarr = BlockWorld.image(folder, SIZE);
        ModelCard card = BlockWorld.card(2, List.of(0.5, 0.5), false);
        SegmentRequest request =
                BlockWorld.request(card, LabelOptions.defaults().withObjects("semantic"));
        BlockImage cut = BlockImage.of(OmeZarr.open(zarr), 0, 2, null, 2);
        List<Segmentation> found = found(cut.images(), card, request);
        Path result = folder.resolve("result.zarr");
        Path block =
                Files.createDirectories(BlockSegmentation.unfinished(result)).resolve("block");
        Files.writeString(block, "of another");
        try (FolderLock lock = FolderLock.of(BlockSegmentation.unfinished(result))) {
            assertThrows(InputException.class, () -> WholeLabels.write(cut, found, card.classes(), result));
            assertTrue(Files.exists(block));
        }
        WholeLabels.write(cut, found, card.classes(), result);
        assertEquals(whole(zarr, card, request), BlockWorld.values(result).get(0));
        assertFalse(Files.exists(BlockSegmentation.unfinished(result)));
    }

    @Test
    void coarserLevelsHaveEverySecondPixel() {
        Path zarr = BlockWorld.image(folder, SIZE);
        ModelCard card = BlockWorld.card(2, List.of(0.5, 0.5), false);
        SegmentRequest request =
                BlockWorld.request(card, LabelOptions.defaults().withObjects("components"));
        Path labels = BlockWorld.segment(zarr, folder.resolve("many.zarr"), card, request, new int[] {16, 20, 1});
        List<List<Integer>> levels = BlockWorld.values(labels);
        assertEquals(3, levels.size());
        int width = 61;
        for (int i = 0; i < levels.get(1).size(); i++) {
            int x = i % 31;
            int y = i / 31 % 24;
            int plane = i / 31 / 24;
            assertEquals(
                    levels.get(0).get((plane * 47 + 2 * y) * width + 2 * x),
                    levels.get(1).get(i));
        }
    }

    @Test
    void eachObjectSaysItsClass() {
        Path zarr = BlockWorld.image(folder, SIZE);
        ModelCard card = BlockWorld.card(3, List.of(0.5, 0.5, 1.0), false);
        SegmentRequest objects =
                BlockWorld.request(card, LabelOptions.defaults().withObjects("components"));
        SegmentRequest semantic =
                BlockWorld.request(card, LabelOptions.defaults().withObjects("semantic"));
        int[] block = {16, 20, 2};
        Path labels = BlockWorld.segment(zarr, folder.resolve("objects.zarr"), card, objects, block);
        Path classes = BlockWorld.segment(zarr, folder.resolve("classes.zarr"), card, semantic, block);
        List<Integer> numbers = BlockWorld.values(labels).get(0);
        List<Integer> values = BlockWorld.values(classes).get(0);
        Map<Integer, String> names = BlockWorld.classes(labels);
        for (int i = 0; i < numbers.size(); i++) {
            String expected = values.get(i) == 0 ? null : values.get(i) == 7 ? "low" : "high";
            assertEquals(expected, names.get(numbers.get(i)));
        }
    }

    @Test
    void whoIsInterruptedGoesOnWithWhatIsThere() {
        Path zarr = BlockWorld.image(folder, SIZE);
        ModelCard card = BlockWorld.card(2, List.of(0.5, 0.5), false);
        SegmentRequest request =
                BlockWorld.request(card, LabelOptions.defaults().withObjects("components"));
        int[] block = {16, 20, 1};
        Path whole = BlockWorld.segment(zarr, folder.resolve("whole.zarr"), card, request, block);
        Path result = folder.resolve("result.zarr");
        for (int stop = 3; stop < 600; stop *= 4) {
            AtomicInteger left = new AtomicInteger(stop);
            BlockRunner stopping = (work, stage, progress) -> {
                for (int task = 0; task < work.tasks(stage); task++) {
                    if (work.done(stage, task)) continue;
                    if (left.decrementAndGet() < 0) throw new CancellationException("stopped");
                    work.run(stage, task, progress);
                }
            };
            assertThrows(CancellationException.class, () -> run(zarr, result, card, request, block, stopping, "test"));
            assertFalse(Files.exists(result));
        }
        BlockSegmentation.Result done = run(zarr, result, card, request, block, BlockRunner.HERE, "test");
        assertEquals(done.blocks(), done.reused());
        assertEquals(BlockWorld.values(whole), BlockWorld.values(result));
    }

    @Test
    void whatIsLeftOfAnotherChoiceIsNotUsed() {
        Path zarr = BlockWorld.image(folder, SIZE);
        ModelCard card = BlockWorld.card(2, List.of(0.5, 0.5), false);
        SegmentRequest request =
                BlockWorld.request(card, LabelOptions.defaults().withObjects("components"));
        int[] block = {16, 20, 1};
        Path result = folder.resolve("result.zarr");
        BlockRunner first = (work, stage, progress) -> {
            BlockRunner.HERE.run(work, stage, progress);
            if (stage.kind() == Stage.Kind.CLASSES) throw new CancellationException("stopped");
        };
        assertThrows(CancellationException.class, () -> run(zarr, result, card, request, block, first, "a"));
        assertEquals(
                0,
                run(zarr, result, card, request, block, BlockRunner.HERE, "b").reused());
    }

    private static BlockSegmentation.Result run(
            Path zarr,
            Path result,
            ModelCard card,
            SegmentRequest request,
            int[] block,
            BlockRunner runner,
            String identity) {
        BlockImage cut = BlockImage.of(OmeZarr.open(zarr), 0, card.network().rank(), block, 2);
        BlockModel model = new BlockModel(BlockWorld.network(card.network().rank()), card, request);
        return BlockSegmentation.run(
                result,
                identity,
                () -> new BlockWork(cut, model, BlockSegmentation.unfinished(result), "labels"),
                runner,
                Progress.NONE);
    }
}
