package sc.fiji.unet.imagej.files;

import ij.ImagePlus;
import ij.ImageStack;
import ij.process.ByteProcessor;
import ij.process.ImageProcessor;
import java.io.IOException;
import java.nio.file.Path;
import sc.fiji.unet.annotations.LabeledPixels;
import sc.fiji.unet.annotations.LabkitFile;
import sc.fiji.unet.base.InputException;
import sc.fiji.unet.base.Progress;
import sc.fiji.unet.hdf.IlastikProject;

/** Files that hold labels only, and those in which labels lie beside the image. */
final class MaskFiles {
    private MaskFiles() {}

    /** Whether a file is of a kind that holds labels. */
    static boolean named(Path file) {
        return LabkitFile.named(file) || IlastikProject.named(file) || HdfFiles.named(file);
    }

    /** The labels of such a file. */
    static ImagePlus open(Path file, Progress progress) {
        if (LabkitFile.inTiff(file)) return read(file, () -> numbered(TiffFiles.open(file, progress), file), progress);
        if (LabkitFile.named(file)) return labkit(file);
        if (IlastikProject.named(file)) {
            throw new InputException(
                    file + " is a project of ilastik, whose labels belong to its images: expected these"
                            + " images too. Name their folder as the images.");
        }
        return read(file, () -> HdfFiles.open(file, true), progress);
    }

    /** The labels of an image: a project of ilastik has those of several. */
    static ImagePlus open(Path image, Path mask, Progress progress) {
        if (!IlastikProject.named(mask)) return open(mask, progress);
        return read(mask, () -> HdfFiles.painted(mask, image), progress);
    }

    private interface Reading {
        ImagePlus read() throws IOException;
    }

    private static ImagePlus read(Path file, Reading reading, Progress progress) {
        try {
            return ReadingThread.of(file, false).run(reading::read, progress);
        } catch (IOException e) {
            throw ImageFormats.unreadable(file, e.getMessage(), e);
        }
    }

    /** Values of a file of Labkit are counted by themselves: the numbers of their names in their place. */
    private static ImagePlus numbered(ImagePlus values, Path file) {
        int[] numbers = LabkitFile.of(file).numbers();
        ImageStack stack = new ImageStack(values.getWidth(), values.getHeight());
        for (int n = 1; n <= values.getStackSize(); n++) {
            ImageProcessor plane = values.getStack().getProcessor(n);
            ByteProcessor named = new ByteProcessor(plane.getWidth(), plane.getHeight());
            for (int i = 0; i < plane.getPixelCount(); i++) {
                float value = plane.getf(i);
                if (value < 0 || value >= numbers.length || value != (int) value)
                    throw new InputException(
                            file + ": the file " + file.getFileName() + ".labels beside it does not name"
                                    + " the value " + value + ", expected 0 to " + (numbers.length - 1)
                                    + ". Save the labeling anew from Labkit.");
                named.set(i, numbers[(int) value]);
            }
            stack.addSlice(named);
        }
        ImagePlus imp = new ImagePlus(file.getFileName().toString(), stack);
        imp.setDimensions(1, values.getNChannels() * values.getNSlices(), values.getNFrames());
        return imp;
    }

    private static ImagePlus labkit(Path file) {
        LabeledPixels pixels = LabkitFile.of(file).read();
        int[] size = pixels.size();
        int depth = size.length == 3 ? size[2] : 1;
        ImageStack stack = new ImageStack(size[0], size[1]);
        for (int z = 0; z < depth; z++) stack.addSlice(new ByteProcessor(size[0], size[1], pixels.plane(z)));
        ImagePlus imp = new ImagePlus(file.getFileName().toString(), stack);
        imp.setDimensions(1, depth, 1);
        return imp;
    }
}
