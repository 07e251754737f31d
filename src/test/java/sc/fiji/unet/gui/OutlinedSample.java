package sc.fiji.unet.gui;

import ij.ImagePlus;
import ij.gui.Overlay;
import ij.gui.Roi;
import ij.plugin.filter.ThresholdToSelection;
import ij.process.ImageProcessor;
import sc.fiji.unet.samples.SampleImage;
import sc.fiji.unet.samples.SampleSet;

/** A sample of which a person has outlined each nucleus. */
final class OutlinedSample {
    static final String TITLE = "nuclei.tif";

    private OutlinedSample() {}

    /** The image with an ROI a nucleus in its overlay. */
    static ImagePlus image() {
        SampleImage sample = SampleSet.NUCLEI.image(0);
        ImagePlus imp = new ImagePlus(TITLE, sample.image());
        ImageProcessor mask = mask();
        Overlay overlay = new Overlay();
        for (int label = 1; label <= mask.getStats().max; label++) {
            mask.setThreshold(label, label, ImageProcessor.NO_LUT_UPDATE);
            Roi roi = ThresholdToSelection.run(new ImagePlus("", mask));
            if (roi == null) continue;
            roi.setName("nucleus");
            overlay.add(roi);
        }
        imp.setOverlay(overlay);
        return imp;
    }

    /** The image, opened. */
    static ImagePlus show() {
        ImagePlus imp = image();
        imp.show();
        return imp;
    }

    /** The number of its nucleus at each pixel, 0 outside. */
    static ImageProcessor mask() {
        return new ImagePlus("mask", SampleSet.NUCLEI.image(0).mask()).getProcessor();
    }

    /** Dice of its foreground, whatever the numbers of the objects are. */
    static double dice(ImageProcessor labels) {
        return dice(labels, mask());
    }

    static double dice(ImageProcessor labels, ImageProcessor truth) {
        double both = 0;
        double sum = 0;
        for (int i = 0; i < truth.getPixelCount(); i++) {
            int found = labels.getf(i) > 0 ? 1 : 0;
            int there = truth.getf(i) > 0 ? 1 : 0;
            both += found * there;
            sum += found + there;
        }
        return 2 * both / sum;
    }
}
