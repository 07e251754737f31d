package sc.fiji.unet.imagej.training;

import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import javax.imageio.ImageIO;
import sc.fiji.unet.base.Counted;
import sc.fiji.unet.base.InputException;
import sc.fiji.unet.config.ClassInfo;
import sc.fiji.unet.config.ModelCard;
import sc.fiji.unet.imagej.labels.Pictures;
import sc.fiji.unet.model.ModelFolder;

/**
 * Shows what a model does: a validation image as the model segmented it, its name, what images it takes, and its classes
 * in their colors.
 *
 * @param width of the picture in pixels
 * @param height of the picture, and the longest edge of the thumbnail in it
 * @param ink of the text
 * @param ground behind all
 */
public record ModelPicture(int width, int height, Color ink, Color ground) {
    private static final int GAP = 8;
    private static final int LINE = 16;
    private static final Font PLAIN = new Font(Font.SANS_SERIF, Font.PLAIN, 12);

    /** One line of text, after a square of a color where there is one. */
    private record Line(String text, Integer color) {}

    /** Draws a model folder; of a folder that is none, says so. */
    public BufferedImage of(ModelFolder model) {
        BufferedImage picture = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        Graphics2D pen = picture.createGraphics();
        pen.setRenderingHint(RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
        pen.setColor(ground);
        pen.fillRect(0, 0, width, height);
        thumbnail(model.path()).ifPresent(image -> pen.drawImage(Pictures.within(height, image), 0, 0, null));
        pen.setFont(PLAIN);
        List<Line> lines = lines(model);
        int fit = Math.min(lines.size(), height / LINE);
        for (int i = 0; i < fit; i++) {
            boolean more = i == fit - 1 && lines.size() > fit;
            draw(more ? new Line("and " + (lines.size() - i) + " more", null) : lines.get(i), i, pen);
        }
        pen.dispose();
        return picture;
    }

    /** The picture that the training left, if any. */
    public static Optional<BufferedImage> thumbnail(Path model) {
        Path file = new ModelFolder(model).thumbnailFile();
        if (!Files.isRegularFile(file)) return Optional.empty();
        try {
            return Optional.ofNullable(ImageIO.read(file.toFile()));
        } catch (IOException | RuntimeException e) { // decoders fail in many ways
            return Optional.empty(); // what a model is can be told without a picture
        }
    }

    private void draw(Line line, int row, Graphics2D pen) {
        int x = height + GAP;
        int y = row * LINE;
        if (line.color() != null) {
            pen.setColor(new Color(line.color()));
            pen.fillRect(x, y + 3, LINE - 6, LINE - 6);
            pen.setColor(ink);
            pen.drawRect(x, y + 3, LINE - 6, LINE - 6);
            x += LINE;
        }
        pen.setColor(ink);
        pen.drawString(line.text(), x, y + LINE - 4);
    }

    private static List<Line> lines(ModelFolder model) {
        if (Files.isRegularFile(model.path())) return List.of(new Line("A file, not a model folder.", null));
        if (!Files.isRegularFile(model.cardFile())) return List.of(new Line("This is not a model folder.", null));
        try {
            return lines(model.path(), model.card());
        } catch (InputException e) {
            return List.of(new Line(e.getMessage(), null));
        }
    }

    private static List<Line> lines(Path folder, ModelCard card) {
        List<Line> lines = new ArrayList<>();
        lines.add(new Line(folder.toAbsolutePath().getFileName().toString(), null));
        int channels = card.network().channels();
        String dice = card.training().get("Validation Dice");
        lines.add(new Line(
                card.network().rank() + "-D, " + Counted.of(channels, "channel")
                        + (dice == null ? "" : ", Dice " + dice) + (card.isUnfinished() ? ", unfinished" : ""),
                null));
        if (card.labels().instances()) lines.add(new Line(objects(card.labels()), null));
        for (ClassInfo info : card.classes()) lines.add(new Line(info.name(), info.color()));
        return lines;
    }

    /** As much of what auto means as fits beside the picture. */
    private static String objects(ModelCard.Labels labels) {
        double threshold = labels.objects().threshold();
        return String.format(Locale.ROOT, "objects: auto (%.2f, %d pixels)", threshold, (int) labels.fewestPixels());
    }
}
