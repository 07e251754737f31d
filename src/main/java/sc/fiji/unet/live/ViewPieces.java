package sc.fiji.unet.live;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/**
 * What of a view is still to be computed, in order, and whether there is time for more of it before a network learns on: of a
 * large view a part is shown after each improvement, and the next one goes on where that ended. For one thread.
 */
final class ViewPieces {
    /** For how long a network that learns is shown. */
    private static final double MOST_SECONDS = 3;

    private final Deque<Rect> left = new ArrayDeque<>();
    private final LongSupplier nanoTime;
    private LiveView view;
    private long end;

    /**
     * Nothing is to be computed.
     *
     * @param nanoTime a clock
     */
    ViewPieces(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
    }

    /** All of a view is to be computed. */
    void restart(LiveView now) {
        view = now;
        left.clear();
        left.addAll(now.pieces());
        begin();
    }

    /**
     * Goes on where it ended, and from the beginning where that is done or something else is looked at; before that what is
     * around a new stroke. With that, samples all over a view that is seen zoomed out are worth more than filling it.
     *
     * @param stroke on the plane of the view; empty where none is new
     */
    void goOn(LiveView now, Rect stroke) {
        boolean filling = now.isZoomedOut() && left.size() < now.parts();
        if (left.isEmpty() || !now.equals(view) || filling && !stroke.isEmpty()) restart(now);
        now.around(stroke).ifPresent(left::addFirst);
        begin();
    }

    /** From now on there is time again. */
    void begin() {
        end = nanoTime.getAsLong() + (long) (MOST_SECONDS * 1e9);
    }

    /** Whether there is something left to compute. */
    boolean isLeft() {
        return !left.isEmpty();
    }

    /**
     * Computes what is left while there is time.
     *
     * @param compute computes a piece; where it throws, the piece is left
     * @param interrupted asked after each piece
     */
    void show(Consumer<LiveView> compute, BooleanSupplier interrupted) {
        while (isLeft() && nanoTime.getAsLong() < end) {
            compute.accept(new LiveView(view.plane(), left.getFirst()));
            left.removeFirst();
            if (interrupted.getAsBoolean()) return;
        }
    }
}
