package sc.fiji.unet.imagej.evaluation;

import ij.measure.ResultsTable;
import java.awt.Color;
import java.awt.Font;
import java.awt.FontMetrics;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import sc.fiji.unet.base.Csv;
import sc.fiji.unet.metrics.Confusion;

/** A confusion matrix for people: a row for each class of the truth, a column for each class that was predicted. */
public final class ConfusionPicture {
    private static final int CELL = 84;
    private static final int GAP = 12;
    private static final int LINE = 22;
    private static final Color FULL = new Color(0x0072B2);
    private static final Font NAMES = new Font(Font.SANS_SERIF, Font.PLAIN, 15);
    private static final Font SHARES = new Font(Font.SANS_SERIF, Font.BOLD, 16);
    private static final Font COUNTS = new Font(Font.SANS_SERIF, Font.PLAIN, 11);

    private final List<String> classes;
    private final Confusion confusion;

    private ConfusionPicture(List<String> classes, Confusion confusion) {
        this.classes = classes;
        this.confusion = confusion;
    }

    /** Pixels of each true class (a row) that were predicted as each class (a column). */
    public static ResultsTable table(List<String> classes, Confusion confusion) {
        ResultsTable table = new ResultsTable();
        for (int truth = 0; truth < classes.size(); truth++) {
            table.addRow();
            table.addLabel("true " + classes.get(truth));
            for (int found = 0; found < classes.size(); found++) {
                table.addValue("predicted " + classes.get(found), confusion.count(truth, found));
            }
        }
        table.setPrecision(0);
        return table;
    }

    /** The confusion matrix as CSV, a row for each true class and a column for each predicted one. */
    static String csv(List<String> classes, Confusion confusion) {
        List<String> head = new ArrayList<>(List.of("class"));
        classes.forEach(name -> head.add("predicted " + name));
        StringBuilder csv = new StringBuilder(Csv.line(head));
        for (int truth = 0; truth < classes.size(); truth++) {
            List<String> cells = new ArrayList<>(List.of("true " + classes.get(truth)));
            for (int found = 0; found < classes.size(); found++) {
                cells.add(String.valueOf(confusion.count(truth, found)));
            }
            csv.append(Csv.line(cells));
        }
        return csv.toString();
    }

    /** Each cell says, and shows by its color, which share of the pixels of its true class it holds. */
    public static BufferedImage draw(List<String> classes, Confusion confusion) {
        return new ConfusionPicture(classes, confusion).draw();
    }

    private BufferedImage draw() {
        BufferedImage measure = new BufferedImage(1, 1, BufferedImage.TYPE_INT_RGB);
        FontMetrics metrics = measure.createGraphics().getFontMetrics(NAMES);
        int longest = classes.stream().mapToInt(metrics::stringWidth).max().orElse(0);
        int cell = Math.max(CELL, Math.min(longest, 2 * CELL) + GAP);
        int left = longest + 3 * GAP + LINE;
        int top = 2 * LINE + 2 * GAP;
        BufferedImage picture = new BufferedImage(
                left + classes.size() * cell + GAP, top + classes.size() * CELL + GAP, BufferedImage.TYPE_INT_RGB);
        Graphics2D pen = picture.createGraphics();
        pen.setRenderingHint(RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
        pen.setColor(Color.WHITE);
        pen.fillRect(0, 0, picture.getWidth(), picture.getHeight());
        names(pen, left, top, cell);
        for (int truth = 0; truth < classes.size(); truth++) {
            for (int found = 0; found < classes.size(); found++) {
                cell(pen, truth, found, new int[] {left + found * cell, top + truth * CELL, cell});
            }
        }
        pen.dispose();
        return picture;
    }

    private void names(Graphics2D pen, int left, int top, int cell) {
        pen.setColor(Color.DARK_GRAY);
        pen.setFont(SHARES);
        centered(pen, "predicted", left + classes.size() * cell / 2, LINE);
        pen.rotate(-Math.PI / 2);
        centered(pen, "true", -(top + classes.size() * CELL / 2), LINE);
        pen.rotate(Math.PI / 2);
        pen.setFont(NAMES);
        for (int k = 0; k < classes.size(); k++) {
            centered(pen, classes.get(k), left + k * cell + cell / 2, 2 * LINE + GAP / 2);
            int width = pen.getFontMetrics().stringWidth(classes.get(k));
            pen.drawString(classes.get(k), left - GAP - width, top + k * CELL + CELL / 2 + 5);
        }
    }

    private void cell(Graphics2D pen, int truth, int found, int[] place) {
        long pixels = confusion.count(truth, found);
        double share = (double) pixels / confusion.inTruth(truth);
        double strength = Double.isNaN(share) ? 0 : share;
        pen.setColor(mixed(strength));
        pen.fillRect(place[0] + 1, place[1] + 1, place[2] - 2, CELL - 2);
        pen.setColor(strength > 0.55 ? Color.WHITE : Color.DARK_GRAY);
        pen.setFont(SHARES);
        int middle = place[0] + place[2] / 2;
        centered(pen, Double.isNaN(share) ? "-" : percent(share), middle, place[1] + CELL / 2);
        pen.setFont(COUNTS);
        centered(pen, String.format(Locale.ROOT, "%,d px", pixels), middle, place[1] + CELL / 2 + LINE);
    }

    private static String percent(double share) {
        String format = share > 0 && share < 0.001 || share > 0.999 && share < 1 ? "%.2f %%" : "%.1f %%";
        return String.format(Locale.ROOT, format, 100 * share);
    }

    private static Color mixed(double share) {
        int[] rgb = {FULL.getRed(), FULL.getGreen(), FULL.getBlue()};
        for (int c = 0; c < rgb.length; c++) rgb[c] = (int) Math.round(244 + share * (rgb[c] - 244));
        return new Color(rgb[0], rgb[1], rgb[2]);
    }

    private static void centered(Graphics2D pen, String text, int x, int y) {
        pen.drawString(text, x - pen.getFontMetrics().stringWidth(text) / 2, y);
    }
}
