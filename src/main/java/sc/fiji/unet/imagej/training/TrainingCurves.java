package sc.fiji.unet.imagej.training;

import ij.gui.Plot;
import ij.util.Tools;
import java.awt.Color;
import java.awt.Dimension;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.nio.file.Path;
import java.util.List;
import java.util.function.ToDoubleFunction;
import sc.fiji.unet.config.ClassInfo;
import sc.fiji.unet.imagej.files.OutputFiles;
import sc.fiji.unet.train.EpochRow;

/** The curves of a training as ImageJ plots: loss above, Dice below, over epochs. Works without a display. */
public final class TrainingCurves {
    private static final Color TRAINING = new Color(0x0072B2);
    private static final Color VALIDATION = new Color(0xD55E00);
    private static final int MOST_CLASSES = 6;
    private static final float LINE = 2;
    private static final int FEWEST_EPOCHS = 5;
    /** The legend of the loss lies above the curves, which it would hide in the first epochs. */
    private static final double HEADROOM = 1.35;

    private static final int FRAME_LEFT = 78;
    private static final int FRAME_RIGHT = 26;
    private static final int FRAME_HEIGHT = 64;

    private TrainingCurves() {}

    /** Loss of the training and of the validation. */
    public static Plot loss(List<EpochRow> history) {
        Plot plot = new Plot("Loss", "epoch", "loss");
        line(plot, history, TRAINING, "training", EpochRow::trainLoss);
        line(plot, history, VALIDATION, "validation (cross-entropy)", row -> row.validation()
                .loss());
        return finish(plot, history, false);
    }

    /** Dice on the validation images: the mean and, of several classes, each. */
    public static Plot dice(List<EpochRow> history, List<ClassInfo> classes) {
        Plot plot = new Plot("Dice", "epoch", "validation Dice");
        boolean several = classes.size() > 2 && classes.size() <= 1 + MOST_CLASSES;
        for (int k = 1; several && k < classes.size(); k++) {
            int index = k;
            line(plot, history, readable(classes.get(k).color()), classes.get(k).name(), row -> row.validation()
                    .classDice()[index]);
        }
        line(plot, history, VALIDATION, several ? "mean" : "Dice", row -> row.validation()
                .dice());
        return finish(plot, history, true);
    }

    /** Both plots, one above the other. */
    public static BufferedImage picture(List<EpochRow> history, List<ClassInfo> classes, Dimension size) {
        BufferedImage picture = new BufferedImage(size.width, size.height, BufferedImage.TYPE_INT_RGB);
        int half = size.height / 2;
        Graphics2D pen = picture.createGraphics();
        pen.setColor(Color.WHITE);
        pen.fillRect(0, 0, size.width, size.height);
        pen.drawImage(image(loss(history), size.width, half), 0, 0, null);
        pen.drawImage(image(dice(history, classes), size.width, half), 0, half, null);
        pen.dispose();
        return picture;
    }

    /** Writes {@link #picture} as PNG. */
    public static void write(Path png, List<EpochRow> history, List<ClassInfo> classes) {
        OutputFiles.writePng(png, picture(history, classes, new Dimension(800, 800)));
    }

    private static BufferedImage image(Plot plot, int width, int height) {
        plot.setFrameSize(Math.max(60, width - FRAME_LEFT - FRAME_RIGHT), Math.max(40, height - FRAME_HEIGHT));
        return plot.getProcessor().getBufferedImage();
    }

    private static void line(
            Plot plot, List<EpochRow> history, Color color, String label, ToDoubleFunction<EpochRow> value) {
        double[] x = history.stream().mapToDouble(EpochRow::epoch).toArray();
        double[] y = history.stream().mapToDouble(value).toArray();
        plot.setColor(color);
        plot.setLineWidth(LINE);
        plot.addPoints(Tools.toFloat(x), Tools.toFloat(y), null, y.length == 1 ? Plot.CIRCLE : Plot.LINE, label);
    }

    private static Plot finish(Plot plot, List<EpochRow> history, boolean share) {
        double last = Math.max(
                FEWEST_EPOCHS,
                history.isEmpty() ? 0 : history.get(history.size() - 1).epoch());
        double top = share ? 1 : highest(history);
        plot.setLimits(0, last, share ? 0 : Math.min(0, lowest(history)), top);
        plot.setColor(Color.DARK_GRAY);
        plot.setLineWidth(1);
        plot.setAxisLabelFont(java.awt.Font.PLAIN, 13);
        plot.setLegend(null, share ? Plot.BOTTOM_RIGHT : Plot.TOP_RIGHT);
        return plot;
    }

    private static double highest(List<EpochRow> history) {
        double highest = history.stream()
                .flatMapToDouble(r -> java.util.stream.DoubleStream.of(
                        r.trainLoss(), r.validation().loss()))
                .filter(Double::isFinite)
                .max()
                .orElse(1);
        return highest > 0 ? HEADROOM * highest : 1;
    }

    private static double lowest(List<EpochRow> history) {
        return history.stream()
                .mapToDouble(EpochRow::trainLoss)
                .filter(Double::isFinite)
                .min()
                .orElse(0);
    }

    /** Darker where it would be lost on white paper. */
    private static Color readable(int rgb) {
        Color color = new Color(rgb);
        double light = (0.299 * color.getRed() + 0.587 * color.getGreen() + 0.114 * color.getBlue()) / 255;
        return light > 0.75 ? color.darker() : color;
    }
}
