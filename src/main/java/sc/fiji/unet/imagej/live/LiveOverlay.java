package sc.fiji.unet.imagej.live;

import ij.ImagePlus;
import ij.gui.ImageCanvas;
import ij.gui.Overlay;
import ij.gui.Roi;
import java.awt.image.IndexColorModel;
import java.util.ArrayList;
import java.util.List;
import sc.fiji.unet.config.ClassInfo;
import sc.fiji.unet.live.LivePrediction;
import sc.fiji.unet.live.LiveStrokes;
import sc.fiji.unet.live.ObjectConfidence;
import sc.fiji.unet.live.Rect;

/**
 * Strokes, prediction and doubt in the overlay of an image, beside whatever else is in it. They are layers of the plane
 * that is shown; only pixels that changed are drawn anew. For the event thread.
 */
final class LiveOverlay {
    private static final String NAME = "unet.live.";

    private final ImagePlus image;
    private final LiveStrokes strokes;
    private List<ClassInfo> classes;
    private LiveLook look = LiveLook.FIRST;
    private int plane = -1;
    private Layer painted;
    private final List<Layer> predicted = new ArrayList<>();
    private final List<Layer> doubted = new ArrayList<>();
    private final List<LivePrediction> predictions = new ArrayList<>();
    private Roi mark;
    private Overlay composed;

    LiveOverlay(ImagePlus image, LiveStrokes strokes, List<ClassInfo> classes) {
        this.image = image;
        this.strokes = strokes;
        this.classes = classes;
    }

    /** Shows another plane; what was predicted of the one before is gone. */
    void show(int newPlane) {
        if (newPlane == plane) {
            if (image.getOverlay() != composed) compose(); // somebody else has put another one there
            return;
        }
        plane = newPlane;
        predictions.clear();
        predicted.clear();
        doubted.clear();
        mark = null;
        Rect whole = strokes.whole(plane);
        painted = new Layer(NAME + "strokes", whole, new byte[Math.toIntExact(whole.size())]);
        paint(strokes.bounds(plane, true).with(strokes.bounds(plane, false)));
        compose();
    }

    void show(LiveLook value) {
        boolean sameBytes = byConfidence(value) == byConfidence(look);
        look = value;
        if (!sameBytes) layAgain();
        compose();
    }

    private static boolean byConfidence(LiveLook value) {
        return value.coloring() == LiveLook.Coloring.CONFIDENCE;
    }

    private void layAgain() {
        List<LivePrediction> all = List.copyOf(predictions);
        predictions.clear();
        predicted.clear();
        doubted.clear();
        all.forEach(this::lay);
    }

    void show(List<ClassInfo> value) {
        classes = value;
        compose();
    }

    /** A part of the plane was predicted; it covers what was predicted there before. */
    void show(LivePrediction prediction) {
        if (prediction.plane() != plane) return;
        lay(prediction);
        compose();
    }

    private void lay(LivePrediction prediction) {
        for (int i = predictions.size() - 1; i >= 0; i--) {
            if (covers(prediction.box(), predictions.get(i).box())) remove(i);
        }
        predictions.add(prediction);
        byte[] found = byConfidence(look) ? confidences(prediction) : kinds(prediction);
        predicted.add(new Layer(NAME + "prediction", prediction.box(), found));
        doubted.add(new Layer(NAME + "doubt", prediction.box(), doubts(prediction)));
        clip(prediction.box());
    }

    private static byte[] kinds(LivePrediction prediction) {
        byte[] kinds = new byte[Math.toIntExact(prediction.box().size())];
        for (int i = 0; i < kinds.length; i++) {
            int index = prediction.classAt(i);
            kinds[i] = LiveColors.predicted(index, prediction.probability(i, index));
        }
        return kinds;
    }

    private static byte[] confidences(LivePrediction prediction) {
        float[] confidence = ObjectConfidence.of(prediction);
        byte[] bytes = new byte[confidence.length];
        for (int i = 0; i < bytes.length; i++) bytes[i] = LiveColors.confident(confidence[i]);
        return bytes;
    }

    private static byte[] doubts(LivePrediction prediction) {
        byte[] doubts = new byte[Math.toIntExact(prediction.box().size())];
        for (int i = 0; i < doubts.length; i++) doubts[i] = (byte) Math.round(255 * prediction.doubt(i));
        return doubts;
    }

    private void remove(int i) {
        predictions.remove(i);
        predicted.remove(i);
        doubted.remove(i);
    }

    /** Older pieces that reach under the newest one are cleared there, as both would be seen. */
    private void clip(Rect newest) {
        for (int i = 0; i < predicted.size() - 1; i++) {
            Rect both = predicted.get(i).box().and(newest);
            if (both.isEmpty()) continue;
            clear(predicted.get(i), both);
            clear(doubted.get(i), both);
        }
    }

    private static void clear(Layer layer, Rect part) {
        for (int y = part.y(); y < part.y() + part.height(); y++) {
            int from = (y - layer.box().y()) * layer.box().width()
                    + part.x()
                    - layer.box().x();
            java.util.Arrays.fill(layer.bytes(), from, from + part.width(), (byte) 0);
        }
    }

    private static boolean covers(Rect outer, Rect inner) {
        return outer.and(inner).equals(inner);
    }

    /** The newest predictions of the plane that is shown. */
    List<LivePrediction> predictions() {
        return List.copyOf(predictions);
    }

    /** Strokes changed in a box: drawn at once. */
    void strokesChanged(LiveStrokes.Change change) {
        if (change.plane() != plane) return;
        paint(change.box());
        repaint(change.box());
    }

    private void paint(Rect box) {
        int[] learned = strokes.target(plane, box, false);
        int[] held = strokes.target(plane, box, true);
        int width = painted.box().width();
        for (int i = 0; i < learned.length; i++) {
            int x = box.x() + i % box.width();
            int y = box.y() + i / box.width();
            boolean hatched = held[i] >= 0 && (x + y & 3) > 1;
            byte value = (byte) (learned[i] >= 0 ? learned[i] + 1 : hatched ? held[i] + 1 + 128 : 0);
            painted.bytes()[y * width + x] = value;
        }
    }

    private void repaint(Rect box) {
        ImageCanvas canvas = image.getCanvas();
        if (canvas == null || box.isEmpty()) return;
        int x = canvas.screenX(box.x());
        int y = canvas.screenY(box.y());
        canvas.repaint(
                x - 1,
                y - 1,
                canvas.screenX(box.x() + box.width()) - x + 2,
                canvas.screenY(box.y() + box.height()) - y + 2);
    }

    /** Draws a frame around a place until another plane is shown or another place is marked; null draws none. */
    void mark(Rect box) {
        mark = box == null ? null : new Roi(box.x(), box.y(), box.width(), box.height());
        if (mark != null) {
            mark.setName(NAME + "mark");
            mark.setStrokeColor(java.awt.Color.YELLOW);
            mark.setStrokeWidth(2);
        }
        compose();
    }

    /** Puts the layers into the overlay, below what others put there. */
    private void compose() {
        Overlay overlay = new Overlay();
        if (look.coloring() != LiveLook.Coloring.NONE) {
            IndexColorModel colors = byConfidence(look)
                    ? LiveColors.confidence(look.opacity(), look.threshold())
                    : LiveColors.prediction(classes, look.opacity(), look.threshold());
            for (Layer layer : predicted) overlay.add(layer.roi(colors));
        }
        if (look.doubt()) for (Layer layer : doubted) overlay.add(layer.roi(LiveColors.doubt(look.opacity())));
        if (look.strokes() && painted != null) overlay.add(painted.roi(LiveColors.strokes(classes)));
        if (mark != null) overlay.add(mark);
        others().forEach(overlay::add);
        composed = overlay;
        image.setOverlay(overlay);
    }

    private List<Roi> others() {
        List<Roi> others = new ArrayList<>();
        if (image.getOverlay() == null) return others;
        for (Roi roi : image.getOverlay()) {
            if (roi.getName() == null || !roi.getName().startsWith(NAME)) others.add(roi);
        }
        return others;
    }

    /** Leaves the overlay as others made it. */
    void remove() {
        List<Roi> others = others();
        Overlay overlay = new Overlay();
        others.forEach(overlay::add);
        image.setOverlay(others.isEmpty() ? null : overlay);
    }
}
