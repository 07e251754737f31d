package sc.fiji.unet.imagej.labels;

import ij.ImagePlus;
import ij.ImageStack;
import ij.measure.Calibration;
import ij.process.ByteProcessor;
import ij.process.FloatProcessor;
import ij.process.ImageProcessor;
import ij.process.LUT;
import ij.process.ShortProcessor;
import java.awt.Rectangle;
import sc.fiji.unet.base.InputException;
import sc.fiji.unet.config.ClassList;
import sc.fiji.unet.imagej.pixels.PlaneStack;

/**
 * Label images as ImageJ shows them: as few bits as hold the labels, colored so that neighbors differ, calibrated like
 * the image they belong to. Ignored pixels get the largest value of the type, which {@link LabelMetadata} names.
 */
public final class LabelImages {
    /** As far as 32-bit images know each number. */
    private static final int LARGEST = 1 << 24;

    private LabelImages() {}

    /**
     * An image of class indices with the classes' colors and names.
     *
     * @param planes class index of each pixel, -1 ignored; one plane a slice, then the next frame
     * @param like gives size, slices, frames, calibration and the title
     */
    public static ImagePlus ofClasses(int[][] planes, ClassList classes, ImagePlus like) {
        return ofClasses(planes, classes, like, whole(like));
    }

    private static ImagePlus ofClasses(int[][] planes, ClassList classes, ImagePlus like, Rectangle part) {
        return ofClasses(PlaneValues.of(planes), classes, like, part);
    }

    /** As above, for planes that hold only this part of the image; where memory is short, they are read when looked at. */
    public static ImagePlus ofClasses(PlaneValues planes, ClassList classes, ImagePlus like, Rectangle part) {
        ImagePlus labels = of("classes", planes, like, part);
        labels.setDisplayRange(0, 255);
        labels.setLut(lut(classes));
        labels.setDisplayRange(0, 255);
        LabelMetadata.write(labels, classes);
        return labels;
    }

    /** The objects that were drawn, each in another color, with the class of each in the image info. */
    public static ImagePlus ofObjects(Annotation drawn, ImagePlus like) {
        ImagePlus labels = ofObjects(drawn.instancePlanes(), like);
        PlaneValues objects = PlaneValues.of(drawn.instancePlanes());
        ObjectClasses.write(labels, objects, PlaneValues.of(drawn.classPlanes()), drawn.classes());
        return labels;
    }

    /** Object labels, each in another color; parameters as in {@link #ofClasses}. */
    public static ImagePlus ofObjects(int[][] planes, ImagePlus like) {
        return ofObjects(PlaneValues.of(planes), like, whole(like));
    }

    /** As above, for planes that hold only this part of the image; where memory is short, they are read when looked at. */
    public static ImagePlus ofObjects(PlaneValues planes, ImagePlus like, Rectangle part) {
        ImagePlus labels = of("objects", planes, like, part);
        labels.setLut(DistinctColors.lut());
        labels.setDisplayRange(0, Math.max(255, planes.range()[1]));
        return labels;
    }

    /** The color table of classes: each in its color, ignored pixels gray. */
    static LUT lut(ClassList classes) {
        byte[][] rgb = new byte[3][256];
        for (int i = 0; i < classes.size(); i++)
            DistinctColors.set(rgb, i, classes.get(i).color());
        DistinctColors.set(rgb, 255, 0x808080);
        return new LUT(rgb[0], rgb[1], rgb[2]);
    }

    private static Rectangle whole(ImagePlus like) {
        return new Rectangle(like.getWidth(), like.getHeight());
    }

    private static ImagePlus of(String kind, PlaneValues planes, ImagePlus like, Rectangle part) {
        int[] range = planes.range();
        int ignore = range[1] < 255 ? 255 : range[1] < 65535 ? 65535 : LARGEST;
        if (range[1] > LARGEST)
            throw new InputException(like.getTitle() + ": the number " + range[1] + " of its " + kind + " does not fit"
                    + " into an image, expected up to " + LARGEST + ". Cut the image into parts.");
        String[] names = new String[planes.count()];
        for (int i = 0; i < names.length; i++) names[i] = sliceLabel(i, like);
        ImageStack stack = PlaneStack.of(names.length, i -> plane(planes.of(i), part.width, ignore), i -> names[i]);
        ImagePlus labels = new ImagePlus(title(like.getTitle(), kind), stack);
        labels.setDimensions(1, like.getNSlices(), like.getNFrames());
        labels.setOpenAsHyperStack(like.getNSlices() > 1 && like.getNFrames() > 1);
        labels.setCalibration(spatial(like, part));
        if (range[0] < 0) LabelMetadata.writeIgnore(labels, ignore);
        return labels;
    }

    /** The title of a result: "cells.tif" and "classes" make "cells-classes". */
    static String title(String title, String kind) {
        return sc.fiji.unet.data.ImageFolder.stem(title) + "-" + kind;
    }

    static String sliceLabel(int plane, ImagePlus like) {
        int slice = plane % like.getNSlices() + 1;
        return like.getStack().getSliceLabel(like.getStackIndex(1, slice, plane / like.getNSlices() + 1));
    }

    private static ImageProcessor plane(int[] values, int width, int ignore) {
        int height = values.length / width;
        ImageProcessor plane = ignore == 255
                ? new ByteProcessor(width, height)
                : ignore == 65535 ? new ShortProcessor(width, height) : new FloatProcessor(width, height);
        for (int i = 0; i < values.length; i++) plane.setf(i, values[i] < 0 ? ignore : values[i]);
        return plane;
    }

    /** Sizes hold for labels too; a calibration of gray values does not. */
    static Calibration spatial(ImagePlus like, Rectangle part) {
        Calibration copy = like.getCalibration().copy();
        copy.xOrigin -= part.x;
        copy.yOrigin -= part.y;
        copy.setFunction(Calibration.NONE, null, null);
        copy.setValueUnit("label");
        return copy;
    }
}
