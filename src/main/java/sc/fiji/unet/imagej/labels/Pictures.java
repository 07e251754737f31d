package sc.fiji.unet.imagej.labels;

import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;

/** Scales pictures that people look at to the size of their place, smoothly. */
public final class Pictures {
    private Pictures() {}

    /** The whole picture, its longer edge as given; smoothly, in halves, as one large step would leave pixels out. */
    public static BufferedImage within(int edge, BufferedImage picture) {
        BufferedImage now = picture;
        while (Math.max(now.getWidth(), now.getHeight()) >= 2 * edge) {
            now = scaled(now, (now.getWidth() + 1) / 2, (now.getHeight() + 1) / 2);
        }
        double scale = (double) edge / Math.max(now.getWidth(), now.getHeight());
        int width = (int) Math.max(1, Math.round(scale * now.getWidth()));
        return scaled(now, width, (int) Math.max(1, Math.round(scale * now.getHeight())));
    }

    private static BufferedImage scaled(BufferedImage picture, int width, int height) {
        BufferedImage scaled = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        Graphics2D pen = scaled.createGraphics();
        pen.setRenderingHint(RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BILINEAR);
        pen.drawImage(picture, 0, 0, width, height, null);
        pen.dispose();
        return scaled;
    }
}
