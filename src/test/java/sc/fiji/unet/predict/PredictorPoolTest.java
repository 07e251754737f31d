package sc.fiji.unet.predict;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import net.imglib2.img.array.ArrayImg;
import net.imglib2.img.array.ArrayImgs;
import net.imglib2.img.basictypeaccess.array.FloatArray;
import net.imglib2.type.numeric.real.FloatType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import sc.fiji.unet.base.InputException;
import sc.fiji.unet.base.Progress;
import sc.fiji.unet.image.ChannelScaling;
import sc.fiji.unet.image.ImageSource;
import sc.fiji.unet.tile.Geometry;
import sc.fiji.unet.tile.Tiling;

/** Several networks share the tiles of an image. */
@Timeout(60)
class PredictorPoolTest {
    private static final int CLASSES = 3;
    private static final int TILES = 30;
    private static final Geometry GEOMETRY = Geometry.of(2, FakeNetwork.STRIDE, FakeNetwork.HALO);

    private final AtomicInteger inside = new AtomicInteger();
    private final AtomicInteger most = new AtomicInteger();

    /** Takes its time, and counts how many do so at once. */
    private class Slow extends FakeNetwork {
        private final long millis;

        Slow(long millis) {
            super(1, CLASSES);
            this.millis = millis;
        }

        @Override
        public void predict(float[] input, int n, int[] size, Request request, float[] output) {
            most.accumulateAndGet(inside.incrementAndGet(), Math::max);
            pause(millis);
            super.predict(input, n, size, request, output);
            inside.decrementAndGet();
        }
    }

    private static void pause(long millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException e) {
            throw new AssertionError("Native code would not notice an interrupt", e);
        }
    }

    private static ImageSource image() {
        byte[] pixels = new byte[171 * 133];
        new Random(7).nextBytes(pixels);
        return new ImageSource("random", ArrayImgs.unsignedBytes(pixels, 171, 133, 1));
    }

    private static PatchPredictor pool(List<? extends PatchPredictor> members) {
        return PredictorPool.of(
                members.stream().map(m -> (Supplier<PatchPredictor>) () -> m).toList());
    }

    private static float[] probabilities(PatchPredictor network) {
        ArrayImg<FloatType, FloatArray> out = ArrayImgs.floats(171, 133, CLASSES);
        fill(network, new ProbabilitySink(out), Progress.NONE);
        return out.update(null).getCurrentStorageArray();
    }

    private static void fill(PatchPredictor network, TileSink sink, Progress progress) {
        new Segmenter(network, GEOMETRY, Tiling.fixed(1, 84, 72))
                .fill(image(), ChannelScaling.identity(1), sink, progress);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"1,1", "9,1", "1,9", "0,3,20", "2,2,2,2,2", "1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1"})
    void howManyShareTheTilesAndHowFastTheyAreChangesNothing(String speeds) {
        List<Slow> members = Arrays.stream(speeds.split(","))
                .map(millis -> new Slow(Long.parseLong(millis)))
                .toList();
        float[] alone = probabilities(new FakeNetwork(1, CLASSES));
        assertArrayEquals(alone, probabilities(pool(members)));
        assertTrue(most.get() > 1, "never at once");
        assertTrue(most.get() <= members.size(), most + " at once");
        int calls = members.stream().mapToInt(FakeNetwork::calls).sum();
        assertEquals(tiles(), calls);
    }

    private static int tiles() {
        FakeNetwork counted = new FakeNetwork(1, CLASSES);
        probabilities(counted);
        assertTrue(counted.calls() >= TILES, counted.calls() + " tiles");
        return counted.calls();
    }

    @Test
    void tilesAreWrittenInOrderOneAtATime() {
        List<List<Long>> alone = new ArrayList<>();
        fill(new FakeNetwork(1, CLASSES), tile -> alone.add(position(tile)), Progress.NONE);
        List<List<Long>> shared = new ArrayList<>();
        AtomicInteger writing = new AtomicInteger();
        PatchPredictor pool = pool(List.of(new Slow(6), new Slow(0), new Slow(1)));
        fill(
                pool,
                tile -> {
                    assertEquals(1, writing.incrementAndGet());
                    shared.add(position(tile));
                    writing.decrementAndGet();
                },
                Progress.NONE);
        assertEquals(alone, shared);
    }

    private static List<Long> position(TileOutput output) {
        return Arrays.stream(output.tile().coreMin()).boxed().toList();
    }

    @Test
    void progressIsToldInOrderOnTheCallersThread() {
        List<Long> seen = new ArrayList<>();
        Thread caller = Thread.currentThread();
        Progress progress = new Progress() {
            @Override
            public void update(long done, long total, String what) {
                assertSame(caller, Thread.currentThread());
                seen.add(tiles() * done / total);
            }
        };
        fill(pool(List.of(new Slow(4), new Slow(0))), output -> {}, progress);
        assertEquals(java.util.stream.LongStream.rangeClosed(1, tiles()).boxed().toList(), seen);
    }

    @Test
    void aFailureOfOneArrivesAsItWasAndStopsTheOthers() {
        InputException failure = new InputException("GPU 1 is out of memory");
        AtomicBoolean fails = new AtomicBoolean(true);
        FakeNetwork broken = new FakeNetwork(1, CLASSES) {
            @Override
            public void predict(float[] input, int n, int[] size, Request request, float[] output) {
                if (fails.get() && calls() == 2) throw failure;
                super.predict(input, n, size, request, output);
            }
        };
        List<Slow> others = List.of(new Slow(5), new Slow(5));
        PatchPredictor pool = pool(List.of(broken, others.get(0), others.get(1)));
        assertSame(failure, assertThrows(InputException.class, () -> fill(pool, output -> {}, Progress.NONE)));
        assertNothingGoesOn();
        assertTrue(others.get(0).calls() + others.get(1).calls() < TILES / 2, "went on after the failure");
        float[] alone = probabilities(new FakeNetwork(1, CLASSES));
        fails.set(false);
        assertArrayEquals(alone, probabilities(pool), "the pool is as good as before");
    }

    @Test
    void cancelingWaitsForThoseThatComputeAndStartsNoOther() {
        List<Slow> members = List.of(new Slow(30), new Slow(30));
        Progress afterThree = new Progress() {
            private long done;

            @Override
            public void update(long now, long total, String what) {
                done = tiles() * now / total;
            }

            @Override
            public boolean canceled() {
                return done >= 3;
            }
        };
        assertThrows(CancellationException.class, () -> fill(pool(members), output -> {}, afterThree));
        assertNothingGoesOn();
        int calls = members.get(0).calls() + members.get(1).calls();
        assertTrue(calls >= 3 && calls <= 4, calls + " tiles computed: three, and the one that was under way");
    }

    @Test
    void anInterruptCancelsAndLeavesNobodyWithTheBuffers() {
        Thread caller = Thread.currentThread();
        TileSink interrupting = output -> caller.interrupt();
        assertThrows(
                CancellationException.class,
                () -> fill(pool(List.of(new Slow(20), new Slow(20))), interrupting, Progress.NONE));
        assertTrue(Thread.interrupted(), "the interrupt is passed on");
        assertNothingGoesOn();
    }

    private void assertNothingGoesOn() {
        assertEquals(0, inside.get());
        TilingThreads.assertGone();
    }

    @Test
    void aCallBeyondTheMembersWaitsForOneToBeFree() throws InterruptedException {
        PatchPredictor pool = pool(List.of(new Slow(40), new Slow(40)));
        CountDownLatch ended = new CountDownLatch(4);
        for (int i = 0; i < 4; i++) {
            new Thread(() -> {
                        pool.predict(new float[16], 1, new int[] {4, 4}, new float[16 * CLASSES]);
                        ended.countDown();
                    })
                    .start();
        }
        assertTrue(ended.await(30, TimeUnit.SECONDS));
        assertEquals(2, most.get());
    }

    @Test
    void whatComputesTheMeanOfMorePassesOnHowManyCallsItTakes() {
        PatchPredictor pool = pool(List.of(new Slow(3), new Slow(0), new Slow(1)));
        PatchPredictor mean = new MirrorAveraging(new Ensemble(List.of(pool, pool)), true);
        assertEquals(3, mean.lanes());
        FakeNetwork one = new FakeNetwork(1, CLASSES);
        PatchPredictor alone = new MirrorAveraging(new Ensemble(List.of(one, one)), true);
        assertArrayEquals(probabilities(alone), probabilities(mean));
        assertTrue(most.get() > 1, "never at once");
        assertEquals(1, new Ensemble(List.of(pool, one)).lanes());
    }

    @Test
    void closingClosesAllEvenWhereOneFails() {
        FakeNetwork first = new FakeNetwork(1, CLASSES);
        FakeNetwork last = new FakeNetwork(1, CLASSES);
        IllegalStateException failure = new IllegalStateException("lost");
        PatchPredictor failing = new FakeNetwork(1, CLASSES) {
            @Override
            public void close() {
                throw failure;
            }
        };
        PatchPredictor pool = pool(List.of(first, failing, last));
        assertSame(failure, assertThrows(IllegalStateException.class, pool::close));
        assertTrue(first.isClosed() && last.isClosed());
    }

    @Test
    void whereOneCannotBeMadeThoseBeforeAreClosed() {
        FakeNetwork first = new FakeNetwork(1, CLASSES);
        List<Supplier<PatchPredictor>> makers = List.of(() -> first, () -> {
            throw new IllegalStateException("no memory on gpu1");
        });
        assertThrows(IllegalStateException.class, () -> PredictorPool.of(makers));
        assertTrue(first.isClosed());
        assertThrows(IllegalArgumentException.class, () -> pool(List.of(new FakeNetwork(1, 2), new FakeNetwork(1, 3))));
    }

    @Test
    void aSingleMemberIsNoPool() {
        FakeNetwork only = new FakeNetwork(1, CLASSES);
        assertSame(only, pool(List.of(only)));
        assertEquals(1, only.lanes());
    }
}
