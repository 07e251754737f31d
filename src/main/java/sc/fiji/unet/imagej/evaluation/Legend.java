package sc.fiji.unet.imagej.evaluation;

import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.util.Map;

/** A line over a picture that says what its colors mean: a patch of each color, then the word. */
final class Legend {
    private static final int LINE = 30;
    private static final int PATCH = 16;
    private static final int GAP = 8;
    private static final Font FONT = new Font(Font.SANS_SERIF, Font.PLAIN, 16);

    private Legend() {}

    /**
     * A copy of the picture with the line above it.
     *
     * @param colors meaning to color, 0xRRGGBB, in the order to show them
     */
    static BufferedImage above(BufferedImage picture, Map<String, Integer> colors) {
        int across = Math.max(picture.getWidth(), draw(null, colors));
        BufferedImage both = new BufferedImage(across, LINE + picture.getHeight(), BufferedImage.TYPE_INT_RGB);
        Graphics2D pen = both.createGraphics();
        pen.setColor(Color.WHITE);
        pen.fillRect(0, 0, across, both.getHeight());
        pen.drawImage(picture, 0, LINE, null);
        pen.setRenderingHint(RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
        draw(pen, colors);
        pen.dispose();
        return both;
    }

    /** Draws, where there is a pen, and says how wide it is. */
    private static int draw(Graphics2D pen, Map<String, Integer> colors) {
        Graphics2D metrics = pen != null ? pen : new BufferedImage(1, 1, BufferedImage.TYPE_INT_RGB).createGraphics();
        metrics.setFont(FONT);
        int x = GAP;
        for (Map.Entry<String, Integer> entry : colors.entrySet()) {
            if (pen != null) {
                pen.setColor(new Color(entry.getValue()));
                pen.fillRect(x, (LINE - PATCH) / 2, PATCH, PATCH);
                pen.setColor(Color.DARK_GRAY);
                pen.drawRect(x, (LINE - PATCH) / 2, PATCH, PATCH);
                pen.drawString(entry.getKey(), x + PATCH + GAP, LINE - 10);
            }
            x += PATCH + metrics.getFontMetrics().stringWidth(entry.getKey()) + 3 * GAP;
        }
        return x;
    }
}
