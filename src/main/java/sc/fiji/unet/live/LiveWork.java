package sc.fiji.unet.live;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import sc.fiji.unet.base.Progress;
import sc.fiji.unet.image.ChannelScaling;
import sc.fiji.unet.image.ImageSource;
import sc.fiji.unet.sampling.PatchSampler;
import sc.fiji.unet.segment.Normalizing;

/** What the thread of a live session does: learns, predicts, compares and searches, each in portions. For that thread. */
final class LiveWork implements AutoCloseable {
    private static final long CHECKED_PIXELS = 3 << 19;
    private static final long SEARCHED_WHOLE = 1 << 22;
    private static final int SEARCHED_EDGE = 512;
    private static final int SEARCHED_PLANES = 12;
    private static final int SEARCHED_PARTS = 9;

    private final LiveSubject subject;
    private final Normalizing normalizing;
    private LiveNetwork network;
    private LivePredictor predictor;
    private PatchSampler sampler;
    private long batches;
    private long seed;

    LiveWork(LiveSubject subject, int classes) {
        this.subject = subject;
        int channels = subject.planes().get(0).channels();
        network = LiveNetwork.open(channels, classes, subject.device(), subject.start(), subject.saved());
        normalizing = Normalizing.of(network.normalization()).remembering();
    }

    int classes() {
        return network.classes();
    }

    long steps() {
        return network.steps();
    }

    boolean canPredict() {
        return predictor != null;
    }

    void setClasses(int classes) {
        network = network.withClasses(classes);
        renew();
    }

    /** Takes what is painted now as what is learned from; false where it is less than two classes. */
    boolean takeStrokes() {
        int painted = 0;
        for (long pixels : subject.strokes().pixels(network.classes(), false)) if (pixels > 0) painted++;
        if (painted < 2) return false;
        sampler = new StrokePatches(subject.planes(), this::scaling, LiveNetwork.EDGE, network.batch())
                .of(subject.strokes(), seed++);
        batches = 0;
        network.strokesChanged();
        return true;
    }

    /** Where the newest stroke that is learned from lies on a plane; empty where it is on another one. */
    Rect newest(int plane) {
        return subject.strokes().recent(1).stream()
                .filter(change -> change.plane() == plane)
                .map(LiveStrokes.Change::box)
                .findFirst()
                .orElse(Rect.NONE);
    }

    double step() {
        return network.step(sampler.batch(batches++));
    }

    /** From now on, what was learned so far is what predicts. */
    void renew() {
        LivePredictor next = new LivePredictor(network.predictor(), network.geometry());
        if (predictor != null) predictor.close();
        predictor = next;
    }

    LivePrediction predict(int plane, Rect box, Progress progress) {
        return predictor.predict(plane, subject.planes().get(plane), scaling(plane), box, progress);
    }

    /** Fitted once on each whole plane. */
    private ChannelScaling scaling(int plane) {
        ImageSource image = subject.planes().get(plane);
        return normalizing.of(image, image);
    }

    /** Compares strokes with what is predicted there, as far as that is quickly done. */
    StrokeReport check(Progress progress) {
        LiveStrokes strokes = subject.strokes();
        StrokeCheck check = new StrokeCheck(strokes, network.classes());
        long left = CHECKED_PIXELS;
        for (int plane : strokes.planes()) {
            Rect box = strokes.bounds(plane, true).with(strokes.bounds(plane, false));
            if (box.isEmpty() || box.size() > left) continue;
            left -= box.size();
            check.add(predict(plane, box, progress));
        }
        return check.report();
    }

    /** Looks for the least certain place: in all of the plane that is seen, and in samples of others. */
    Optional<DoubtfulPlace> search(LiveView view, Progress progress) {
        Doubts doubts = new Doubts(subject.strokes());
        for (LiveView part : searched(view)) doubts.add(predict(part.plane(), part.visible(), progress));
        return doubts.worst();
    }

    private List<LiveView> searched(LiveView view) {
        SplittableRandom random = new SplittableRandom(network.steps());
        List<LiveView> parts = new ArrayList<>();
        Rect whole = subject.strokes().whole(view.plane());
        if (whole.size() <= SEARCHED_WHOLE) parts.add(new LiveView(view.plane(), whole));
        for (int i = 0; i < SEARCHED_PARTS && whole.size() > SEARCHED_WHOLE; i++) {
            parts.add(sample(view.plane(), random));
        }
        int others = subject.planes().size() - 1;
        for (int i = 0; i < Math.min(SEARCHED_PLANES, others); i++) {
            int plane = others <= SEARCHED_PLANES ? i : random.nextInt(others);
            parts.add(sample(plane < view.plane() ? plane : plane + 1, random));
        }
        return parts;
    }

    private LiveView sample(int plane, SplittableRandom random) {
        ImageSource image = subject.planes().get(plane);
        int width = (int) Math.min(SEARCHED_EDGE, image.size()[0]);
        int height = (int) Math.min(SEARCHED_EDGE, image.size()[1]);
        int x = random.nextInt((int) image.size()[0] - width + 1);
        int y = random.nextInt((int) image.size()[1] - height + 1);
        return new LiveView(plane, new Rect(x, y, width, height));
    }

    void save() {
        network.save(subject.saved());
    }

    @Override
    public void close() {
        if (predictor != null) predictor.close();
        network.close();
    }
}
