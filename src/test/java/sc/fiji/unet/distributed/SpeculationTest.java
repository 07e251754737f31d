package sc.fiji.unet.distributed;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import sc.fiji.unet.base.Progress;
import sc.fiji.unet.config.LabelOptions;
import sc.fiji.unet.config.ModelCard;
import sc.fiji.unet.segment.SegmentRequest;
import sc.fiji.unet.zarr.OmeZarr;

/**
 * Every task is done by two programs at the same time, one of which is interrupted at some moment of many tasks, as Spark does
 * where spark.speculation is on.
 */
class SpeculationTest {
    private static final int[] BLOCK = {24, 20, 4};

    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"components", "watershed-distance"})
    void twoAttemptsAtATaskAreOne(String objects) {
        Path zarr = BlockWorld.image(folder, 61, 47, 7, 1, 1);
        ModelCard card = BlockWorld.card(3, List.of(0.5, 0.5, 1.0), false);
        SegmentRequest request =
                BlockWorld.request(card, LabelOptions.defaults().withObjects(objects));
        Path once = BlockWorld.segment(zarr, folder.resolve("once.zarr"), card, request, BLOCK);
        Path result = folder.resolve("twice.zarr");
        BlockImage cut = BlockImage.of(OmeZarr.open(zarr), 0, 3, BLOCK, 2);
        Path unfinished = BlockSegmentation.unfinished(result);
        BlockModel model = new BlockModel(BlockWorld.network(3), card, request);
        AtomicInteger interrupted = new AtomicInteger();
        BlockWork[] other = new BlockWork[1];
        Random random = new Random(3);
        BlockRunner twice = (work, stage, progress) -> {
            if (other[0] == null) other[0] = new BlockWork(cut, model, unfinished, "labels");
            for (int task = 0; task < work.tasks(stage); task++) {
                int at = task;
                Thread second = new Thread(() -> attempt(() -> other[0].run(stage, at, Progress.NONE), interrupted));
                second.start();
                if (random.nextInt(3) > 0) {
                    pause(random.nextInt(3));
                    second.interrupt();
                }
                work.run(stage, task, progress);
                join(second);
            }
        };
        BlockSegmentation.run(
                result, "test", () -> new BlockWork(cut, model, unfinished, "labels"), twice, Progress.NONE);
        assertEquals(BlockWorld.values(once), BlockWorld.values(result));
        assertTrue(interrupted.get() > 0, "some attempts ended in the middle");
    }

    private static void attempt(Runnable work, AtomicInteger interrupted) {
        try {
            work.run();
        } catch (RuntimeException e) { // what Spark does not hear of either
            interrupted.incrementAndGet();
        }
    }

    private static void pause(int milliseconds) {
        long end = System.nanoTime() + milliseconds * 1_000_000L;
        while (System.nanoTime() < end) Thread.onSpinWait();
    }

    private static void join(Thread thread) {
        try {
            thread.join();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
