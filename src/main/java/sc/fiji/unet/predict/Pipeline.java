package sc.fiji.unet.predict;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import sc.fiji.unet.base.Progress;
import sc.fiji.unet.image.PatchReader;

/**
 * One run over the batches of an image: while some are computed, the next is read and the one before is written. A network
 * with several lanes computes as many batches at a time, each on the lane that is free first; with one it works on the
 * caller's thread, where libtorch has its own threads already. Results are written in order in either case. A batch's
 * buffers are those of its number modulo lanes + 1: when batch b starts, batch b - lanes has been computed and the writing
 * of the one before that has ended.
 */
final class Pipeline implements AutoCloseable {
    private static final Future<?> DONE = CompletableFuture.completedFuture(null);

    private final PatchPredictor network;
    private final TileBatches batches;
    private final PatchReader reader;
    private final TileSink sink;
    private final Buffers buffers;
    private final int lanes;
    private final Future<?>[] read;
    private final Future<?>[] predicted;
    private final WorkerPool reading = new WorkerPool("unet-read", 1);
    private final WorkerPool predicting;
    private final WorkerPool writing = new WorkerPool("unet-write", 1);
    private Future<?> written = DONE;

    Pipeline(PatchPredictor network, TileBatches batches, PatchReader reader, TileSink sink, Buffers buffers) {
        this.network = network;
        this.batches = batches;
        this.reader = reader;
        this.sink = sink;
        this.buffers = buffers;
        lanes = Math.min(network.lanes(), batches.count());
        read = new Future<?>[lanes + 1];
        predicted = new Future<?>[lanes + 1];
        predicting = new WorkerPool("unet-predict", lanes);
        buffers.allocate(lanes + 1, batches.pixels(), network);
    }

    void run(Progress progress) {
        read(0);
        for (int b = 0; b < batches.count() + lanes; b++) {
            if (b >= lanes) finish(b - lanes, progress);
            if (b < batches.count()) {
                progress.check();
                start(b, progress);
            }
        }
        WorkerPool.await(written);
    }

    private void start(int b, Progress progress) {
        Future<?> ready = read[place(b)];
        if (b + 1 < batches.count()) read(b + 1);
        Request request = batches.request(b, lanes > 1 ? Progress.cancelOnly(progress) : part(b, progress));
        Runnable work = () -> {
            WorkerPool.await(ready);
            network.predict(
                    buffers.input(place(b)), batches.tiles(b), batches.tileSize(), request, buffers.output(place(b)));
        };
        if (lanes > 1) {
            predicted[place(b)] = predicting.start(work);
        } else {
            work.run();
            predicted[place(b)] = DONE;
        }
    }

    private void finish(int b, Progress progress) {
        WorkerPool.await(predicted[place(b)]);
        WorkerPool.await(written);
        written = writing.start(() -> batches.write(b, buffers.output(place(b)), network.classes(), sink));
        part(b, progress).update(1, 1, "Segmenting");
    }

    private Progress part(int b, Progress progress) {
        return Progress.numbered(progress, b, batches.count(), "tile");
    }

    private void read(int b) {
        read[place(b)] = reading.start(() -> batches.read(b, reader, buffers.input(place(b)), network.channels()));
    }

    private int place(int b) {
        return b % (lanes + 1);
    }

    /** Predictions first: those that have begun may wait for what is being read. */
    @Override
    public void close() {
        predicting.close();
        reading.close();
        writing.close();
    }
}
