package sc.fiji.unet.imagej.evaluation;

import ij.ImagePlus;
import ij.process.ColorProcessor;
import java.util.Arrays;
import sc.fiji.unet.config.ClassList;
import sc.fiji.unet.sampling.PatchBatch;
import sc.fiji.unet.workflow.AugmentationPreview;

/**
 * A montage of patches before (left) and after (right) augmentation, each pair in one contrast, so that changes of
 * brightness show; the truth is outlined in the colors of the classes, what is ignored is dimmed.
 */
public final class AugmentationPicture {
    private static final int PAIRS_ACROSS = 3;
    private static final int BETWEEN = 2;
    private static final int GAP = 12;
    private static final int GOOD_TILE = 128;
    private static final double TAIL = 0.005;
    private static final float IGNORED = 0.4f;

    private final ClassList classes;
    private final int width;
    private final int height;
    private final int enlarge;
    private final ColorProcessor montage;

    private AugmentationPicture(PatchBatch batch, ClassList classes) {
        this.classes = classes;
        enlarge = Math.max(1, GOOD_TILE / batch.size()[0]);
        width = batch.size()[0] * enlarge;
        height = batch.size()[1] * enlarge;
        int rows = (batch.n() + PAIRS_ACROSS - 1) / PAIRS_ACROSS;
        montage = new ColorProcessor(PAIRS_ACROSS * (2 * width + BETWEEN + GAP) + GAP, rows * (height + GAP) + GAP);
        montage.setColor(java.awt.Color.WHITE);
        montage.fill();
    }

    /** Draws the pairs; of volumes the middle plane. */
    public static ImagePlus of(AugmentationPreview preview, ClassList classes) {
        AugmentationPicture picture = new AugmentationPicture(preview.plain(), classes);
        for (int i = 0; i < preview.plain().n(); i++) {
            float[][] contrast = contrast(preview.plain(), i);
            int x = GAP + i % PAIRS_ACROSS * (2 * picture.width + BETWEEN + GAP);
            int y = GAP + i / PAIRS_ACROSS * (picture.height + GAP);
            picture.draw(preview.plain(), i, contrast, new int[] {x, y});
            picture.draw(preview.augmented(), i, contrast, new int[] {x + picture.width + BETWEEN, y});
        }
        return new ImagePlus("Augmentations (before | after)", picture.montage);
    }

    /** What is black and what is white, for each channel of a patch. */
    private static float[][] contrast(PatchBatch batch, int patch) {
        int pixels = batch.target().length / batch.n();
        float[][] contrast = new float[batch.channels()][];
        for (int c = 0; c < contrast.length; c++) {
            int from = (patch * batch.channels() + c) * pixels;
            float[] sorted = Arrays.copyOfRange(batch.input(), from, from + pixels);
            Arrays.sort(sorted);
            int tail = (int) (TAIL * pixels);
            contrast[c] = new float[] {sorted[tail], sorted[pixels - 1 - tail]};
        }
        return contrast;
    }

    private void draw(PatchBatch batch, int patch, float[][] contrast, int[] corner) {
        int columns = batch.size()[0];
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                int place = place(batch, x / enlarge, y / enlarge);
                int rgb = rgb(batch, patch, place, contrast);
                int target = target(batch, patch, place);
                boolean outline = target > 0
                        && (differs(batch, patch, place, x / enlarge > 0 ? -1 : 0)
                                || differs(batch, patch, place, x / enlarge < columns - 1 ? 1 : 0)
                                || differs(batch, patch, place, y / enlarge > 0 ? -columns : 0)
                                || differs(batch, patch, place, y / enlarge < batch.size()[1] - 1 ? columns : 0));
                montage.set(
                        corner[0] + x,
                        corner[1] + y,
                        outline ? classes.get(target).color() : rgb);
            }
        }
    }

    private static int place(PatchBatch batch, int x, int y) {
        int z = batch.size().length == 3 ? batch.size()[2] / 2 : 0;
        return x + batch.size()[0] * (y + batch.size()[1] * z);
    }

    private static int target(PatchBatch batch, int patch, int place) {
        return batch.target()[patch * (batch.target().length / batch.n()) + place];
    }

    private static boolean differs(PatchBatch batch, int patch, int place, int step) {
        return target(batch, patch, place) != target(batch, patch, place + step);
    }

    /** One channel is gray, several are red, green and blue. */
    private static int rgb(PatchBatch batch, int patch, int place, float[][] contrast) {
        int pixels = batch.target().length / batch.n();
        float light = target(batch, patch, place) < 0 ? IGNORED : 1;
        int rgb = 0;
        for (int i = 0; i < 3; i++) {
            int c = batch.channels() == 1 ? 0 : i;
            if (c >= batch.channels()) continue;
            float value = batch.input()[(patch * batch.channels() + c) * pixels + place];
            float share = (value - contrast[c][0]) / Math.max(1e-6f, contrast[c][1] - contrast[c][0]);
            rgb |= Math.round(255 * light * Math.min(1, Math.max(0, share))) << 16 - 8 * i;
        }
        return rgb;
    }
}
