package sc.fiji.unet.imagej.live;

import java.awt.image.IndexColorModel;
import java.util.List;
import sc.fiji.unet.config.ClassInfo;
import sc.fiji.unet.imagej.labels.ConfidenceColors;

/**
 * Color tables of what lies over the image. Pixels hold what was found, tables how it looks, so that colors, opacity and
 * threshold change without computing anything again. Stateless.
 */
final class LiveColors {
    /** Steps of a probability beside each class in a byte. */
    static final int LEVELS = 16;
    /** As many classes as a byte holds beside the levels. */
    static final int MOST_CLASSES = 255 / LEVELS;

    private static final int OPAQUE = 255;
    private static final double STROKE = 0.85;
    private static final int DOUBT = 0xFF00FF;

    private LiveColors() {}

    /** The byte of a class and its probability. */
    static byte predicted(int index, float probability) {
        int level = Math.max(0, Math.min(LEVELS - 1, (int) (probability * LEVELS)));
        return (byte) (index * LEVELS + level);
    }

    /**
     * For bytes of {@link #predicted}: the background, and what is less likely than asked for, is clear.
     *
     * @param opacity 0 to 1
     * @param threshold least probability that is shown
     */
    static IndexColorModel prediction(List<ClassInfo> classes, double opacity, double threshold) {
        int[] argb = new int[256];
        for (int k = 1; k < Math.min(classes.size(), MOST_CLASSES); k++) {
            for (int level = 0; level < LEVELS; level++) {
                boolean shown = (level + 1.0) / LEVELS > threshold;
                argb[k * LEVELS + level] = shown ? argb(classes.get(k).color(), opacity) : 0;
            }
        }
        return model(argb);
    }

    /** The byte of an object's confidence; 0 where there is no object. */
    static byte confident(float confidence) {
        return (byte) (confidence <= 0 ? 0 : Math.max(1, Math.round(OPAQUE * Math.min(1, confidence))));
    }

    /** For bytes of {@link #confident}: objects of less confidence than asked for are clear. */
    static IndexColorModel confidence(double opacity, double threshold) {
        int[] argb = new int[256];
        for (int i = 1; i < argb.length; i++) {
            double confidence = i / (double) OPAQUE;
            if (confidence >= threshold) argb[i] = argb(ConfidenceColors.of(confidence), opacity);
        }
        return model(argb);
    }

    /** For bytes of doubt: from clear to magenta. */
    static IndexColorModel doubt(double opacity) {
        int[] argb = new int[256];
        for (int i = 0; i < argb.length; i++) argb[i] = argb(DOUBT, Math.min(1, 1.5 * opacity) * i / OPAQUE);
        return model(argb);
    }

    /** For bytes of strokes: 0 for none, else class + 1, with 128 where they are held out. */
    static IndexColorModel strokes(List<ClassInfo> classes) {
        int[] argb = new int[256];
        for (int k = 0; k < classes.size(); k++) {
            argb[k + 1] = argb(classes.get(k).color(), STROKE);
            argb[k + 1 + 128] = argb(classes.get(k).color(), STROKE);
        }
        return model(argb);
    }

    private static int argb(int rgb, double opacity) {
        return (int) Math.round(OPAQUE * Math.max(0, Math.min(1, opacity))) << 24 | rgb;
    }

    private static IndexColorModel model(int[] argb) {
        return new IndexColorModel(8, argb.length, argb, 0, true, -1, java.awt.image.DataBuffer.TYPE_BYTE);
    }
}
