package sc.fiji.unet.imagej.files;

import ij.ImagePlus;
import ij.io.Opener;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import sc.fiji.unet.base.InputException;
import sc.fiji.unet.base.Progress;
import sc.fiji.unet.data.ImageFolder;
import sc.fiji.unet.data.ImageReader;
import sc.fiji.unet.data.LabelImage;
import sc.fiji.unet.distributed.LargeImages;
import sc.fiji.unet.image.ImageSource;
import sc.fiji.unet.image.LengthUnit;
import sc.fiji.unet.image.pyramid.Pyramid;
import sc.fiji.unet.imagej.labels.ObjectClasses;
import sc.fiji.unet.imagej.pixels.ImagePlusSources;
import sc.fiji.unet.tiff.OmeSet;
import sc.fiji.unet.zarr.OmeZarr;
import sc.fiji.unet.zarr.ZarrLabels;

/**
 * Opens whatever ImageJ opens, and in Fiji whatever its reader plugins open, without a window, a dialog or a line in the
 * log; a folder of DICOM slices is one volume, OME-TIFF files that tell of each other one image, an OME-Zarr a virtual stack. PNG and JPEG are read as they are stored, so that palette indices, 16-bit color and gray in color files survive.
 * Thread safe.
 */
public final class ImageFiles implements ImageReader {
    private static final int SHARE_OF_HEAP = 8;

    @Override
    public boolean reads(Path file) {
        if (file.getFileName().toString().startsWith(".")) return false;
        if (!Files.isRegularFile(file)) return isImage(file) || DicomSeries.is(file);
        if (DicomSeries.isDirectory(file)) return false;
        if (NiftiFiles.named(file)) return true;
        String extension = ImageFolder.extension(file);
        return ImageFormats.hasExtension(extension) || extension.isEmpty() && ImageFormats.isOwn(file);
    }

    @Override
    public boolean isImage(Path folder) {
        return OmeZarr.is(folder);
    }

    @Override
    public boolean isVolume(Path file) {
        return NiftiFiles.named(file) || DicomSeries.is(file);
    }

    @Override
    public List<Path> wholes(List<Path> files) {
        return OmeSet.wholes(files);
    }

    @Override
    public List<ImageSource> images(Path file, int rank, Progress progress) {
        if (OmeZarr.is(file)) return OmeZarr.open(file).images(0, rank);
        Optional<Pyramid> large = isLarge(file) ? LargeImages.of(file) : Optional.empty();
        if (large.isPresent()) return large.get().images(0, rank);
        List<ImageSource> images = ImagePlusSources.of(open(file, progress), rank);
        String unit = images.get(0).unit();
        if (!LengthUnit.known(unit) && !LengthUnit.none(unit)) {
            progress.note(file.getFileName() + ": its pixel size is given in \"" + unit
                    + "\", which is no known unit of length, and so does not count");
        }
        return images;
    }

    /** Whether a file may be too large for memory; smaller ones are read as a whole, whatever else they hold. */
    private static boolean isLarge(Path file) {
        try {
            return Files.size(file) > Runtime.getRuntime().maxMemory() / SHARE_OF_HEAP;
        } catch (IOException e) {
            return false; // whoever opens it will say why
        }
    }

    @Override
    public List<LabelImage> labels(Path file, int rank, Progress progress) {
        if (OmeZarr.is(file)) return ZarrLabels.of(OmeZarr.open(file), rank);
        if (!MaskFiles.named(file)) return labels(file, open(file, progress), rank);
        requireContent(file);
        return labels(file, titled(MaskFiles.open(file, progress), file), rank);
    }

    @Override
    public List<LabelImage> labelsOf(Path image, Path mask, int rank, Progress progress) {
        if (OmeZarr.is(image) || OmeZarr.is(mask)) return labels(mask, rank, progress);
        try {
            ImagePlus imp = PairAxes.open(mask, image, progress);
            if (imp == null) {
                if (!MaskFiles.named(mask)) return labels(mask, rank, progress);
                requireContent(mask);
                imp = MaskFiles.open(image, mask, progress);
            }
            return labels(mask, titled(imp, mask), rank);
        } catch (IOException e) {
            throw ImageFormats.unreadable(mask, e.getMessage(), e);
        }
    }

    private static List<LabelImage> labels(Path file, ImagePlus imp, int rank) {
        Object rounded = imp.getProperty(NiftiFiles.ROUNDED);
        if (rounded != null) {
            throw new InputException("Mask " + file + ": found the value " + rounded + ", which is not read exactly:"
                    + " expected whole numbers up to 16777216. Number the objects anew.");
        }
        return ObjectClasses.labels(imp, rank);
    }

    private static ImagePlus titled(ImagePlus imp, Path file) {
        imp.setTitle(file.getFileName().toString());
        return imp;
    }

    /** Opens a file as ImageJ would, but refuses what is missing, empty, cut off or of an unknown format. */
    public static ImagePlus open(Path file, Progress progress) {
        if (OmeZarr.is(file)) return titled(VirtualPlanes.of(OmeZarr.open(file), progress), file);
        boolean series = DicomSeries.is(file);
        if (!series) requireContent(file);
        try {
            ImagePlus imp = series ? DicomSeries.open(file, progress) : abandonable(file, progress);
            if (imp == null || imp.getWidth() == 0)
                throw ImageFormats.unreadable(file, "its format is not known", null);
            return titled(imp, file);
        } catch (IOException | RuntimeException e) {
            if (e instanceof InputException) throw (InputException) e;
            if (e instanceof CancellationException) throw (CancellationException) e;
            throw ImageFormats.unreadable(file, e.getMessage() == null ? e.toString() : e.getMessage(), e);
        } catch (OutOfMemoryError e) {
            throw new InputException(
                    "Cannot read " + file + ": there is not enough memory for it, as Java may use "
                            + (Runtime.getRuntime().maxMemory() >> 20)
                            + " MB. Give Java more, or cut the image into parts.",
                    e);
        }
    }

    private static ImagePlus abandonable(Path file, Progress progress) throws IOException {
        boolean ours =
                NiftiFiles.named(file) || NiftiFiles.isPart(file) || CellposeFile.named(file) || HdfFiles.named(file);
        boolean plugin = !ours && !ImageFormats.isOwn(file);
        return ReadingThread.of(file, plugin).run(() -> openFile(file, progress), progress);
    }

    private static ImagePlus openFile(Path file, Progress progress) throws IOException {
        if (NiftiFiles.named(file)) return NiftiFiles.open(file, progress);
        if (CellposeFile.named(file)) return CellposeFile.open(file);
        if (HdfFiles.named(file)) return HdfFiles.open(file, false);
        if (NiftiFiles.isPart(file)) return NiftiFiles.open(NiftiPair.header(file), progress);
        if (OmeSet.isCompanion(file)) return TiffFiles.openCompanion(file, progress);
        return switch (ImageFormats.type(file)) {
            case Opener.PNG, Opener.JPEG -> RasterFiles.open(file, progress);
            case Opener.TIFF -> TiffFiles.open(file, progress);
            case Opener.DICOM, Opener.TIFF_AND_DICOM -> DicomFiles.open(file, progress);
            case Opener.GIF, Opener.BMP -> {
                RasterFiles.requireSound(file);
                yield ImageFormats.quietly(file, true);
            }
            case Opener.PGM -> BitmapFiles.is(file) ? BitmapFiles.open(file) : ImageFormats.quietly(file, true);
            default -> ImageFormats.quietly(file, ImageFormats.isOwn(file));
        };
    }

    private static void requireContent(Path file) {
        try {
            if (!Files.isRegularFile(file)) throw ImageFormats.unreadable(file, "there is no such file", null);
            if (Files.size(file) == 0) throw ImageFormats.unreadable(file, "the file is empty (0 bytes)", null);
        } catch (IOException e) {
            throw ImageFormats.unreadable(file, e.toString(), e);
        }
    }
}
