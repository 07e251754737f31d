package sc.fiji.unet.live;

import java.lang.ref.SoftReference;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Supplier;
import net.imglib2.FinalInterval;
import sc.fiji.unet.base.DaemonThreads;
import sc.fiji.unet.base.Progress;
import sc.fiji.unet.config.LabelOptions;
import sc.fiji.unet.image.ImageSource;
import sc.fiji.unet.model.LoadedModel;
import sc.fiji.unet.segment.MemoryStore;
import sc.fiji.unet.segment.SegmentRequest;
import sc.fiji.unet.segment.Segmentation;

/**
 * Shows what a trained model makes of what is looked at, computed in a thread of its own: the part that is seen, or all
 * planes. What was computed is remembered as long as memory allows. Its methods return at once.
 */
public final class ModelViewer implements AutoCloseable {
    private final List<ImageSource> planes;
    private final Supplier<LoadedModel> opening;
    private final LiveListener listener;
    private final ExecutorService thread = DaemonThreads.pool("unet-preview", 1);
    private final Map<LiveView, SoftReference<LivePrediction>> known = new HashMap<>();
    private LoadedModel model;
    private volatile LiveView view;
    private volatile boolean closed;

    /**
     * Opens the model when something is looked at.
     *
     * @param planes of two spatial axes
     * @param opening opens the model; called once, by the viewer's thread
     */
    public ModelViewer(List<ImageSource> planes, Supplier<LoadedModel> opening, LiveListener listener) {
        this.planes = List.copyOf(planes);
        this.opening = opening;
        this.listener = listener;
    }

    /** Says what is looked at now; what was looked at before is not computed any more. */
    public void look(LiveView now) {
        if (now.equals(view)) return;
        view = now;
        submit(() -> show(now));
    }

    /** Computes every plane, whole; the one that is looked at first. */
    public void computeAll(List<Rect> sizes) {
        submit(() -> {
            for (int i = 0; i < sizes.size(); i++) {
                int plane = (view.plane() + i) % sizes.size();
                if (closed) return;
                listener.says("Slice " + (i + 1) + " of " + sizes.size());
                LivePrediction found = predict(new LiveView(plane, sizes.get(plane)), Progress.until(() -> closed));
                if (view.plane() == plane) listener.predicted(found, 0);
            }
            listener.says("All " + sizes.size() + " slices are segmented: opacity and threshold change at once.");
        });
    }

    private void submit(Runnable work) {
        try {
            thread.execute(() -> guarded(work));
        } catch (RejectedExecutionException closing) {
            // nobody looks any more
        }
    }

    private void guarded(Runnable work) {
        try {
            work.run();
        } catch (CancellationException e) {
            // something else is looked at by now
        } catch (RuntimeException | Error e) { // a thread has nobody else to tell
            listener.failed(e);
        }
    }

    private void show(LiveView seen) {
        if (closed || !seen.equals(view)) return;
        LivePrediction whole = remembered(seen);
        if (whole != null) {
            listener.predicted(whole, 0);
            return;
        }
        for (Rect piece : seen.pieces())
            listener.predicted(predict(new LiveView(seen.plane(), piece), whileSeen(seen)), 0);
    }

    /** What was computed that holds all of a view; null where nothing does. */
    private LivePrediction remembered(LiveView seen) {
        for (Map.Entry<LiveView, SoftReference<LivePrediction>> entry : known.entrySet()) {
            boolean holds = entry.getKey().plane() == seen.plane()
                    && entry.getKey().visible().and(seen.visible()).equals(seen.visible());
            if (holds && entry.getValue().get() != null) return entry.getValue().get();
        }
        return null;
    }

    private LivePrediction predict(LiveView part, Progress progress) {
        LivePrediction before = remembered(part);
        if (before != null) return before;
        if (model == null) {
            listener.says("Opening the model...");
            model = opening.get();
        }
        listener.says("Segmenting what is seen...");
        Rect box = part.visible();
        FinalInterval target = new FinalInterval(
                new long[] {box.x(), box.y()}, new long[] {box.x() + box.width() - 1L, box.y() + box.height() - 1L});
        SegmentRequest request = SegmentRequest.of(LabelOptions.semantic(), model.card(), true);
        Segmentation found = model.segmenter()
                .run(List.of(planes.get(part.plane())), target, request, new MemoryStore(), progress)
                .get(0);
        LivePrediction prediction = of(part, found.probabilityArray());
        known.put(part, new SoftReference<>(prediction));
        listener.says("");
        return prediction;
    }

    /** A network with a single output gives the probability of the second of two classes. */
    private static LivePrediction of(LiveView part, float[] outputs) {
        int n = Math.toIntExact(part.visible().size());
        int classes = outputs.length / n;
        if (classes > 1) return new LivePrediction(part.plane(), part.visible(), classes, outputs);
        float[] both = new float[2 * n];
        for (int i = 0; i < n; i++) {
            both[i] = 1 - outputs[i];
            both[n + i] = outputs[i];
        }
        return new LivePrediction(part.plane(), part.visible(), 2, both);
    }

    private Progress whileSeen(LiveView seen) {
        return Progress.until(() -> closed || !seen.equals(view));
    }

    @Override
    public void close() {
        submit(() -> {
            if (model != null) model.close();
        });
        closed = true;
        thread.shutdown();
    }
}
