package sc.fiji.unet.gui;

import ij.IJ;
import ij.ImagePlus;
import ij.gui.ImageCanvas;
import ij.gui.ImageWindow;
import ij.process.ByteProcessor;
import java.awt.AWTEvent;
import java.awt.EventQueue;
import java.awt.Graphics;
import java.awt.event.MouseEvent;
import java.io.IOException;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * From the mouse to the screen while a network learns: how long after an event of the mouse is posted the canvas has been
 * painted with the stroke. A view of 512 x 512 pixels, in strokes of twenty events with a pause between them, as many as
 * the first argument says. Needs a display; the last line is the result.
 */
public final class StrokeLatency {
    private static final int EDGE = 512;
    private static final int EVENTS = 20;
    private static final int EVENT_MS = 25;
    private static final int STROKE_MS = 400;
    private static final int PATIENCE_MS = 5_000;
    private static final int RADIUS = 40;
    private static final int PERIOD = 128;

    private StrokeLatency() {}

    /** A canvas that says when it has been painted after what the mouse did. */
    private static final class Watched extends ImageCanvas {
        private static final long serialVersionUID = 1L;
        private final transient Semaphore painted = new Semaphore(0);
        private boolean moved;

        Watched(ImagePlus image) {
            super(image);
        }

        @Override
        public void paint(Graphics g) {
            super.paint(g);
            if (moved) painted.release();
            moved = false;
        }

        /** Paints that were asked for before, as by a prediction, do not count. */
        @Override
        protected void processEvent(AWTEvent e) {
            super.processEvent(e);
            moved |= e instanceof MouseEvent;
        }

        /** Milliseconds until it is painted after the event; NaN where it never is. */
        double after(MouseEvent event) throws InterruptedException {
            painted.drainPermits();
            long posted = System.nanoTime();
            EventQueue queue = getToolkit().getSystemEventQueue();
            queue.postEvent(event);
            boolean seen = painted.tryAcquire(PATIENCE_MS, TimeUnit.MILLISECONDS);
            return seen ? (System.nanoTime() - posted) / 1e6 : Double.NaN;
        }
    }

    /** See above. */
    public static void main(String[] args) throws IOException, InterruptedException {
        int strokes = Integer.parseInt(args[0]);
        ImageJSession.start();
        ImagePlus image = new ImagePlus("disks.tif", disks());
        Watched canvas = new Watched(image);
        new ImageWindow(image, canvas);
        LivePerson person = LivePerson.open(
                image, "background, disk", Files.createTempDirectory("latency").resolve("p-live"));
        person.drag(PERIOD / 2, PERIOD / 2, PERIOD / 2 + 20, PERIOD / 2);
        person.press("background");
        person.drag(2, 2, 30, 2);
        person.untilSeen("prediction");
        double[] all = new double[strokes * EVENTS];
        for (int i = 0; i < strokes; i++) stroke(canvas, i, all);
        report(all);
        System.exit(0);
    }

    /** Along a row between the disks: always background. */
    private static void stroke(Watched canvas, int number, double[] all) throws InterruptedException {
        int y = number % (EDGE / PERIOD) * PERIOD + number / (EDGE / PERIOD) % 10;
        for (int i = 0; i < EVENTS; i++) {
            int x = 10 + i * 12;
            int id = i == 0 ? MouseEvent.MOUSE_PRESSED : MouseEvent.MOUSE_DRAGGED;
            all[number * EVENTS + i] = canvas.after(event(canvas, id, x, y));
            IJ.wait(EVENT_MS);
        }
        canvas.getToolkit().getSystemEventQueue().postEvent(event(canvas, MouseEvent.MOUSE_RELEASED, 250, y));
        IJ.wait(STROKE_MS);
    }

    private static MouseEvent event(ImageCanvas canvas, int id, int x, int y) {
        return new MouseEvent(
                canvas,
                id,
                System.currentTimeMillis(),
                MouseEvent.BUTTON1_DOWN_MASK,
                canvas.screenX(x),
                canvas.screenY(y),
                1,
                false,
                MouseEvent.BUTTON1);
    }

    private static ByteProcessor disks() {
        SplittableRandom random = new SplittableRandom(1);
        ByteProcessor pixels = new ByteProcessor(EDGE, EDGE);
        for (int i = 0; i < EDGE * EDGE; i++) {
            double radius = Math.hypot(i % EDGE % PERIOD - PERIOD / 2.0, i / EDGE % PERIOD - PERIOD / 2.0);
            pixels.set(i, (radius < RADIUS ? 150 : 60) + random.nextInt(30));
        }
        return pixels;
    }

    private static void report(double[] all) {
        Arrays.sort(all); // what never came is last
        long quick = Arrays.stream(all).filter(ms -> ms <= 30).count();
        System.out.printf(
                Locale.ROOT,
                "stroke to screen: median %.1f ms, 95 %% within %.1f ms, longest %.1f ms, %.1f %% of %d within 30 ms%n",
                all[all.length / 2],
                all[all.length * 95 / 100],
                all[all.length - 1],
                100.0 * quick / all.length,
                all.length);
    }
}
