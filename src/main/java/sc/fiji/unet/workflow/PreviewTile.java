package sc.fiji.unet.workflow;

import java.awt.image.BufferedImage;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import net.imglib2.Cursor;
import net.imglib2.type.numeric.integer.IntType;
import net.imglib2.view.Views;
import sc.fiji.unet.config.ClassList;
import sc.fiji.unet.data.AnnotatedImage;
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
}
