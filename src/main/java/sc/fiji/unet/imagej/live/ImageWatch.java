package sc.fiji.unet.imagej.live;

import ij.ImagePlus;
import javax.swing.SwingUtilities;
import javax.swing.Timer;

/**
 * Follows an image as long as its window is open: scrolling, zooming and other slices have no event of their own, so that one
 * has to look a few times a second. For the event thread.
 */
final class ImageWatch {
    private final Timer timer;
    private boolean ended;

    /**
     * Does not look yet.
     *
     * @param everyMs how often to look
     * @param look called that often, while the window is open
     * @param gone called once the window is closed
     */
    ImageWatch(ImagePlus image, int everyMs, Runnable look, Runnable gone) {
        timer = new Timer(everyMs, event -> {
            if (ended) return;
            if (image.getWindow() == null || image.getWindow().isClosed()) gone.run();
            else look.run();
        });
    }

    void start() {
        timer.start();
    }

    /** Looks no more, and does nothing of what {@link #later} was told; false where that was so already. */
    boolean end() {
        timer.stop();
        boolean first = !ended;
        ended = true;
        return first;
    }

    /** Has something done on the event thread, unless it has ended by then. For any thread. */
    void later(Runnable work) {
        SwingUtilities.invokeLater(() -> {
            if (!ended) work.run();
        });
    }
}
