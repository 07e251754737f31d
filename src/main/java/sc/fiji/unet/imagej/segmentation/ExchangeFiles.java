package sc.fiji.unet.imagej.segmentation;

import ij.ImagePlus;
import ij.ImageStack;
import ij.io.FileInfo;
import ij.measure.Calibration;
import java.nio.file.Path;
import java.util.Arrays;
import net.imglib2.converter.Converters;
import net.imglib2.img.Img;
import net.imglib2.img.basictypeaccess.array.FloatArray;
import net.imglib2.type.numeric.integer.IntType;
import net.imglib2.type.numeric.integer.UnsignedByteType;
import net.imglib2.type.numeric.real.FloatType;
import net.imglib2.view.Views;
import sc.fiji.unet.annotations.CocoText;
import sc.fiji.unet.annotations.FoundObject;
import sc.fiji.unet.annotations.FoundShapes;
import sc.fiji.unet.annotations.GeoJsonText;
import sc.fiji.unet.annotations.PixelMask;
import sc.fiji.unet.base.InputException;
import sc.fiji.unet.base.Progress;
import sc.fiji.unet.config.SegmentOptions.Exchange;
import sc.fiji.unet.data.ImageFolder;
import sc.fiji.unet.image.ImageSource;
import sc.fiji.unet.image.LazyPlanes;
import sc.fiji.unet.segment.FoundObjects;
import sc.fiji.unet.segment.SegmentedFile;

/**
 * What was found in an open image, in forms of other programs, where the segmentation of a folder puts it.
 *
 * @param form which of them
 * @param folder that gets a folder for each form; null where there is none to write
 */
record ExchangeFiles(Exchange form, Path folder) {
    static final ExchangeFiles NONE = new ExchangeFiles(Exchange.NONE, null);

    /** Into a folder, or where nobody named one, beside the file of the image. */
    static ExchangeFiles of(Exchange form, Path folder, ImagePlus image) {
        if (form == Exchange.NONE || folder != null) return new ExchangeFiles(form, folder);
        FileInfo file = image.getOriginalFileInfo();
        if (file == null || file.directory == null || file.directory.isBlank()) {
            throw new InputException("exchange = " + form.id() + ": " + image.getTitle()
                    + " was not opened from a file, beside which it could be written. Name a folder as output.");
        }
        return new ExchangeFiles(form, Path.of(file.directory));
    }

    /** Creates or replaces the files. */
    void write(SegmentedImage segmented, Progress progress) {
        if (form == Exchange.NONE) return;
        ImagePlus image = segmented.image();
        String name = ImageFolder.stem(image.getTitle()).replaceAll("[\\\\/:*?\"<>|]", "_");
        SegmentedFile file = file(segmented, name);
        FoundShapes found = use ->
                FoundObjects.of(file).each(one -> use.accept(moved(one, segmented.part().x, segmented.part().y)));
        if (form.asksFor(Exchange.GEOJSON)) {
            GeoJsonText.write(Exchange.GEOJSON.folder(folder).resolve(name + ".geojson"), found);
        }
        if (form.asksFor(Exchange.OME_TIFF)) {
            new SegmentationFiles().omeTiff(Exchange.OME_TIFF.folder(folder).resolve(name + ".ome.tif"), file);
        }
        if (form.asksFor(Exchange.COCO) && file.classes().numDimensions() == 2) {
            try (CocoText coco = new CocoText(Exchange.COCO.folder(folder))) {
                coco.add(fileName(image), image.getWidth(), image.getHeight(), found);
                coco.write(Exchange.COCO.folder(folder).resolve(name + ".json"));
            }
        } else if (form.asksFor(Exchange.COCO)) {
            progress.note(
                    "COCO's format has no stacks: what was found in " + image.getTitle() + " is not written in it.");
        }
        progress.note("For other programs (exchange = " + form.id() + "): below " + folder);
    }

    private static String fileName(ImagePlus image) {
        FileInfo file = image.getOriginalFileInfo();
        return file == null || file.fileName == null || file.fileName.isBlank() ? image.getTitle() : file.fileName;
    }

    /** From its place in the part that was segmented to that in the image. */
    private static FoundObject moved(FoundObject one, int x, int y) {
        PixelMask mask = one.mask();
        PixelMask there = new PixelMask(mask.x() + x, mask.y() + y, mask.width(), mask.height(), mask.pixels());
        return new FoundObject(one.className(), one.color(), one.number(), one.slice(), one.frame(), there);
    }

    private static SegmentedFile file(SegmentedImage segmented, String name) {
        ImagePlus labels = segmented.classes();
        Calibration c = labels.getCalibration();
        boolean flat = labels.getStackSize() == 1;
        double[] pixel = {c.pixelWidth, c.pixelHeight};
        if (!flat) pixel = new double[] {c.pixelWidth, c.pixelHeight, c.pixelDepth};
        var classes =
                Converters.convert2(values(labels), (from, to) -> to.set((int) from.get()), UnsignedByteType::new);
        int frames = flat ? 1 : labels.getNFrames();
        ImageSource source = new ImageSource(name, Views.addDimension(classes, 0, 0), pixel, c.getUnit(), frames);
        var objects = segmented.objects() == null
                ? null
                : Converters.convert2(
                        values(segmented.objects()), (from, to) -> to.set((int) from.get()), IntType::new);
        return new SegmentedFile(source, classes, objects, segmented.volumes(), segmented.types());
    }

    /** Of all planes, x, y, (plane): read when they are asked for, as they may be more than an array holds. */
    private static Img<FloatType> values(ImagePlus labels) {
        ImageStack stack = labels.getStack();
        long[] size = {labels.getWidth(), labels.getHeight(), stack.getSize()};
        long[] axes = stack.getSize() == 1 ? Arrays.copyOf(size, 2) : size;
        return LazyPlanes.image(new FloatType(), axes, i -> {
            synchronized (stack) {
                return new FloatArray(
                        (float[]) stack.getProcessor(i + 1).toFloat(0, null).getPixels());
            }
        });
    }
}
