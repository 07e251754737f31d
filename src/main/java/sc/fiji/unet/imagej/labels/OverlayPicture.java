package sc.fiji.unet.imagej.labels;

import java.awt.image.BufferedImage;
import java.util.HashMap;
import java.util.Map;
import net.imglib2.RandomAccess;
import net.imglib2.RandomAccessibleInterval;
import net.imglib2.type.numeric.IntegerType;
import sc.fiji.unet.base.InputException;
import sc.fiji.unet.config.ClassList;
import sc.fiji.unet.image.DisplayRows;
import sc.fiji.unet.image.ImageSource;

/**
 * A picture of labels over their image: contrast stretched, classes tinted, thin outlines in full color. Small images
 * are enlarged and large ones reduced by a whole factor, so that the picture is good to look at on a screen. Of a volume
 * the plane with most foreground is shown.
 */
public final class OverlayPicture {
    private static final int GOOD_SIZE = 768;
    private static final int LARGEST = 4096;
    private static final float OPACITY = 0.30f;
    /** The color of pixels about which nobody said anything: negative in the truth. */
    private static final int UNKNOWN = 0x808080;

    private final RandomAccessibleInterval<? extends IntegerType<?>> labels;
    private final Map<Integer, Integer> colors = new HashMap<>();
    private final int background;
    private final int width;
    private final int height;
    private final int enlarge;
    private final int reduce;

    private OverlayPicture(RandomAccessibleInterval<? extends IntegerType<?>> labels, ClassList classes) {
        this.labels = labels;
        background = classes.isEmpty() ? 0 : classes.get(0).value();
        classes.forEach(info -> colors.put(info.value(), info.color()));
        width = (int) labels.dimension(0);
        height = (int) labels.dimension(1);
        int longest = Math.max(width, height);
        enlarge = Math.max(1, GOOD_SIZE / longest);
        reduce = (longest + LARGEST - 1) / LARGEST;
    }

    /**
     * Draws an image with its labels in color, outlined; small images are enlarged, very large ones reduced.
     *
     * @param source axes x, y, (z), channel
     * @param labels axes x, y, (z), of the same size
     * @param classes the first is the background and stays clear; labels that are no class get colors of their own,
     *     negative ones are gray
     */
    public static BufferedImage render(
            ImageSource source, RandomAccessibleInterval<? extends IntegerType<?>> labels, ClassList classes) {
        for (int d = 0; d < source.rank(); d++) {
            if (labels.numDimensions() != source.rank() || labels.dimension(d) != source.size()[d]) {
                throw new InputException(source.name() + ": image and labels differ in size.");
            }
        }
        int background = classes.isEmpty() ? 0 : classes.get(0).value();
        long z = source.rank() == 3 ? fullestPlane(labels, background) : 0;
        OverlayPicture picture = new OverlayPicture(LabelPlanes.slice(labels, z), classes);
        return picture.draw(new DisplayRows(source, z, picture.reduce));
    }

    private static long fullestPlane(RandomAccessibleInterval<? extends IntegerType<?>> labels, int background) {
        long fullest = 0;
        long most = -1;
        for (long z = 0; z < labels.dimension(2); z++) {
            long foreground = 0;
            for (IntegerType<?> label : LabelPlanes.slice(labels, z)) {
                if (label.getInteger() != background && label.getInteger() >= 0) foreground++;
            }
            if (foreground > most) {
                most = foreground;
                fullest = z;
            }
        }
        return fullest;
    }

    private BufferedImage draw(DisplayRows rows) {
        int columns = Math.max(1, width / reduce) * enlarge;
        int lines = Math.max(1, height / reduce) * enlarge;
        BufferedImage picture = new BufferedImage(columns, lines, BufferedImage.TYPE_INT_RGB);
        int[] line = new int[columns];
        int[] above = null;
        int[] here = labelRow(0, columns);
        for (int y = 0; y < lines; y++) {
            int[] below = y + 1 < lines ? labelRow(y + 1, columns) : null;
            float[] pixels = rows.rgb(y / enlarge);
            for (int x = 0; x < columns; x++) {
                boolean outline = differs(here, x, x - 1)
                        || differs(here, x, x + 1)
                        || differs(above, here, x)
                        || differs(below, here, x);
                line[x] = color(pixels, x / enlarge, here[x], outline);
            }
            picture.getRaster().setDataElements(0, y, columns, 1, line);
            above = here;
            here = below;
        }
        return picture;
    }

    private int[] labelRow(int y, int columns) {
        RandomAccess<? extends IntegerType<?>> access = labels.randomAccess();
        int[] row = new int[columns];
        access.setPosition(labels.min(1) + (long) y / enlarge * reduce, 1);
        for (int x = 0; x < columns; x++) {
            access.setPosition(labels.min(0) + (long) x / enlarge * reduce, 0);
            row[x] = access.get().getInteger();
        }
        return row;
    }

    private static boolean differs(int[] row, int x, int neighbor) {
        return neighbor >= 0 && neighbor < row.length && row[x] != row[neighbor];
    }

    private static boolean differs(int[] other, int[] row, int x) {
        return other != null && other[x] != row[x];
    }

    private static int color(int label) {
        return label < 0 ? UNKNOWN : DistinctColors.of(label);
    }

    private int color(float[] pixels, int x, int label, boolean outline) {
        float opacity = label == background ? 0 : outline ? 1 : OPACITY;
        int tint = opacity == 0 ? 0 : colors.computeIfAbsent(label, OverlayPicture::color);
        int color = 0;
        for (int c = 0; c < 3; c++) {
            float over = (tint >> (16 - 8 * c) & 0xff) / 255f;
            float mixed = (1 - opacity) * pixels[3 * x + c] + opacity * over;
            color = color << 8 | Math.round(255 * Math.min(1, Math.max(0, mixed)));
        }
        return color;
    }
}
