package sc.fiji.unet.imagej.files;

import java.awt.Color;
import java.awt.Font;
import java.awt.FontMetrics;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import javax.imageio.ImageIO;
import sc.fiji.unet.base.AtomicFiles;

/** A table of pictures with a heading over each column and a name beside each row, as a PNG file. */
public final class Montage {
    private static final int GAP = 8;
    private static final int HEADING = 30;
    private static final int MARGIN = 110;
    private static final Font FONT = new Font(Font.SANS_SERIF, Font.PLAIN, 16);

    private Montage() {}

    /** One line of the montage: pictures side by side under the headings, with a name at the left. */
    public record Row(String name, List<BufferedImage> pictures) {}

    /** Writes the table; pictures are scaled to the same height. */
    public static void write(Path file, List<String> headings, List<Row> rows, int height) {
        BufferedImage table = draw(headings, rows, height);
        AtomicFiles.write(file, temporary -> {
            if (!ImageIO.write(table, "png", temporary.toFile())) throw new IOException("no PNG encoder");
        });
    }

    /** Draws the table; pictures are scaled to the same height, names may have several lines. */
    public static BufferedImage draw(List<String> headings, List<Row> rows, int height) {
        FontMetrics metrics = new BufferedImage(1, 1, BufferedImage.TYPE_INT_RGB)
                .createGraphics()
                .getFontMetrics(FONT);
        int margin = rows.stream()
                .flatMap(row -> row.name.lines())
                .mapToInt(line -> metrics.stringWidth(line) + 2 * GAP)
                .reduce(MARGIN, Math::max);
        int[] widths = widths(headings, rows, height, metrics);
        int across = margin + Arrays.stream(widths).sum() + widths.length * GAP;
        int down = HEADING + rows.size() * (height + GAP);
        BufferedImage table = new BufferedImage(across, down, BufferedImage.TYPE_INT_RGB);
        Graphics2D pen = table.createGraphics();
        pen.setRenderingHint(RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
        pen.setColor(Color.WHITE);
        pen.fillRect(0, 0, across, down);
        pen.setColor(Color.DARK_GRAY);
        pen.setFont(FONT);
        for (int r = 0; r < rows.size(); r++) {
            int y = HEADING + r * (height + GAP);
            drawName(pen, rows.get(r).name, y + height / 2);
            int x = margin;
            for (int c = 0; c < widths.length; c++) {
                if (r == 0) pen.drawString(headings.get(c), x, HEADING - 10);
                drawScaled(pen, rows.get(r).pictures.get(c), x, y, height);
                x += widths[c] + GAP;
            }
        }
        pen.dispose();
        return table;
    }

    private static int[] widths(List<String> headings, List<Row> rows, int height, FontMetrics metrics) {
        int[] widths = headings.stream().mapToInt(metrics::stringWidth).toArray();
        for (Row row : rows) {
            for (int c = 0; c < widths.length; c++) {
                widths[c] = Math.max(widths[c], width(row.pictures.get(c), height));
            }
        }
        return widths;
    }

    private static void drawName(Graphics2D pen, String name, int middle) {
        List<String> lines = name.lines().toList();
        int line = pen.getFontMetrics().getHeight();
        for (int i = 0; i < lines.size(); i++) {
            pen.drawString(lines.get(i), GAP, middle + (2 * i + 1 - lines.size()) * line / 2);
        }
    }

    private static void drawScaled(Graphics2D pen, BufferedImage picture, int x, int y, int height) {
        Object smooth = picture.getHeight() < height
                ? RenderingHints.VALUE_INTERPOLATION_NEAREST_NEIGHBOR
                : RenderingHints.VALUE_INTERPOLATION_BICUBIC;
        pen.setRenderingHint(RenderingHints.KEY_INTERPOLATION, smooth);
        pen.drawImage(picture, x, y, width(picture, height), height, null);
    }

    private static int width(BufferedImage picture, int height) {
        return Math.round((float) picture.getWidth() * height / picture.getHeight());
    }
}
