package sc.fiji.unet.imagej.rois;

import ij.gui.OvalRoi;
import ij.gui.PointRoi;
import ij.gui.PolygonRoi;
import ij.gui.Roi;
import ij.gui.ShapeRoi;
import ij.process.FloatPolygon;
import java.awt.geom.Path2D;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import sc.fiji.unet.annotations.DrawnShape;
import sc.fiji.unet.annotations.PixelMask;
import sc.fiji.unet.imagej.labels.LabelOutline;

/** Shapes that other programs drew as ROIs, named class#object. Stateless. */
final class AnnotationRois {
    private AnnotationRois() {}

    static List<Roi> of(List<DrawnShape> shapes) {
        List<Roi> rois = new ArrayList<>();
        for (DrawnShape shape : shapes) rois.addAll(of(shape));
        return rois;
    }

    private static List<Roi> of(DrawnShape shape) {
        List<Roi> rois =
                switch (shape.kind()) {
                    case AREA -> List.of(area(shape.rings()));
                    case ELLIPSE -> List.of(ellipse(shape.rings().get(0)));
                    case LINE -> List.of(new PolygonRoi(polygon(shape.rings().get(0)), Roi.POLYLINE));
                    case POINTS -> List.of(new PointRoi(polygon(shape.rings().get(0))));
                    case MASK -> outlines(shape.mask());
                };
        String name = shape.className().replace('#', ' ').strip();
        for (Roi roi : rois) {
            roi.setName((name.isEmpty() ? RoiNaming.UNNAMED : name) + "#" + shape.object());
            if (shape.slice() + shape.frame() > 0) roi.setPosition(0, shape.slice(), shape.frame());
        }
        return rois;
    }

    /** A ring within a ring is a hole. */
    private static Roi area(List<double[][]> rings) {
        if (rings.size() == 1) return new PolygonRoi(polygon(open(rings.get(0))), Roi.POLYGON);
        Path2D path = new Path2D.Double(Path2D.WIND_EVEN_ODD);
        for (double[][] ring : rings) {
            path.moveTo(ring[0][0], ring[0][1]);
            for (double[] corner : ring) path.lineTo(corner[0], corner[1]);
            path.closePath();
        }
        return new ShapeRoi(path);
    }

    /** Without a last corner that is the first once more. */
    private static double[][] open(double[][] ring) {
        int last = ring.length - 1;
        return last > 0 && Arrays.equals(ring[0], ring[last]) ? Arrays.copyOf(ring, last) : ring;
    }

    private static Roi ellipse(double[][] box) {
        return new OvalRoi(box[0][0], box[0][1], box[1][0] - box[0][0], box[1][1] - box[0][1]);
    }

    private static FloatPolygon polygon(double[][] corners) {
        FloatPolygon polygon = new FloatPolygon();
        for (double[] corner : corners) polygon.addPoint(corner[0], corner[1]);
        return polygon;
    }

    private static List<Roi> outlines(PixelMask mask) {
        int[] inside =
                Arrays.stream(mask.pixels()).map(value -> value == 0 ? 0 : 1).toArray();
        List<Roi> rois = new ArrayList<>();
        for (LabelOutline outline : LabelOutline.all(inside, mask.width())) {
            Roi roi = outline.roi();
            roi.setLocation(roi.getXBase() + mask.x(), roi.getYBase() + mask.y());
            rois.add(roi);
        }
        return rois;
    }
}
