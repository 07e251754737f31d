package sc.fiji.unet.sampling;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.function.LongFunction;
import sc.fiji.unet.base.DaemonThreads;

/**
 * Makes batches ahead of the training step: batch k, k + 1... in order, a bounded number of them at a time. For one
 * consuming thread. Close it to end its threads.
 */
public final class BatchQueue implements AutoCloseable {
    private final LongFunction<PatchBatch> batches;
    private final ExecutorService workers;
    private final Deque<Future<PatchBatch>> ahead = new ArrayDeque<>();
    private long next;

    /**
     * Starts at once.
     *
     * @param batches a pure function of the batch's number, such as {@link PatchSampler#batch}; called by the workers
     * @param start number of the first batch
     * @param threads number of workers
     * @param capacity batches made or in the making ahead of the consumer
     */
    public BatchQueue(LongFunction<PatchBatch> batches, long start, int threads, int capacity) {
        this.batches = batches;
        next = start;
        workers = DaemonThreads.pool("unet-batches", threads);
        for (int i = 0; i < capacity; i++) request();
    }

    private void request() {
        long k = next++;
        ahead.add(workers.submit(() -> batches.apply(k)));
    }

    /** As {@link #take()}, from another number on where it is not the next one: a training may go back. */
    public PatchBatch take(long number) {
        if (number != next - ahead.size()) {
            int capacity = ahead.size();
            ahead.forEach(batch -> batch.cancel(false));
            ahead.clear();
            next = number;
            for (int i = 0; i < capacity; i++) request();
        }
        return take();
    }

    /**
     * The next batch, waiting for it where needed. What making it threw is thrown here, by the number of its batch, not
     * earlier.
     */
    public PatchBatch take() {
        if (workers.isShutdown()) throw new IllegalStateException("The queue of batches is closed.");
        try {
            PatchBatch batch = ahead.remove().get();
            request();
            return batch;
        } catch (InterruptedException e) {
            close();
            Thread.currentThread().interrupt();
            throw new CancellationException("Interrupted while waiting for a batch");
        } catch (ExecutionException e) {
            close();
            if (e.getCause() instanceof RuntimeException cause) throw cause;
            if (e.getCause() instanceof Error cause) throw cause;
            throw new IllegalStateException(e.getCause());
        }
    }

    /** Ends the workers and waits for those in the middle of a batch. */
    @Override
    public void close() {
        workers.shutdownNow();
        ahead.clear();
        DaemonThreads.awaitEnd(workers); // batches are short
    }
}
