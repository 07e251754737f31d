package sc.fiji.unet.workflow;

import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import net.imglib2.Cursor;
import net.imglib2.RandomAccessibleInterval;
import net.imglib2.type.numeric.RealType;
import net.imglib2.type.numeric.integer.IntType;
import net.imglib2.view.Views;
import sc.fiji.unet.config.ClassList;
import sc.fiji.unet.data.AnnotatedImage;
import sc.fiji.unet.image.DisplayRows;
import sc.fiji.unet.image.ImageSource;

/** One validation image in the size of a preview, with what does not change between epochs drawn once. */
public final class PreviewTile {
    /** Foreground that was not found. */
    public static final int MISSED = 0x56B4E9;

    /** Background that was taken for foreground. */
    public static final int TOO_MUCH = 0xD55E00;

    /** Foreground of another class. */
    public static final int CONFUSED = 0xF0E442;

    private static final int EDGE = 224;
    private static final int BESIDE = 0x202020;
    private static final double TINT = 0.55;
    private static final double DIM = 0.3;

    private final ClassList classes;
    private final int width;
    private final int height;
    private final int[] places; // of each tile pixel in the row-major labels; -1 beside the cuts of a volume
    private final int[] image;
    private final int[] truth;

    /** Draws what does not change; classes are in the order of their indices. Of a volume three cuts are shown. */
    public PreviewTile(AnnotatedImage annotated, ClassList classes) {
        this.classes = classes;
        List<PreviewCut> cuts = PreviewCut.of(annotated.image(), EDGE);
        width = cuts.stream().mapToInt(cut -> cut.left() + cut.width()).max().orElseThrow();
        height = cuts.stream().mapToInt(cut -> cut.top() + cut.height()).max().orElseThrow();
        places = new int[width * height];
        image = new int[places.length];
        Arrays.fill(places, -1);
        Arrays.fill(image, BESIDE);
        cuts.forEach(cut -> put(cut, annotated.image()));
        truth = truth(annotated);
    }

    private void put(PreviewCut cut, ImageSource source) {
        int[] rgb = cut.draw(source);
        for (int y = 0; y < cut.height(); y++) {
            for (int x = 0; x < cut.width(); x++) {
                int at = (cut.top() + y) * width + cut.left() + x;
                places[at] = cut.place(source.size(), x, y);
                image[at] = rgb[y * cut.width() + x];
            }
        }
    }

    private int[] truth(AnnotatedImage annotated) {
        int[] all = new int[Math.toIntExact(annotated.target().size())];
        Cursor<IntType> cursor = Views.flatIterable(annotated.target()).cursor();
        for (int i = 0; i < all.length; i++) all[i] = cursor.next().get();
        return at(all);
    }

    private int[] at(int[] labels) {
        int[] values = new int[places.length];
        for (int i = 0; i < values.length; i++) values[i] = places[i] < 0 ? 0 : labels[places[i]];
        return values;
    }

    /** Image, truth, prediction and disagreement. */
    public List<BufferedImage> pictures(int[] prediction) {
        int[] predicted = at(prediction);
        int[] known = new int[places.length];
        int[] found = new int[places.length];
        int[] wrong = new int[places.length];
        for (int i = 0; i < places.length; i++) {
            known[i] = truth[i] < 0 ? blend(image[i], 0, 1 - DIM) : tinted(image[i], truth[i]);
            found[i] = tinted(image[i], predicted[i]);
            wrong[i] = judged(i, predicted[i]);
        }
        return Stream.of(image, known, found, wrong).map(this::picture).toList();
    }

    private BufferedImage picture(int[] rgb) {
        BufferedImage picture = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        picture.setRGB(0, 0, width, height, rgb, 0, width);
        return picture;
    }

    private int tinted(int pixel, int label) {
        return label <= 0 ? pixel & 0xFFFFFF : blend(pixel, classes.get(label).color(), TINT);
    }

    private int judged(int i, int predicted) {
        int gray = blend(image[i], 0, 1 - DIM);
        if (truth[i] < 0 || truth[i] == predicted) return gray;
        if (predicted == 0) return MISSED;
        return truth[i] == 0 ? TOO_MUCH : CONFUSED;
    }

    private static int blend(int under, int over, double share) {
        int rgb = 0;
        for (int shift = 0; shift < 24; shift += 8) {
            double mixed = (1 - share) * (under >> shift & 0xFF) + share * (over >> shift & 0xFF);
            rgb |= (int) Math.round(mixed) << shift;
        }
        return rgb;
    }

    /**
     * A cut through an image, as a part of its preview.
     *
     * @param across the axis that runs to the right: 0 for x to 2 for z
     * @param down the axis that runs down
     * @param left where the cut begins in the preview
     * @param top where it begins
     * @param width of the cut in pixels of the preview
     * @param height of the cut
     */
    private record PreviewCut(int across, int down, int left, int top, int width, int height) {
        private static final int GAP = 3;

        /** An image as a whole; of a volume the middle planes from above, from the right and from below, in true size. */
        static List<PreviewCut> of(ImageSource image, int edge) {
            long[] size = image.size();
            if (size.length == 2) {
                double scale = (double) edge / Math.max(size[0], size[1]);
                return List.of(new PreviewCut(0, 1, 0, 0, pixels(size[0] * scale), pixels(size[1] * scale)));
            }
            double[] extent = new double[3];
            for (int d = 0; d < 3; d++) extent[d] = size[d] * image.pixelSize()[d];
            double scale = (edge - GAP) / (Math.max(extent[0], extent[1]) + extent[2]);
            int x = pixels(extent[0] * scale);
            int y = pixels(extent[1] * scale);
            int z = pixels(extent[2] * scale);
            return List.of(
                    new PreviewCut(0, 1, 0, 0, x, y),
                    new PreviewCut(2, 1, x + GAP, 0, z, y),
                    new PreviewCut(0, 2, 0, y + GAP, x, z));
        }

        private static int pixels(double length) {
            return (int) Math.max(1, Math.round(length));
        }

        /** Where in the row-major labels of an image the pixel of the cut lies. */
        int place(long[] size, int x, int y) {
            long[] at = new long[3];
            if (size.length == 3) at[3 - across - down] = size[3 - across - down] / 2;
            at[across] = (long) ((x + 0.5) * size[across] / width);
            at[down] = (long) ((y + 0.5) * size[down] / height);
            return Math.toIntExact(at[0] + size[0] * (at[1] + size[1] * at[2]));
        }

        /** The image in this cut, 0xRRGGBB of each pixel, row by row. */
        int[] draw(ImageSource image) {
            ImageSource turned = turned(image);
            long[] size = turned.size();
            long z = size.length == 3 ? size[2] / 2 : 0;
            long reduced = size.length == 2
                    ? Math.max(size[0], size[1]) / Math.max(width, height)
                    : Math.min(size[0] / width, size[1] / height);
            int reduce = (int) Math.max(1, reduced);
            DisplayRows rows = new DisplayRows(turned, z, reduce);
            int columns = (int) Math.max(1, size[0] / reduce);
            int lines = (int) Math.max(1, size[1] / reduce);
            BufferedImage full = new BufferedImage(columns, lines, BufferedImage.TYPE_INT_RGB);
            int[] row = new int[columns];
            for (int y = 0; y < lines; y++) {
                float[] rgb = rows.rgb(y);
                for (int x = 0; x < columns; x++)
                    row[x] = level(rgb[3 * x]) << 16 | level(rgb[3 * x + 1]) << 8 | level(rgb[3 * x + 2]);
                full.getRaster().setDataElements(0, y, columns, 1, row);
            }
            return fitted(full);
        }

        private int[] fitted(BufferedImage full) {
            BufferedImage fitted = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
            Graphics2D pen = fitted.createGraphics();
            pen.setRenderingHint(RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BILINEAR);
            pen.drawImage(full, 0, 0, width, height, null);
            pen.dispose();
            return fitted.getRGB(0, 0, width, height, null, 0, width);
        }

        /** With the axes of the cut as x and y. */
        private ImageSource turned(ImageSource image) {
            int other = 3 - across - down;
            if (image.rank() == 2 || other == 2) return image;
            RandomAccessibleInterval<? extends RealType<?>> pixels = Views.permute(image.pixels(), other, 2);
            return new ImageSource(image.name(), pixels);
        }

        private static int level(float value) {
            return Math.round(255 * Math.min(1, Math.max(0, value)));
        }
    }
}
