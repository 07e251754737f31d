package sc.fiji.unet.imagej;

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
import sc.fiji.unet.config.ClassInfo;
import sc.fiji.unet.train.TrainingEvent;

/**
 * A few validation images as the network saw them after each epoch: a row an image (image, truth, prediction,
 * disagreement), a slice an epoch. When there are many epochs, every other one is forgotten, so that memory stays
 * bounded. Thread safe.
 */
final class PreviewStack {
    private static final String[] HEADINGS = {"image", "truth", "prediction", "disagreement"};
    private static final int MOST_SLICES = 64;
    private static final int GAP = 4;
    private static final int HEADING = 20;

    private final List<ClassInfo> classes;
    private final Map<Integer, PreviewTile> tiles = new TreeMap<>();
    private final Map<Integer, BufferedImage> rows = new TreeMap<>();
    private final List<Slice> slices = new ArrayList<>();
    private int every = 1;

    /**
     * One epoch.
     *
     * @param epoch from 1
     * @param label for people
     * @param picture all rows
     */
    record Slice(int epoch, String label, BufferedImage picture) {}

    PreviewStack(List<ClassInfo> classes) {
        this.classes = classes;
    }

    /** Takes one image of the epoch that is being validated. */
    synchronized void add(TrainingEvent.Segmented event) {
        PreviewTile tile = tiles.computeIfAbsent(event.index(), i -> new PreviewTile(event.image(), classes));
        rows.put(event.index(), tile.row(event.prediction(), GAP));
    }

    /** Ends an epoch. */
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

    private BufferedImage page() {
        int width =
                rows.values().stream().mapToInt(BufferedImage::getWidth).max().orElseThrow();
        int height = HEADING
                + rows.values().stream().mapToInt(row -> row.getHeight() + GAP).sum()
                - GAP;
        BufferedImage page = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        Graphics2D pen = page.createGraphics();
        pen.setColor(new Color(0x202020));
        pen.fillRect(0, 0, width, height);
        pen.setRenderingHint(RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
        pen.setFont(new Font(Font.SANS_SERIF, Font.PLAIN, 12));
        pen.setColor(Color.LIGHT_GRAY);
        for (int c = 0; c < HEADINGS.length; c++) {
            int center = (int) ((c + 0.5) * (width + GAP) / HEADINGS.length - GAP / 2.0);
            pen.drawString(HEADINGS[c], center - pen.getFontMetrics().stringWidth(HEADINGS[c]) / 2, HEADING - 6);
        }
        int y = HEADING;
        for (BufferedImage row : rows.values()) {
            pen.drawImage(row, 0, y, null);
            y += row.getHeight() + GAP;
        }
        pen.dispose();
        return page;
    }
}
