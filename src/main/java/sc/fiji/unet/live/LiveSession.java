package sc.fiji.unet.live;

import java.util.concurrent.CancellationException;
import java.util.function.BooleanSupplier;
import sc.fiji.unet.base.Progress;
import sc.fiji.unet.engine.PowerSource;
import sc.fiji.unet.engine.Pytorch;

/**
 * Trains on strokes in a thread of its own while a person paints, and predicts what is looked at whenever it has learned
 * something. What a person does comes first: a new stroke or another view ends the portion of training that is under way.
 * Its methods return at once, so that the event thread may call them.
 */
public final class LiveSession implements AutoCloseable {
    private static final long QUIT_MS = 10_000;

    private final LiveSubject subject;
    private final LiveListener listener;
    private final Thread thread;
    private final QuitHook quitting = new QuitHook(this::quit);
    private final BatteryPause battery;
    private int wantedClasses;
    private LiveView view;
    private boolean viewPending;
    private boolean searchPending;
    private boolean paused;
    private volatile boolean closed;

    private LiveWork work;
    /** The strokes that are learned from, and those that were when the view was predicted last, by their versions. */
    private long seen = -1;

    private long lastShown = -1;
    private boolean trainable;
    private boolean saving;
    private final LearningPace pace = new LearningPace();
    private final ViewPieces pieces = new ViewPieces(System::nanoTime);

    private enum Task {
        CLASSES,
        SEARCH,
        VIEW,
        STROKES,
        TRAIN,
        POWER,
        REST,
        END
    }

    /** Prepares a session of so many classes; {@link #start} begins it. It learns nothing while the machine is on battery. */
    public LiveSession(LiveSubject subject, int classes, LiveListener listener) {
        this(subject, classes, listener, PowerSource::isBattery);
    }

    LiveSession(LiveSubject subject, int classes, LiveListener listener, BooleanSupplier onBattery) {
        this.subject = subject;
        this.listener = listener;
        battery = new BatteryPause(onBattery, System::nanoTime);
        wantedClasses = classes;
        thread = new Thread(this::run, "unet-live");
        thread.setDaemon(true);
        thread.setPriority(Thread.MIN_PRIORITY);
    }

    /** Begins: the engine is started while the first strokes are painted. */
    public void start() {
        quitting.set();
        thread.start();
    }

    private void quit() {
        close();
        awaitEnd(QUIT_MS);
    }

    /** Says what is looked at now. */
    public synchronized void look(LiveView now) {
        if (now.equals(view)) return;
        view = now;
        viewPending = true;
        notifyAll();
    }

    /** Predicts what is looked at once more. */
    public synchronized void lookAgain() {
        viewPending = true;
        notifyAll();
    }

    /** Strokes were painted, or taken back. */
    public synchronized void strokesChanged() {
        notifyAll();
    }

    /** From now on so many classes are told apart. */
    public synchronized void setClasses(int classes) {
        wantedClasses = classes;
        notifyAll();
    }

    /** Stops learning for a while, or goes on, even where it waits because of the battery. */
    public synchronized void setPaused(boolean value) {
        paused = value;
        if (value) viewPending = true; // as parts of it may wait for the next learning
        else battery.goOn();
        notifyAll();
    }

    /** Looks for the least certain place; the listener gets it. */
    public synchronized void search() {
        searchPending = true;
        notifyAll();
    }

    /** Ends it at the next step; the network is saved for the next session. */
    @Override
    public synchronized void close() {
        closed = true;
        notifyAll();
    }

    /** Waits until it has ended, at most so long. */
    public void awaitEnd(long milliseconds) {
        try {
            thread.join(milliseconds);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        try {
            listener.says("Starting...");
            Pytorch.prepare(Progress.NONE);
            work = new LiveWork(subject, wantedClasses);
            listener.says("Paint a little of each class.");
            for (Task task = next(); task != Task.END; task = next()) perform(task);
            work.save();
        } catch (CancellationException e) {
            // the program ends, and libtorch takes no more work: nothing that a person should be told
        } catch (RuntimeException | Error e) { // a thread has nobody else to tell
            listener.failed(e);
        } finally {
            if (work != null) work.close();
            Pytorch.releaseMemory();
            quitting.forget();
        }
    }

    private void perform(Task task) {
        try {
            switch (task) {
                case CLASSES -> changeClasses();
                case SEARCH -> search(taken());
                case VIEW -> predictView();
                case STROKES -> takeStrokes();
                case POWER -> waitsForMains();
                case REST -> showRest();
                default -> train();
            }
        } catch (CancellationException e) {
            // something more urgent came up, and is the next task
        }
    }

    private synchronized Task next() {
        while (true) {
            if (closed) return Task.END;
            if (wantedClasses != work.classes()) return Task.CLASSES;
            if (searchPending && work.canPredict() && view != null) return Task.SEARCH;
            if (viewPending && work.canPredict() && view != null) return Task.VIEW;
            if (strokesAreNewer()) return Task.STROKES;
            boolean learns = trainable && !paused && !pace.isOver();
            if (learns && !saving) return Task.TRAIN;
            if (pieces.isLeft() && work.canPredict()) return Task.REST;
            try {
                wait(learns ? BatteryPause.SECONDS * 1000 : 0);
                if (learns) return Task.POWER;
            } catch (InterruptedException e) {
                closed = true;
            }
        }
    }

    private synchronized LiveView taken() {
        searchPending = false;
        return view;
    }

    /** Whether what is being done may go on: not where something more urgent came up. */
    private synchronized boolean urgent() {
        return closed || wantedClasses != work.classes() || viewPending && work.canPredict() || searchPending;
    }

    /** For work that gives way to what is more urgent and, where it is about them, to new strokes. */
    private Progress unlessUrgent(boolean aboutStrokes) {
        return Progress.until(() -> urgent() || aboutStrokes && strokesAreNewer());
    }

    private void changeClasses() {
        int classes;
        synchronized (this) {
            classes = wantedClasses;
        }
        work.setClasses(classes);
        seen = -1;
    }

    private void takeStrokes() {
        seen = subject.strokes().version();
        trainable = work.takeStrokes();
        pace.strokesChanged();
        if (!trainable) listener.says("Paint a little of each class.");
    }

    /** Whether learning waits because of the battery; whoever listens is told of every change. */
    private boolean waitsForMains() {
        boolean now = battery.waits();
        if (now != saving) listener.waitsForMains(now);
        saving = now;
        return now;
    }

    private void train() {
        if (waitsForMains()) return;
        listener.says("Learning, step " + work.steps());
        pace.begin();
        do {
            work.step();
            pace.stepped();
        } while (pace.goesOn() && mayGoOn());
        if (closed || strokesAreNewer() && !pace.isUnseenForLong()) return;
        pace.show();
        work.renew();
        showWhatWasLearned();
        if (strokesAreNewer()) return;
        if (pace.isCheckDue()) check();
        if (pace.isOver()) rest();
    }

    private synchronized boolean mayGoOn() {
        return !urgent() && !paused && !strokesAreNewer();
    }

    private void rest() {
        check();
        work.save();
        listener.says("Nothing more to learn from these strokes after " + work.steps() + " steps.");
    }

    private boolean strokesAreNewer() {
        return subject.strokes().version() != seen;
    }

    private void predictView() {
        pieces.restart(viewToPredict());
        showSome();
    }

    /** The view once more, or more of it: first where the newest strokes are. */
    private void showWhatWasLearned() {
        LiveView now = viewToPredict();
        if (now == null) return;
        if (pace.isOver()) pieces.restart(now); // as nothing better comes
        else pieces.goOn(now, lastShown == seen ? Rect.NONE : work.newest(now.plane()));
        lastShown = seen;
        showSome();
    }

    /** What is left of the view while nothing is learned. */
    private void showRest() {
        if (saving) waitsForMains();
        pieces.begin();
        showSome();
    }

    /** Pieces of the view, no more of them than until the next strokes are painted. */
    private void showSome() {
        pieces.show(this::show, this::strokesAreNewer);
    }

    private void show(LiveView piece) {
        listener.predicted(work.predict(piece.plane(), piece.visible(), unlessUrgent(false)), work.steps());
    }

    private synchronized LiveView viewToPredict() {
        viewPending = false;
        return view;
    }

    private void check() {
        listener.reported(work.check(unlessUrgent(true)));
        pace.checked();
    }

    private void search(LiveView from) {
        listener.says("Looking for a doubtful place...");
        listener.doubtful(work.search(from, Progress.until(() -> closed)));
    }
}
