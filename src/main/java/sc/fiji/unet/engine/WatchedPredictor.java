package sc.fiji.unet.engine;

import java.util.function.Consumer;
import sc.fiji.unet.config.PrecisionChoice;
import sc.fiji.unet.predict.PatchPredictor;
import sc.fiji.unet.predict.Request;

/**
 * Computes on bytes, as a person asked for, though nobody has watched the network yet: the values inside it are watched on
 * the first patch that comes.
 */
final class WatchedPredictor implements PatchPredictor {
    private final PrecisionSelection selection;
    private final Consumer<String> notes;
    private volatile PatchPredictor watched;

    WatchedPredictor(PrecisionSelection selection, Consumer<String> notes) {
        this.selection = selection;
        this.notes = notes;
    }

    @Override
    public int channels() {
        return selection.network().graph().channels();
    }

    @Override
    public int classes() {
        return selection.network().graph().classes();
    }

    @Override
    public int lanes() {
        return selection.devices().size();
    }

    /** That of float32, which is more, until the network was watched. */
    @Override
    public double bytesPerPixel() {
        return watched == null ? selection.bytesPerPixel(PrecisionChoice.FP32) : watched.bytesPerPixel();
    }

    @Override
    public void predict(float[] input, int n, int[] size, Request request, float[] output) {
        if (watched == null) watchOnce(input, size);
        watched.predict(input, n, size, request, output);
    }

    private synchronized void watchOnce(float[] input, int[] size) {
        if (watched != null) return;
        int stride = selection.network().graph().stride();
        PrecisionSelection.Verdict verdict = selection.onBytes(Sample.of(input, channels(), size, stride));
        notes.accept(verdict.reason());
        watched = verdict.predictor();
    }

    @Override
    public void close() {
        if (watched != null) watched.close();
    }
}
