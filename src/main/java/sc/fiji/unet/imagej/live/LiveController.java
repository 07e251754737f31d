package sc.fiji.unet.imagej.live;

import ij.IJ;
import ij.ImagePlus;
import java.util.Optional;
import sc.fiji.unet.config.ClassInfo;
import sc.fiji.unet.config.ClassList;
import sc.fiji.unet.live.DoubtfulPlace;
import sc.fiji.unet.live.LiveListener;
import sc.fiji.unet.live.LivePrediction;
import sc.fiji.unet.live.LiveProject;
import sc.fiji.unet.live.LiveSession;
import sc.fiji.unet.live.LiveStrokes;
import sc.fiji.unet.live.LiveSubject;
import sc.fiji.unet.live.Rect;
import sc.fiji.unet.live.StrokeReport;

/**
 * A live session on an open image: hands what a person does to strokes, session, overlay and panel, and what the session
 * finds out to overlay and panel. For the event thread, on which nothing waits.
 */
final class LiveController implements LiveActions, LiveListener {
    private static final int LOOK_MS = 100;

    private final ImagePlus image;
    private final LivePlanes planes;
    private final LiveStrokes strokes;
    private final StrokeSaver saver;
    private final LiveSession session;
    private final LiveOverlay overlay;
    private final PaintTool tool;
    private final StrokePainter painter;
    private final LivePanel panel;
    private final Runnable finisher;
    private final ImageWatch watch;
    private LiveFrame frame;
    private LiveKeys keys;
    private ClassList classes;
    private int chosen;
    private PaintMode mode = PaintMode.BRUSH;
    private boolean paused;

    /**
     * Prepares a session; {@link #open} shows it.
     *
     * @param finisher trains what is kept
     */
    LiveController(LivePlanes planes, LiveProject project, Beginning beginning, Runnable finisher) {
        this.planes = planes;
        this.finisher = finisher;
        image = planes.image();
        watch = new ImageWatch(image, LOOK_MS, this::look, this::close);
        classes = beginning.classes();
        strokes = beginning.strokes();
        saver = new StrokeSaver(project, planes.sources(), strokes, beginning.start(), this::says);
        overlay = new LiveOverlay(image, strokes, classes);
        painter = new StrokePainter(planes, strokes, overlay, this::changed, this::says);
        panel = new LivePanel(this, painter);
        tool = new PaintTool(image, painter);
        LiveSubject subject = new LiveSubject(
                planes.sources(), strokes, beginning.device(), beginning.start(), project.networkFile());
        session = new LiveSession(subject, classes.size(), this);
        chosen = 1;
        painter.choose(chosen);
    }

    /** Shows panel and overlay, chooses the brush and begins to learn. */
    void open() {
        frame = new LiveFrame("U-Net Live: " + image.getTitle(), image, panel, this::close);
        keys = new LiveKeys(
                image, frame, tool::isChosen, this, painter, new Runnable[] {panel::makeSmaller, panel::makeLarger});
        keys.listen();
        panel.show(classes, chosen);
        panel.say("Starting...");
        use(PaintMode.BRUSH);
        look();
        watch.start();
        session.start();
        frame.open();
    }

    LiveFrame frame() {
        return frame;
    }

    private void look() {
        overlay.show(planes.plane());
        session.look(planes.view());
        panel.showTool(tool.isChosen() ? mode : null);
    }

    private void changed() {
        session.strokesChanged();
        saver.save(classes);
    }

    @Override
    public void choose(int index) {
        if (index >= classes.size()) return;
        chosen = index;
        painter.choose(index);
        if (mode == PaintMode.ERASER) use(PaintMode.BRUSH);
        panel.show(classes, chosen);
    }

    @Override
    public void addClass(String name) {
        ClassEdits.added(classes, name)
                .ifPresentOrElse(
                        more -> {
                            setClasses(more);
                            choose(classes.size() - 1);
                            session.setClasses(classes.size());
                        },
                        () -> says("There is a class " + name + " already, or there are as many as possible."));
    }

    @Override
    public void change(int index, ClassInfo value) {
        ClassEdits.changed(classes, index, value)
                .ifPresentOrElse(this::setClasses, () -> says("There is a class " + value.name() + " already."));
    }

    private void setClasses(ClassList value) {
        classes = value;
        strokes.touchAll(); // masks name all classes
        overlay.show(classes);
        panel.show(classes, chosen);
        saver.save(classes);
    }

    @Override
    public void use(PaintMode value) {
        mode = value;
        painter.use(value);
        tool.use(value);
        panel.showTool(value);
    }

    @Override
    public void resize(int value) {
        painter.resize(value);
        tool.resize(value);
    }

    @Override
    public void show(LiveLook look) {
        overlay.show(look);
    }

    @Override
    public void predict() {
        session.lookAgain();
    }

    @Override
    public void findDoubt() {
        session.search();
    }

    @Override
    public void visit(StrokeReport.Place place) {
        visit(place.plane(), place.box().grown(4), null);
    }

    private void visit(int plane, Rect box, String words) {
        if (!planes.isShown(plane)) {
            says("That is in an image that is not open.");
            return;
        }
        planes.visit(plane, box);
        overlay.show(plane);
        overlay.mark(box);
        if (words != null) says(words);
    }

    @Override
    public void pause(boolean value) {
        paused = value;
        session.setPaused(value);
        panel.showPaused(value);
        if (value) panel.say("Paused. Painting and predicting go on.");
    }

    @Override
    public void finish() {
        pause(true);
        finisher.run();
    }

    private void close() {
        if (!watch.end()) return;
        keys.stop();
        tool.leave();
        strokes.end();
        saver.save(classes);
        session.close();
        overlay.remove();
        frame.dispose();
        new Thread(this::release, "unet-live-end").start();
    }

    private void release() {
        saver.close();
        session.awaitEnd(Long.MAX_VALUE);
        frame.released();
    }

    @Override
    public void predicted(LivePrediction prediction, long steps) {
        watch.later(() -> overlay.show(prediction));
    }

    @Override
    public void reported(StrokeReport report) {
        watch.later(() -> panel.show(report, classes, planes.sources().size() > 1));
    }

    @Override
    public void doubtful(Optional<DoubtfulPlace> place) {
        String words = "The network is least certain in the yellow frame: what is there?";
        watch.later(() -> place.ifPresentOrElse(
                found -> visit(found.plane(), found.box(), words),
                () -> says("There is no doubtful place to be found.")));
    }

    @Override
    public void waitsForMains(boolean value) {
        watch.later(() -> {
            if (paused) return; // by a person, which goes on whatever the battery does
            panel.showPaused(value);
            if (value) panel.say(LiveWords.ON_BATTERY);
        });
    }

    @Override
    public void says(String line) {
        watch.later(() -> {
            if (!paused) panel.say(line);
        });
    }

    @Override
    public void failed(Throwable failure) {
        IJ.handleException(failure);
        watch.later(() -> panel.say("Learning has stopped: " + failure.getMessage()));
    }
}
