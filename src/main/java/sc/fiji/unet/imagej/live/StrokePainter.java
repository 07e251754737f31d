package sc.fiji.unet.imagej.live;

import ij.ImagePlus;
import ij.gui.Roi;
import ij.process.ImageProcessor;
import java.awt.Point;
import java.util.Optional;
import java.util.function.Consumer;
import sc.fiji.unet.live.Acceptance;
import sc.fiji.unet.live.Area;
import sc.fiji.unet.live.LiveStrokes;
import sc.fiji.unet.live.Rect;

/** Turns what a person paints into strokes, which are seen at once. For the event thread. */
final class StrokePainter implements PaintActions {
    /** The tolerance of the flood is the size in these parts of the displayed range. */
    private static final int TOLERANCE_PARTS = 200;

    private final LivePlanes planes;
    private final ImagePlus image;
    private final LiveStrokes strokes;
    private final LiveOverlay overlay;
    private final Runnable changed;
    private final Consumer<String> words;
    private int index;
    private PaintMode mode = PaintMode.BRUSH;
    private int radius = 4;

    /**
     * Paints nothing yet.
     *
     * @param changed called when a stroke has ended
     * @param words takes what is to be said
     */
    StrokePainter(
            LivePlanes planes, LiveStrokes strokes, LiveOverlay overlay, Runnable changed, Consumer<String> words) {
        this.planes = planes;
        this.strokes = strokes;
        this.overlay = overlay;
        this.changed = changed;
        this.words = words;
        image = planes.image();
    }

    void choose(int value) {
        index = value;
    }

    void use(PaintMode value) {
        mode = value;
    }

    void resize(int value) {
        radius = value;
    }

    @Override
    public void begin(boolean erase) {
        overlay.show(planes.plane()); // another slice may have been chosen just now
        strokes.begin(erase ? -1 : index);
    }

    @Override
    public void paint(Area area) {
        overlay.strokesChanged(strokes.add(planes.plane(), area));
    }

    @Override
    public void end() {
        strokes.end();
        changed.run();
    }

    @Override
    public void flood(Point at) {
        ImageProcessor ip = image.getProcessor();
        double range = ip.getBitDepth() == 24 ? 255 : ip.getMax() - ip.getMin();
        Optional<Area> area = RoiAreas.flood(ip, at.x, at.y, range * radius / TOLERANCE_PARTS);
        if (area.isEmpty()) words.accept("That would fill the whole image: make the size smaller.");
        else stroke(area.get());
    }

    @Override
    public void fill(Roi roi) {
        stroke(RoiAreas.of(roi));
    }

    private void stroke(Area area) {
        begin(mode == PaintMode.ERASER);
        paint(area);
        end();
    }

    @Override
    public void undo() {
        strokes.undo().ifPresent(this::restored);
    }

    @Override
    public void redo() {
        strokes.redo().ifPresent(this::restored);
    }

    private void restored(LiveStrokes.Change change) {
        overlay.strokesChanged(change);
        if (planes.isShown(change.plane()) && change.plane() != planes.plane()) {
            planes.visit(change.plane(), change.box());
        }
        changed.run();
    }

    @Override
    public void accept() {
        Roi roi = image.getRoi();
        if (roi == null || !roi.isArea()) {
            words.accept(
                    "Draw a selection around what is right, with any of ImageJ's area tools, then press the button.");
            return;
        }
        Area area = RoiAreas.of(roi);
        if (!Acceptance.accept(strokes, area, overlay.predictions())) {
            words.accept("Nothing is predicted there yet.");
            return;
        }
        Rect seen = area.box().and(strokes.whole(planes.plane()));
        overlay.strokesChanged(new LiveStrokes.Change(planes.plane(), seen));
        image.deleteRoi();
        changed.run();
    }
}
