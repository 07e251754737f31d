package sc.fiji.unet.annotations;

import java.util.Collections;
import java.util.List;

/**
 * One drawn shape, an object or a part of one, as an annotation file describes it. Coordinates are in pixels, (0, 0)
 * being the upper left corner of the first pixel.
 *
 * @param className as the file calls it; empty where it does not say
 * @param object tells objects of an image apart; shapes of one number are parts of one object
 * @param kind what the rings are
 * @param rings x and y of the corners of each ring; a point or a line has one
 * @param mask where pixels are listed instead, else null
 * @param slice counted from 1, 0 for all
 * @param frame counted from 1, 0 for all
 */
public record DrawnShape(
        String className, int object, Kind kind, List<double[][]> rings, PixelMask mask, int slice, int frame) {
    /** The class name of what must not be learned from. */
    static final String IGNORE = "ignore";

    /** How the rings of a shape are to be understood. */
    public enum Kind {
        /** Closed rings; a ring within another is a hole. */
        AREA,
        /** One ring of two corners that span an ellipse. */
        ELLIPSE,
        /** One ring, which is an open line from its first corner to its last. */
        LINE,
        /** One ring, whose corners are points by themselves. */
        POINTS,
        /** No rings, but pixels. */
        MASK
    }

    /** The rings of a shape of one. */
    static List<double[][]> ring(double[][] corners) {
        return Collections.singletonList(corners);
    }

    /** An area on all planes. */
    static DrawnShape area(String className, int object, List<double[][]> rings) {
        return new DrawnShape(className, object, Kind.AREA, rings, null, 0, 0);
    }

    /** Pixels on all planes. */
    static DrawnShape ofMask(String className, int object, PixelMask mask) {
        return new DrawnShape(className, object, Kind.MASK, List.of(), mask, 0, 0);
    }
}
