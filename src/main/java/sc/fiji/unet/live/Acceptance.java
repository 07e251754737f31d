package sc.fiji.unet.live;

import java.util.List;

/** Turns a prediction that a person found right into strokes. Stateless. */
public final class Acceptance {
    private Acceptance() {}

    /**
     * Paints what is predicted in an area as one stroke, which is undone as one.
     *
     * @param predictions of one plane; where two lie over each other, the later one holds
     * @return false where nothing is predicted in the area
     */
    public static boolean accept(LiveStrokes strokes, Area area, List<LivePrediction> predictions) {
        strokes.beginMany();
        boolean any = false;
        for (LivePrediction prediction : predictions) any |= accept(strokes, area, prediction);
        strokes.end();
        return any;
    }

    private static boolean accept(LiveStrokes strokes, Area area, LivePrediction prediction) {
        Rect box = area.box().and(prediction.box());
        if (box.isEmpty()) return false;
        boolean any = false;
        for (int k = 0; k < prediction.classes(); k++) {
            boolean[] inside = new boolean[Math.toIntExact(box.size())];
            boolean some = false;
            for (int i = 0; i < inside.length; i++) {
                int x = box.x() + i % box.width();
                int y = box.y() + i / box.width();
                if (!has(area, x, y)) continue;
                int pixel = (y - prediction.box().y()) * prediction.box().width()
                        + x
                        - prediction.box().x();
                inside[i] = prediction.classAt(pixel) == k;
                some |= inside[i];
            }
            if (some) strokes.add(prediction.plane(), new Area(box, inside), k);
            any |= some;
        }
        return any;
    }

    private static boolean has(Area area, int x, int y) {
        return area.inside()[
                (y - area.box().y()) * area.box().width() + x - area.box().x()];
    }
}
