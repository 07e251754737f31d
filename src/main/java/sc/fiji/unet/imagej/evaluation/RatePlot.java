package sc.fiji.unet.imagej.evaluation;

import ij.WindowManager;
import ij.gui.Plot;
import java.awt.Color;
import java.nio.file.Path;
import java.util.Arrays;
import sc.fiji.unet.imagej.files.OutputFiles;
import sc.fiji.unet.workflow.RateCurve;

/** The curve of a learning rate test as an ImageJ plot. Works without a display. */
public final class RatePlot {
    private static final Color SINGLE = new Color(0xBBBBBB);
    private static final Color SMOOTH = new Color(0x0072B2);
    private static final Color PROPOSAL = new Color(0xD55E00);

    private RatePlot() {}

    /** Loss over the logarithm of the rate, and a line at the rate proposed. */
    public static Plot of(RateCurve curve) {
        Plot plot = new Plot(WindowManager.makeUniqueName("Learning rate test"), "learning rate", "loss");
        plot.setFrameSize(700, 380);
        double[] smooth = curve.smooth();
        double low = Math.min(Arrays.stream(curve.losses()).min().orElse(0), 0);
        double high = 1.1 * Arrays.stream(smooth).max().orElse(1);
        double[] rates = curve.rates();
        plot.setLimits(rates[0], rates[rates.length - 1], low, high);
        plot.setLogScaleX();
        plot.setColor(SINGLE);
        plot.addPoints(rates, curve.losses(), Plot.LINE);
        plot.setColor(SMOOTH);
        plot.setLineWidth(2);
        plot.addPoints(rates, smooth, Plot.LINE);
        double proposal = curve.proposal();
        plot.setColor(PROPOSAL);
        if (!Double.isNaN(proposal)) plot.drawLine(proposal, low, proposal, high);
        plot.setColor(Color.DARK_GRAY);
        plot.setLineWidth(1);
        plot.addLegend("each step\nrunning mean\nproposed rate", "top-left");
        return plot;
    }

    /** Writes the plot as PNG. */
    public static void write(Path png, RateCurve curve) {
        OutputFiles.writePng(png, of(curve).getProcessor().getBufferedImage());
    }
}
