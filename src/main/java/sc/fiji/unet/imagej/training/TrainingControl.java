package sc.fiji.unet.imagej.training;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import sc.fiji.unet.base.Progress;

/**
 * What people want of a running training: to go on, to stop and keep the best network, or to cancel. The training asks it as
 * its {@link Progress}; windows and ImageJ's Quit tell it. Thread safe.
 */
final class TrainingControl implements Progress {
    private final String title;
    private final Progress outer;
    private final List<Consumer<String>> readers = new CopyOnWriteArrayList<>();
    private final CountDownLatch over = new CountDownLatch(1);
    private volatile boolean canceled;
    private volatile boolean stopping;

    /**
     * The control of a training that begins now.
     *
     * @param title of the training, for people
     * @param outer is told whatever this is told, and may stop or cancel, too
     */
    TrainingControl(String title, Progress outer) {
        this.title = title;
        this.outer = outer;
    }

    /** The name of the training, for people. */
    String title() {
        return title;
    }

    /** Has the training end after this step; its best network is the model. */
    void stop() {
        stopping = true;
    }

    /** Has the training end at once, unfinished. */
    void cancel() {
        canceled = true;
    }

    /** Says that the training has ended, however. */
    void ended() {
        over.countDown();
    }

    /** Whether the training has ended. */
    boolean isOver() {
        return over.getCount() == 0;
    }

    /** Waits until the training has ended, but not for longer; whether it has. */
    boolean await(long seconds) throws InterruptedException {
        return over.await(seconds, TimeUnit.SECONDS);
    }

    /** Hears of every note. */
    void addReader(Consumer<String> reader) {
        readers.add(reader);
    }

    @Override
    public void update(long done, long total, String what) {
        outer.update(done, total, what);
    }

    @Override
    public void note(String line) {
        outer.note(line);
        readers.forEach(reader -> reader.accept(line));
    }

    @Override
    public boolean canceled() {
        return canceled || outer.canceled();
    }

    @Override
    public boolean stopRequested() {
        return stopping || outer.stopRequested();
    }
}
