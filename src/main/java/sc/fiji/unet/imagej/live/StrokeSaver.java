package sc.fiji.unet.imagej.live;

import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import sc.fiji.unet.base.DaemonThreads;
import sc.fiji.unet.config.ClassList;
import sc.fiji.unet.image.ImageSource;
import sc.fiji.unet.live.LiveProject;
import sc.fiji.unet.live.LiveStrokes;
import sc.fiji.unet.live.StartFrom;

/** Saves strokes in a thread of its own, as they are made. */
final class StrokeSaver implements AutoCloseable {
    private final LiveProject project;
    private final List<ImageSource> planes;
    private final LiveStrokes strokes;
    private final StartFrom start;
    private final Consumer<String> faults;
    private final ExecutorService thread = DaemonThreads.pool("unet-live-strokes", 1);
    private final AtomicBoolean waiting = new AtomicBoolean();
    private volatile ClassList classes;

    /**
     * Saves nothing yet.
     *
     * @param start what the network began with
     * @param faults told why strokes were not saved
     */
    StrokeSaver(
            LiveProject project,
            List<ImageSource> planes,
            LiveStrokes strokes,
            StartFrom start,
            Consumer<String> faults) {
        this.project = project;
        this.planes = planes;
        this.strokes = strokes;
        this.start = start;
        this.faults = faults;
    }

    /** Saves what is painted by now; returns at once. */
    void save(ClassList now) {
        classes = now;
        if (!waiting.getAndSet(true)) thread.execute(this::write);
    }

    private void write() {
        waiting.set(false);
        try {
            project.save(planes, strokes, classes, start);
        } catch (
                RuntimeException e) { // a full disk: the strokes are still there, and are tried again with the next one
            strokes.touchAll();
            faults.accept("The strokes are not saved: " + e.getMessage());
        }
    }

    /** Waits until all is saved. */
    @Override
    public void close() {
        thread.shutdown();
        DaemonThreads.awaitEnd(thread);
    }
}
