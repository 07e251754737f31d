package sc.fiji.unet.imagej.training;

import ij.gui.Plot;
import ij.util.Tools;
import java.awt.Color;
import java.awt.Dimension;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.Rectangle;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.DoubleStream;
import sc.fiji.unet.config.ClassInfo;
import sc.fiji.unet.config.ClassList;
import sc.fiji.unet.imagej.files.OutputFiles;
import sc.fiji.unet.train.EpochRow;
import sc.fiji.unet.train.StepLosses;
import sc.fiji.unet.train.TrainingRecord;

/**
 * The curves of a training: loss above, Dice below, over epochs; before the first epoch is over, the loss over steps. The
 * legends stand above the plots, where no curve can run into them. Works without a display.
 *
 * @param history a row an epoch
 * @param classes by index, background first
 * @param losses of single steps
 * @param look colors of paper and ink
 */
record TrainingCurves(List<EpochRow> history, ClassList classes, StepLosses losses, Look look) {
    private static final Color TRAINING = new Color(0x3B8EC2);
    private static final Color STEPS = new Color(0x8FB7D3);
    private static final Color VALIDATION = new Color(0xD55E00);
    private static final int MOST_CLASSES = 6;
    private static final float LINE = 2;
    private static final int FEWEST_EPOCHS = 5;
    private static final double HEADROOM = 1.08;
    private static final Font LEGEND = new Font(Font.SANS_SERIF, Font.PLAIN, 12);

    private static final int FRAME_LEFT = 78;
    private static final int FRAME_RIGHT = 26;
    private static final int FRAME_HEIGHT = 58;
    private static final int BAND = 20;
    private static final int SWATCH = 14;
    private static final int GAP = 10;

    /**
     * The colors of curves: on paper, or as the window around them.
     *
     * @param paper behind all
     * @param ink of axes and text
     */
    record Look(Color paper, Color ink) {
        /** Dark on white, as in a journal or a report. */
        static final Look PRINT = new Look(Color.WHITE, Color.DARK_GRAY);

        private static final int GRAY = 8;

        /**
         * A plot in print with its grays between this paper and ink, as ImageJ's plots are always on white. Outside of
         * the frame all is gray, even where text is smoothed in colors.
         */
        BufferedImage recolored(BufferedImage print, Rectangle frame) {
            BufferedImage recolored =
                    new BufferedImage(print.getWidth(), print.getHeight(), BufferedImage.TYPE_INT_RGB);
            int[] row = new int[print.getWidth()];
            for (int y = 0; y < print.getHeight(); y++) {
                print.getRGB(0, y, row.length, 1, row, 0, row.length);
                for (int x = 0; x < row.length; x++) row[x] = recolored(row[x], frame.contains(x, y) ? GRAY : 255);
                recolored.getRaster().setDataElements(0, y, row.length, 1, row);
            }
            return recolored;
        }

        private int recolored(int rgb, int gray) {
            Color color = new Color(rgb);
            int most = Math.max(color.getRed(), Math.max(color.getGreen(), color.getBlue()));
            int least = Math.min(color.getRed(), Math.min(color.getGreen(), color.getBlue()));
            if (most - least > gray) return rgb;
            double share = Math.min(
                    1, (255.0 - (most + least) / 2.0) / (255 - PRINT.ink().getRed()));
            return new Color(
                            mixed(paper.getRed(), ink.getRed(), share),
                            mixed(paper.getGreen(), ink.getGreen(), share),
                            mixed(paper.getBlue(), ink.getBlue(), share))
                    .getRGB();
        }

        private static int mixed(int from, int to, double share) {
            return (int) Math.round(from + share * (to - from));
        }
    }

    /** The curves of what is known so far. */
    static TrainingCurves of(TrainingRecord record, Look look) {
        return new TrainingCurves(record.history(), record.classes(), record.losses(), look);
    }

    /** One curve with what the legend says of it. */
    private record Curve(String name, Color color, float[] x, float[] y) {}

    /** Both plots, one above the other. */
    BufferedImage picture(Dimension size) {
        BufferedImage picture = new BufferedImage(size.width, size.height, BufferedImage.TYPE_INT_RGB);
        int half = size.height / 2;
        Graphics2D pen = picture.createGraphics();
        pen.setRenderingHint(RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
        pen.setColor(look.paper());
        pen.fillRect(0, 0, size.width, size.height);
        Dimension part = new Dimension(size.width, half);
        draw(pen, 0, part, lossCurves(), "loss");
        draw(pen, half, part, diceCurves(), "validation Dice");
        pen.dispose();
        return picture;
    }

    /** Writes {@link #picture} as PNG. */
    void write(Path png) {
        OutputFiles.writePng(png, picture(new Dimension(800, 800)));
    }

    private List<Curve> lossCurves() {
        List<Curve> curves = new ArrayList<>();
        double perEpoch = history.isEmpty() ? 1 : history.get(0).step();
        float[] x = Tools.toFloat(
                Arrays.stream(losses.x()).map(step -> step / perEpoch).toArray());
        curves.add(new Curve("each step", STEPS, x, Tools.toFloat(losses.y())));
        if (history.isEmpty()) return curves;
        curves.add(curve("training", TRAINING, EpochRow::trainLoss));
        curves.add(curve("validation (cross-entropy)", VALIDATION, row -> row.validation()
                .loss()));
        return curves;
    }

    private List<Curve> diceCurves() {
        List<Curve> curves = new ArrayList<>();
        boolean several = classes.size() > 2 && classes.size() <= 1 + MOST_CLASSES;
        for (int k = 1; several && k < classes.size(); k++) {
            int index = k;
            ClassInfo type = classes.get(k);
            curves.add(curve(
                    type.name(), readable(type.color()), row -> row.validation().classDice()[index]));
        }
        curves.add(curve(
                several ? "mean" : "Dice", VALIDATION, row -> row.validation().dice()));
        return curves;
    }

    private Curve curve(String name, Color color, ToDoubleFunction<EpochRow> value) {
        double[] x = history.stream().mapToDouble(EpochRow::epoch).toArray();
        double[] y = history.stream().mapToDouble(value).toArray();
        return new Curve(name, color, Tools.toFloat(x), Tools.toFloat(y));
    }

    private void draw(Graphics2D pen, int top, Dimension size, List<Curve> curves, String what) {
        boolean share = what.endsWith("Dice");
        boolean bySteps = history.isEmpty() && !share;
        Plot plot = new Plot(what, bySteps ? "step" : "epoch", what);
        for (Curve curve : curves) {
            plot.setColor(curve.color());
            plot.setLineWidth(curve.color() == STEPS ? 1 : LINE);
            if (curve.x().length > 0) {
                plot.addPoints(curve.x(), curve.y(), curve.x().length == 1 ? Plot.CIRCLE : Plot.LINE);
            }
        }
        plot.setLimits(0, last(bySteps), share ? 0 : Math.min(0, least(curves)), share ? 1 : most(curves));
        plot.setColor(Look.PRINT.ink());
        plot.setLineWidth(1);
        plot.setAxisLabelFont(Font.PLAIN, 13);
        plot.setFrameSize(
                Math.max(60, size.width - FRAME_LEFT - FRAME_RIGHT), Math.max(40, size.height - FRAME_HEIGHT - BAND));
        pen.drawImage(
                look.recolored(plot.getProcessor().getBufferedImage(), plot.getDrawingFrame()), 0, top + BAND, null);
        legend(pen, top, curves, size.width);
    }

    private void legend(Graphics2D pen, int top, List<Curve> curves, int width) {
        pen.setFont(LEGEND);
        int x = GAP;
        for (Curve curve : curves) {
            int wide = SWATCH + 4 + pen.getFontMetrics().stringWidth(curve.name()) + GAP;
            if (x + wide > width) return; // the colors of classes are in the previews, too
            pen.setColor(curve.color());
            pen.fillRect(x, top + BAND / 2, SWATCH, 3);
            pen.setColor(look.ink());
            pen.drawString(curve.name(), x + SWATCH + 4, top + BAND - 4);
            x += wide;
        }
    }

    private double last(boolean bySteps) {
        if (bySteps) return Math.max(10, losses.steps());
        return Math.max(
                FEWEST_EPOCHS,
                history.isEmpty() ? 0 : history.get(history.size() - 1).epoch());
    }

    private static double most(List<Curve> curves) {
        double most = values(curves).max().orElse(1);
        return most > 0 ? HEADROOM * most : 1;
    }

    private static double least(List<Curve> curves) {
        return values(curves).min().orElse(0);
    }

    private static DoubleStream values(List<Curve> curves) {
        return curves.stream()
                .flatMapToDouble(curve -> Arrays.stream(Tools.toDouble(curve.y())))
                .filter(Double::isFinite);
    }

    /** A color that can be told from the paper. */
    private Color readable(int rgb) {
        Color color = new Color(rgb);
        boolean dark = light(look.paper()) < 0.5;
        if (dark) return light(color) < 0.25 ? color.brighter().brighter() : color;
        return light(color) > 0.75 ? color.darker() : color;
    }

    private static double light(Color color) {
        return (0.299 * color.getRed() + 0.587 * color.getGreen() + 0.114 * color.getBlue()) / 255;
    }
}
