package sc.fiji.unet.track;

import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicLong;
import sc.fiji.unet.base.Protobuf;

/**
 * A run that TensorBoard shows: curves, pictures and, with its HParams tab, the parameters of all runs beside their
 * scores. Point {@code tensorboard --logdir} at the folder above. Messages are those of TensorFlow's event.proto and
 * summary.proto and of TensorBoard's hparams/plugin_data.proto.
 */
public final class TensorBoardTracker implements Tracker {
    private static final String HPARAMS = "hparams";
    private static final int SUCCESS = 1;
    private static final int FAILURE = 2;
    private static final AtomicLong FILES = new AtomicLong();
    private final Path folder;
    private EventFile events;
    private boolean resumed;
    private boolean success;

    /** Adds an event file to this folder, one run's own. */
    public TensorBoardTracker(Path folder) {
        this.folder = folder;
    }

    @Override
    public void start(Run run) {
        // TensorBoard reads a folder's files in the order of their names: the time comes first
        String name = String.format(
                Locale.ROOT,
                "events.out.tfevents.%010d.unet.%d.%d",
                seconds(),
                ProcessHandle.current().pid(),
                FILES.getAndIncrement());
        events = new EventFile(folder.resolve(name));
        Protobuf info = new Protobuf();
        run.parameters().forEach((key, value) -> info.message(1, entry(key, value)));
        info.text(4, run.name()).real(5, (double) seconds());
        hparams("_hparams_/session_start_info", 3, info);
    }

    @Override
    public void scalar(String tag, long step, double value) {
        if (!resumed) events.resumeAt(step);
        resumed = true;
        events.summary(step, new Protobuf().text(1, tag).real(2, (float) value));
    }

    @Override
    public void image(String tag, long step, int width, int height, int[] rgb) {
        Protobuf image = new Protobuf()
                .integer(1, height)
                .integer(2, width)
                .integer(3, 3)
                .bytes(4, Png.encode(width, height, rgb));
        events.summary(step, new Protobuf().text(1, tag).message(4, image));
    }

    @Override
    public void finished() {
        success = true;
    }

    @Override
    public void close() {
        if (events == null) return;
        Protobuf info = new Protobuf().integer(1, success ? SUCCESS : FAILURE).real(2, (double) seconds());
        hparams("_hparams_/session_end_info", 4, info);
        events.close();
    }

    /** A map entry of key and google.protobuf.Value: numbers and truth values as such, so that they can be sorted. */
    private static Protobuf entry(String key, String value) {
        Protobuf typed = new Protobuf();
        if (value.equals("true") || value.equals("false")) {
            typed.integer(4, value.equals("true") ? 1 : 0);
        } else if (value.matches("[-+]?[0-9]+([.][0-9]+)?([eE][-+]?[0-9]+)?")) {
            typed.real(2, Double.parseDouble(value));
        } else {
            typed.text(3, value);
        }
        return new Protobuf().text(1, key).message(2, typed);
    }

    private void hparams(String tag, int field, Protobuf info) {
        Protobuf content = new Protobuf().message(field, info);
        Protobuf plugin = new Protobuf().text(1, HPARAMS).message(2, content);
        Protobuf emptyTensor = new Protobuf().integer(1, 1).message(2, new Protobuf().message(2, new Protobuf()));
        events.summary(
                0, new Protobuf().text(1, tag).message(8, emptyTensor).message(9, new Protobuf().message(1, plugin)));
    }

    private static long seconds() {
        return System.currentTimeMillis() / 1000;
    }
}
