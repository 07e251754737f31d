package sc.fiji.unet.live;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BooleanSupplier;
import net.imglib2.img.array.ArrayImgs;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import sc.fiji.unet.image.ImageSource;

/** A session on a plane with bright disks in noise, of which a few are painted. */
class LiveSessionTest {
    private static final int EDGE = 96;
    private static final long PATIENCE_MS = 240_000;

    @TempDir
    Path folder;

    private final int[] truth = new int[EDGE * EDGE];
    private final ImageSource plane = plane();
    private final LiveStrokes strokes = new LiveStrokes(List.of(new int[] {EDGE, EDGE}, new int[] {EDGE, EDGE}));
    private final Heard heard = new Heard();

    private ImageSource plane() {
        SplittableRandom random = new SplittableRandom(5);
        byte[] pixels = new byte[EDGE * EDGE];
        for (int i = 0; i < pixels.length; i++) {
            double x = i % EDGE % 24 - 12;
            double y = i / EDGE % 24 - 12;
            truth[i] = Math.hypot(x, y) < 7 ? 1 : 0;
            pixels[i] = (byte) (60 + 90 * truth[i] + 10 * random.nextGaussian());
        }
        return new ImageSource("disks", ArrayImgs.unsignedBytes(pixels, EDGE, EDGE, 1));
    }

    private static final class Heard implements LiveListener {
        private final List<Rect> boxes = new CopyOnWriteArrayList<>();
        private volatile LivePrediction prediction;
        private volatile long steps;
        private volatile StrokeReport report;
        private volatile DoubtfulPlace doubtful;
        private volatile Throwable failure;
        private volatile boolean ending;
        private volatile boolean waiting;

        @Override
        public void predicted(LivePrediction value, long count) {
            prediction = value;
            boxes.add(value.box());
            steps = count;
        }

        @Override
        public void reported(StrokeReport value) {
            report = value;
        }

        @Override
        public void doubtful(Optional<DoubtfulPlace> place) {
            doubtful = place.orElse(null);
        }

        @Override
        public void waitsForMains(boolean value) {
            waiting = value;
        }

        @Override
        public void says(String line) {
            if (ending) throw new CancellationException("The program ends");
        }

        @Override
        public void failed(Throwable value) {
            failure = value;
        }
    }

    private LiveSession session() {
        return session(() -> false);
    }

    private LiveSession session(BooleanSupplier onBattery) {
        LiveSubject subject =
                new LiveSubject(List.of(plane, plane), strokes, "cpu", StartFrom.OWN, folder.resolve("network.pt"));
        LiveSession session = new LiveSession(subject, 2, heard, onBattery);
        session.start();
        session.look(new LiveView(0, new Rect(0, 0, EDGE, EDGE)));
        return session;
    }

    private void until(String what, BooleanSupplier holds) throws InterruptedException {
        long end = System.currentTimeMillis() + PATIENCE_MS;
        while (!holds.getAsBoolean()) {
            assertNull(heard.failure);
            assertTrue(
                    System.currentTimeMillis() < end, "waited in vain until " + what + " (step " + heard.steps + ")");
            Thread.sleep(20);
        }
    }

    /** Where no edge is near: strokes say nothing of where exactly that is. */
    private double accuracy(LivePrediction prediction) {
        int right = 0;
        int all = 0;
        for (int i = 0; i < truth.length; i++) {
            double radius = Math.hypot(i % EDGE % 24 - 12, i / EDGE % 24 - 12);
            if (Math.abs(radius - 7) < 2.5) continue;
            all++;
            if (prediction.classAt(i) == truth[i]) right++;
        }
        return (double) right / all;
    }

    @Test
    void aFewStrokesTeachTheWholeView() throws InterruptedException {
        TruthPainter painter = new TruthPainter(truth, EDGE);
        try (LiveSession session = session()) {
            for (int i = 0; i < 4; i++) for (int k = 0; k < 2; k++) painter.paint(strokes, 0, k, null);
            session.strokesChanged();
            until("it is right", () -> heard.prediction != null && accuracy(heard.prediction) > 0.9);
            until("held-out strokes are right", () -> heard.report != null && heard.report.meanDice() > 0.9);
            session.search();
            until("a doubtful place is found", () -> heard.doubtful != null);
            session.look(new LiveView(1, new Rect(8, 8, 40, 30)));
            until("the other slice is seen", () -> heard.prediction.plane() == 1);
            assertEquals(new Rect(8, 8, 40, 30), heard.prediction.box());
            session.setClasses(3);
            strokes.begin(2);
            strokes.add(0, Area.of(new Rect(0, 0, 4, 4)));
            strokes.end();
            session.strokesChanged();
            until("three classes are told apart", () -> heard.prediction.classes() == 3);
            session.close();
            session.awaitEnd(PATIENCE_MS);
        }
        assertNull(heard.failure);
        assertTrue(Files.isRegularFile(folder.resolve("network.pt")), "the next session begins where this one ended");
    }

    /** A view of many pixels: what was painted is seen before all of it is computed. */
    @Test
    void theSurroundingsOfANewStrokeAreSeenFirst() throws InterruptedException {
        int edge = 480;
        ImageSource wide = new ImageSource("wide", ArrayImgs.unsignedBytes(new byte[edge * edge], edge, edge, 1));
        LiveStrokes on = new LiveStrokes(List.of(new int[] {edge, edge}));
        LiveSubject subject = new LiveSubject(List.of(wide), on, "cpu", StartFrom.OWN, folder.resolve("network.pt"));
        try (LiveSession session = new LiveSession(subject, 2, heard, () -> false)) {
            for (int k = 0; k < 2; k++) {
                on.begin(k);
                on.add(0, Area.of(new Rect(200 + 100 * k, 300, 10, 10)));
                on.end();
            }
            session.look(new LiveView(0, new Rect(0, 0, edge, edge)));
            session.start();
            until("all is seen", () -> heard.boxes.contains(new Rect(0, 0, edge, edge)));
            assertEquals(new Rect(209, 209, 192, 192), heard.boxes.get(0), "around the newer of the strokes");
            session.close();
            session.awaitEnd(PATIENCE_MS);
        }
        assertNull(heard.failure);
    }

    /** A view that takes minutes does not keep the network from learning, and is shown all over before it is filled. */
    @Test
    void learningGoesOnBetweenPartsOfAViewThatIsSeenZoomedOut() throws InterruptedException {
        int edge = 4000;
        ImageSource wide = new ImageSource("slide", ArrayImgs.unsignedBytes(new byte[edge * edge], edge, edge, 1));
        LiveStrokes on = new LiveStrokes(List.of(new int[] {edge, edge}));
        LiveSubject subject = new LiveSubject(List.of(wide), on, "cpu", StartFrom.OWN, folder.resolve("network.pt"));
        LiveView all = new LiveView(0, new Rect(0, 0, edge, edge));
        Rect stroke = new Rect(600, 300, 10, 10);
        try (LiveSession session = new LiveSession(subject, 2, heard, () -> false)) {
            for (int k = 0; k < 2; k++) {
                on.begin(k);
                on.add(0, Area.of(k == 0 ? new Rect(50, 300, 10, 10) : stroke));
                on.end();
            }
            session.look(all);
            session.start();
            until("something is seen", () -> !heard.boxes.isEmpty());
            long before = heard.steps;
            until("more was learned", () -> heard.steps > before);
            List<Rect> seen = List.copyOf(heard.boxes);
            assertEquals(all.around(stroke).orElseThrow(), seen.get(0));
            assertEquals(all.pieces().subList(0, seen.size() - 1), seen.subList(1, seen.size()), "in this order");
            assertTrue(seen.size() < all.pieces().size(), "not only after all of the view");
            session.setPaused(true);
            until(
                    "all of it is seen while nothing is learned",
                    () -> heard.boxes.stream()
                                    .filter(all.pieces()::contains)
                                    .distinct()
                                    .count()
                            == all.pieces().size());
            session.close();
            session.awaitEnd(PATIENCE_MS);
        }
        assertNull(heard.failure);
    }

    @Test
    void nothingIsLearnedOnBatteryUnlessAPersonGoesOn() throws InterruptedException {
        TruthPainter painter = new TruthPainter(truth, EDGE);
        try (LiveSession session = session(() -> true)) {
            for (int k = 0; k < 2; k++) painter.paint(strokes, 0, k, null);
            session.strokesChanged();
            until("it waits", () -> heard.waiting);
            painter.paint(strokes, 0, 1, null);
            session.strokesChanged();
            session.setClasses(3);
            assertNull(heard.prediction, "nothing was learned that could predict");
            session.setPaused(false);
            until("it learns all the same", () -> heard.prediction != null && !heard.waiting);
            assertEquals(3, heard.prediction.classes());
            session.close();
            session.awaitEnd(PATIENCE_MS);
        }
        assertNull(heard.failure);
    }

    @Test
    void workThatIsRefusedAsTheProgramEndsIsNoFailure() {
        heard.ending = true;
        try (LiveSession session = session()) {
            session.awaitEnd(PATIENCE_MS);
        }
        assertNull(heard.failure);
    }
}
