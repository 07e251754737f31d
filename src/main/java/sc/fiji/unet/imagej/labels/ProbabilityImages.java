package sc.fiji.unet.imagej.labels;

import ij.CompositeImage;
import ij.ImagePlus;
import ij.ImageStack;
import ij.process.LUT;
import java.awt.Color;
import java.awt.Rectangle;
import java.util.List;
import sc.fiji.unet.config.ClassList;

/** Probabilities as ImageJ shows them: 32 bit, a channel a class in the class's color, black 0 and full color 1. */
public final class ProbabilityImages {
    private ProbabilityImages() {}

    /**
     * An image of probabilities.
     *
     * @param planes class fastest, then slice, then frame
     * @param like gives slices, frames, calibration and the title
     * @param part of the image that the planes hold
     */
    public static ImagePlus of(List<float[]> planes, ClassList classes, ImagePlus like, Rectangle part) {
        int channels = planes.size() / (like.getNSlices() * like.getNFrames());
        ImageStack stack = new ImageStack(part.width, part.height);
        ClassList shown = shown(classes, channels);
        for (int i = 0; i < planes.size(); i++)
            stack.addSlice(shown.get(i % channels).name(), planes.get(i));
        ImagePlus image = new ImagePlus(LabelImages.title(like.getTitle(), "probabilities"), stack);
        image.setDimensions(channels, like.getNSlices(), like.getNFrames());
        image.setOpenAsHyperStack(true);
        image.setCalibration(LabelImages.spatial(like, part));
        image.setDisplayRange(0, 1);
        return channels == 1 ? image : colored(image, shown);
    }

    /** The class of each channel: a binary network gives only the probability of its foreground. */
    public static ClassList shown(ClassList classes, int channels) {
        return channels == 1 && classes.isBinary() ? ClassList.of(classes.get(1)) : classes;
    }

    /** Gives each channel the color of its class, from 0 to 1. */
    public static ImagePlus colored(ImagePlus image, ClassList classes) {
        CompositeImage composite = new CompositeImage(image, CompositeImage.COMPOSITE);
        for (int c = 1; c <= image.getNChannels(); c++) {
            LUT lut = LUT.createLutFromColor(new Color(classes.get(c - 1).color()));
            lut.min = 0;
            lut.max = 1;
            composite.setChannelLut(lut, c);
        }
        return composite;
    }
}
