package sc.fiji.unet.sampling;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class BatchQueueTest {
    private static PatchBatch numbered(long k) {
        return new PatchBatch((int) k, 1, new int[] {1, 1}, new float[1], new int[1], new float[1]);
    }

    @Test
    void batchesComeInOrderHoweverLongEachTakes() {
        try (BatchQueue queue = new BatchQueue(
                k -> {
                    pause(3 - k % 4);
                    return numbered(k);
                },
                17,
                3,
                5)) {
            for (int k = 17; k < 60; k++) assertEquals(k, queue.take().n());
        }
    }

    @Test
    void aConsumerMayGoBack() {
        try (BatchQueue queue = new BatchQueue(BatchQueueTest::numbered, 3, 2, 4)) {
            for (int k : new int[] {3, 4, 5, 6, 4, 5, 6, 7, 2})
                assertEquals(k, queue.take(k).n());
            assertEquals(3, queue.take().n());
        }
    }

    @Test
    void neverMoreThanItsCapacityAhead() throws InterruptedException {
        AtomicLong most = new AtomicLong();
        CountDownLatch filled = new CountDownLatch(4);
        try (BatchQueue queue = new BatchQueue(
                k -> {
                    most.accumulateAndGet(k, Math::max);
                    filled.countDown();
                    return numbered(k);
                },
                0,
                2,
                4)) {
            filled.await();
            pause(50);
            assertEquals(3, most.get());
            queue.take();
            queue.take();
            pause(50);
            assertTrue(most.get() <= 5, "made batch " + most.get());
        }
    }

    @Test
    void aFailureSurfacesInTheConsumerAtItsBatchAndEndsTheThreads() {
        Set<Thread> threads = ConcurrentHashMap.newKeySet();
        RuntimeException failure = new IllegalStateException("unreadable image");
        try (BatchQueue queue = new BatchQueue(
                k -> {
                    threads.add(Thread.currentThread());
                    if (k == 2) throw failure;
                    return numbered(k);
                },
                0,
                2,
                4)) {
            assertEquals(0, queue.take().n());
            assertEquals(1, queue.take().n());
            assertSame(failure, assertThrows(IllegalStateException.class, queue::take));
            for (Thread t : threads) assertEnds(t);
        }
    }

    @Test
    void errorsSurfaceToo() {
        try (BatchQueue queue = new BatchQueue(
                k -> {
                    throw new OutOfMemoryError("patch");
                },
                0,
                1,
                1)) {
            assertThrows(OutOfMemoryError.class, queue::take);
        }
    }

    @Test
    void closingEndsTheThreadsAndTakingAfterwardsIsRefused() {
        Set<Thread> threads = ConcurrentHashMap.newKeySet();
        BatchQueue queue = new BatchQueue(
                k -> {
                    threads.add(Thread.currentThread());
                    return numbered(k);
                },
                0,
                3,
                6);
        queue.take();
        queue.close();
        queue.close();
        assertFalse(threads.isEmpty());
        for (Thread t : threads) assertEnds(t);
        assertThrows(IllegalStateException.class, queue::take);
    }

    @Test
    void closingLeavesBatchesUnmadeThatNobodyTook() {
        AtomicLong made = new AtomicLong();
        BatchQueue queue = new BatchQueue(
                k -> {
                    pause(20);
                    made.incrementAndGet();
                    return numbered(k);
                },
                0,
                1,
                50);
        queue.close();
        assertTrue(made.get() < 50, made + " batches made");
    }

    @Test
    void anInterruptedConsumerIsCanceled() {
        try (BatchQueue queue = new BatchQueue(
                k -> {
                    pause(200);
                    return numbered(k);
                },
                0,
                1,
                1)) {
            Thread.currentThread().interrupt();
            assertThrows(CancellationException.class, queue::take);
            assertTrue(Thread.interrupted());
        }
    }

    private static void assertEnds(Thread thread) {
        try {
            thread.join(10_000);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
        assertFalse(thread.isAlive(), thread + " is still alive");
    }

    private static void pause(long millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
