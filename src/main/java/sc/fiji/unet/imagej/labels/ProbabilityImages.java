package sc.fiji.unet.imagej.labels;

import ij.CompositeImage;
import ij.ImagePlus;
import ij.ImageStack;
import ij.process.FloatProcessor;
import ij.process.LUT;
import java.awt.Color;
import java.awt.Rectangle;
import java.util.function.IntFunction;
import sc.fiji.unet.config.ClassList;
import sc.fiji.unet.imagej.pixels.PlaneStack;

/** Probabilities as ImageJ shows them: 32 bit, a channel a class in the class's color, black 0 and full color 1. */
public final class ProbabilityImages {
    private ProbabilityImages() {}

    /**
     * An image of probabilities.
     *
     * @param count how many planes
     * @param planes makes that of an index from 0; class fastest, then slice, then frame
     * @param like gives slices, frames, calibration and the title
     * @param part of the image that the planes hold
     */
    public static ImagePlus of(
            int count, IntFunction<float[]> planes, ClassList classes, ImagePlus like, Rectangle part) {
        int channels = count / (like.getNSlices() * like.getNFrames());
        ClassList shown = shown(classes, channels);
        ImageStack stack = PlaneStack.of(
                count, i -> new FloatProcessor(part.width, part.height, planes.apply(i)), i -> shown.get(i % channels)
                        .name());
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
