package sc.fiji.unet.imagej.files;

import ij.CompositeImage;
import ij.ImagePlus;
import ij.ImageStack;
import ij.process.ImageProcessor;
import java.util.List;
import java.util.Locale;
import net.imglib2.RandomAccessibleInterval;
import net.imglib2.type.numeric.RealType;
import net.imglib2.view.Views;
import sc.fiji.unet.base.InputException;
import sc.fiji.unet.base.Progress;
import sc.fiji.unet.image.ImageSource;
import sc.fiji.unet.image.pyramid.Pyramid;
import sc.fiji.unet.imagej.pixels.ImagePlusSources;
import sc.fiji.unet.imagej.pixels.PlaneStack;

/**
 * A large image as ImageJ's: a virtual stack whose planes are read when they are looked at; channels, slices and frames are
 * as in the file. Of levels of resolution it shows the finest whose planes ImageJ can hold.
 */
public final class VirtualPlanes {
    private static final int SHARE_OF_HEAP = 4;
    private static final int Z = 2;
    private static final int C = 3;

    private final List<ImageSource> frames;
    private final int channels;
    private final int slices;

    private VirtualPlanes(List<ImageSource> frames) {
        this.frames = frames;
        slices = (int) first(frames).dimension(Z);
        channels = (int) first(frames).dimension(C);
    }

    private static RandomAccessibleInterval<?> first(List<ImageSource> frames) {
        return frames.get(0).pixels();
    }

    /** Opens the finest level that ImageJ can show. */
    public static ImagePlus of(Pyramid image, Progress progress) {
        int level = 0;
        while (level < image.levels() - 1 && !fits(image.images(level, 3))) level++;
        if (level > 0)
            progress.note(image.name() + ": its finest planes are too large for ImageJ and this memory, so level "
                    + level + " of " + (image.levels() - 1) + " is shown");
        return of(image, level);
    }

    private static boolean fits(List<ImageSource> frames) {
        long pixels = first(frames).dimension(0) * first(frames).dimension(1);
        return pixels <= Integer.MAX_VALUE - 8
                && pixels * Float.BYTES <= Runtime.getRuntime().maxMemory() / SHARE_OF_HEAP;
    }

    /** Opens a level. */
    public static ImagePlus of(Pyramid image, int level) {
        List<ImageSource> frames = image.images(level, 3);
        RandomAccessibleInterval<?> pixels = first(frames);
        long planes = pixels.dimension(Z) * pixels.dimension(C) * frames.size();
        if (!fits(frames) || planes > Integer.MAX_VALUE)
            throw new InputException(String.format(
                    Locale.ROOT,
                    "%s: level %d has %d planes of %d x %d pixels, too many for ImageJ and the memory of Java. Choose a"
                            + " coarser level, or segment it without opening it.",
                    image.name(),
                    level,
                    planes,
                    pixels.dimension(0),
                    pixels.dimension(1)));
        VirtualPlanes all = new VirtualPlanes(frames);
        ImageStack stack =
                PlaneStack.onDemand((int) pixels.dimension(0), (int) pixels.dimension(1), (int) planes, all::plane);
        ImagePlus imp = new ImagePlus(image.name(), stack);
        imp.setDimensions(all.channels, all.slices, frames.size());
        imp.setOpenAsHyperStack(planes > 1);
        ImagePlusSources.calibrate(imp, image.pixelSize(level), image.unit());
        if (imp.getBitDepth() > 8) imp.resetDisplayRange();
        return all.channels > 1 ? new CompositeImage(imp, CompositeImage.COMPOSITE) : imp;
    }

    private ImageProcessor plane(int index) {
        int channel = index % channels;
        int slice = index / channels % slices;
        RandomAccessibleInterval<? extends RealType<?>> volume =
                Views.hyperSlice(frames.get(index / channels / slices).pixels(), C, channel);
        return ImagePlusSources.processor(Views.hyperSlice(volume, Z, slice));
    }
}
