package sc.fiji.unet.imagej.training;

import ij.ImagePlus;
import ij.ImageStack;
import ij.process.ColorProcessor;
import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import sc.fiji.unet.config.ClassList;
import sc.fiji.unet.train.TrainingEvent;
import sc.fiji.unet.workflow.PreviewTile;

/**
 * A few validation images as the network saw them after each epoch: a row an image (image, truth, prediction,
 * disagreement), a slice an epoch. When there are many epochs, every other one is forgotten, so that memory stays
 * bounded. Thread safe.
 */
final class PreviewStack {
    private static final String[] HEADINGS = {"image", "truth", "prediction", "disagreement"};
    private static final int MOST_SLICES = 32;
    private static final int GAP = 4;
    private static final int HEADING = 24;
    static final Color GROUND = new Color(0x202020);

    private final ClassList classes;
    private final Map<Integer, PreviewTile> tiles = new TreeMap<>();
    private final Map<Integer, List<BufferedImage>> rows = new TreeMap<>();
    private final List<Slice> slices = new ArrayList<>();
    private int every = 1;

    /**
     * The picture of one epoch: an image as the network saw it then.
     *
     * @param epoch from 1
     * @param label for people
     * @param picture all rows
     */
    record Slice(int epoch, String label, BufferedImage picture) {}

    PreviewStack(ClassList classes) {
        this.classes = classes;
    }

    /** Takes one image of the epoch that is being validated. */
    synchronized void add(TrainingEvent.Segmented event) {
        PreviewTile tile = tiles.computeIfAbsent(event.index(), i -> new PreviewTile(event.image(), classes));
        rows.put(event.index(), tile.pictures(event.prediction()));
    }

    /** Makes a slice of the images taken since the last epoch ended, where there are any. */
    synchronized void endEpoch(int epoch, String label) {
        if (rows.isEmpty()) return;
        if (!slices.isEmpty() && slices.get(slices.size() - 1).epoch % every != 0) slices.remove(slices.size() - 1);
        slices.add(new Slice(epoch, label, page()));
        if (slices.size() > MOST_SLICES) {
            every *= 2;
            slices.removeIf(slice -> slice.epoch % every != 0 && slice.epoch != epoch);
        }
    }

    /** All epochs that are kept, the latest last. */
    synchronized List<Slice> slices() {
        return List.copyOf(slices);
    }

    /** A copy to look through in ImageJ. */
    synchronized ImagePlus toImagePlus() {
        ImageStack stack = new ImageStack();
        for (Slice slice : slices) stack.addSlice(slice.label, new ColorProcessor(slice.picture));
        return new ImagePlus("U-Net preview", stack);
    }

    /** A row an image; a single image takes two rows, as it would look lost in one. */
    private BufferedImage page() {
        int columns = rows.size() == 1 ? HEADINGS.length / 2 : HEADINGS.length;
        List<BufferedImage> all = rows.values().stream().flatMap(List::stream).toList();
        int across = all.stream().mapToInt(BufferedImage::getWidth).max().orElseThrow() + GAP;
        int height = 0;
        for (int i = 0; i < all.size(); i += columns)
            height += heading(i) + all.get(i).getHeight() + GAP;
        BufferedImage page = new BufferedImage(columns * across - GAP, height - GAP, BufferedImage.TYPE_INT_RGB);
        Graphics2D pen = page.createGraphics();
        pen.setColor(GROUND);
        pen.fillRect(0, 0, page.getWidth(), page.getHeight());
        pen.setRenderingHint(RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
        pen.setFont(new Font(Font.SANS_SERIF, Font.PLAIN, columns == HEADINGS.length ? 18 : 13));
        pen.setColor(Color.LIGHT_GRAY);
        int y = 0;
        for (int i = 0; i < all.size(); i++) {
            int x = i % columns * across;
            if (heading(i) > 0) {
                int shift = (across - GAP - pen.getFontMetrics().stringWidth(HEADINGS[i])) / 2;
                pen.drawString(HEADINGS[i], x + shift, y + HEADING - 7);
            }
            pen.drawImage(all.get(i), x, y + heading(i), null);
            if ((i + 1) % columns == 0) y += heading(i) + all.get(i).getHeight() + GAP;
        }
        pen.dispose();
        return page;
    }

    /** Height of the heading above a picture. */
    private static int heading(int picture) {
        return picture < HEADINGS.length ? HEADING : 0;
    }
}
