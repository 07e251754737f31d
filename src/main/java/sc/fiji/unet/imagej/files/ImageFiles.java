package sc.fiji.unet.imagej.files;

import ij.IJ;
import ij.ImagePlus;
import ij.io.Opener;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import sc.fiji.unet.base.InputException;
import sc.fiji.unet.base.Progress;
import sc.fiji.unet.data.ImageFolder;
import sc.fiji.unet.data.ImageReader;
import sc.fiji.unet.data.LabelImage;
import sc.fiji.unet.image.ImageSource;
import sc.fiji.unet.imagej.labels.ObjectClasses;
import sc.fiji.unet.imagej.pixels.ImagePlusLabels;
import sc.fiji.unet.imagej.pixels.ImagePlusSources;

/**
 * Opens whatever ImageJ opens, and in Fiji whatever its reader plugins open, without a window, a dialog or a line in the
 * log; a folder of DICOM slices is one volume. PNG and JPEG are read as they are stored, so that palette indices, 16-bit colour and grey in colour files survive.
 * Thread safe.
 */
public final class ImageFiles implements ImageReader {
    private static final Set<String> EXTENSIONS =
            Set.of(("png jpg jpeg tif tiff gif bmp pgm ppm pbm pnm dcm dicom ima fits fit fts"
                            + " lsm stk czi nd2 lif oib oif ims vsi mrc nrrd nhdr mha mhd svs ndpi dm3 dm4")
                    .split(" "));
    private static final Set<Integer> OPENED = Set.of(
            Opener.TIFF,
            Opener.DICOM,
            Opener.TIFF_AND_DICOM,
            Opener.FITS,
            Opener.PGM,
            Opener.JPEG,
            Opener.GIF,
            Opener.PNG,
            Opener.BMP);

    @Override
    public boolean reads(Path file) {
        if (file.getFileName().toString().startsWith(".")) return false;
        if (!Files.isRegularFile(file)) return DicomSeries.is(file);
        if (NiftiFiles.named(file)) return true;
        String extension = ImageFolder.extension(file);
        if (EXTENSIONS.contains(extension)) return true;
        return extension.isEmpty() && OPENED.contains(type(file));
    }

    @Override
    public List<ImageSource> images(Path file, int rank, Progress progress) {
        return ImagePlusSources.of(open(file, progress), rank);
    }

    @Override
    public List<LabelImage> labels(Path file, int rank, Progress progress) {
        ImagePlus imp = open(file, progress);
        Map<Integer, String> objects = new HashMap<>();
        ObjectClasses.of(imp).types().forEach((number, type) -> objects.put(number, type.name()));
        return ImagePlusLabels.of(imp, rank).stream()
                .map(image -> objects.isEmpty() ? image : image.withObjects(objects))
                .toList();
    }

    /** Opens a file as ImageJ would, but refuses what is missing, empty, cut off or of an unknown format. */
    public static ImagePlus open(Path file, Progress progress) {
        boolean series = DicomSeries.is(file);
        if (!series) requireContent(file);
        try {
            ImagePlus imp = series ? DicomSeries.open(file, progress) : openFile(file, progress);
            if (imp == null || imp.getWidth() == 0) throw unreadable(file, "its format is not known", null);
            imp.setTitle(file.getFileName().toString());
            return imp;
        } catch (IOException | RuntimeException e) {
            if (e instanceof InputException) throw (InputException) e;
            throw unreadable(file, e.getMessage() == null ? e.toString() : e.getMessage(), e);
        }
    }

    private static ImagePlus openFile(Path file, Progress progress) throws IOException {
        if (NiftiFiles.named(file)) return NiftiFiles.open(file);
        int type = type(file);
        return switch (type) {
            case Opener.PNG, Opener.JPEG -> RasterFiles.open(file, progress);
            case Opener.TIFF -> TiffFiles.open(file);
            case Opener.DICOM, Opener.TIFF_AND_DICOM -> DicomFiles.open(file);
            default -> quietly(file, OPENED.contains(type));
        };
    }

    static InputException unreadable(Path file, String reason, Exception cause) {
        return new InputException(
                "Cannot read " + file + ": " + reason.strip() + ". Expected a whole image file that ImageJ opens:"
                        + " open it in Fiji and save it anew as TIFF or PNG, or remove it.",
                cause);
    }

    private static void requireContent(Path file) {
        try {
            if (!Files.isRegularFile(file)) throw unreadable(file, "there is no such file", null);
            if (Files.size(file) == 0) throw unreadable(file, "the file is empty (0 bytes)", null);
        } catch (IOException e) {
            throw unreadable(file, e.toString(), e);
        }
    }

    private static int type(Path file) {
        return new Opener().getFileType(file.toAbsolutePath().toString());
    }

    static boolean isDicom(Path file) {
        if (!Files.isRegularFile(file) || file.getFileName().toString().startsWith(".")) return false;
        int type = type(file);
        return type == Opener.DICOM || type == Opener.TIFF_AND_DICOM;
    }

    /** The lesser formats of ImageJ, and those of Fiji's reader plugins. */
    private static ImagePlus quietly(Path file, boolean own) {
        String path = file.toAbsolutePath().toString();
        Opener opener = new Opener();
        opener.setSilentMode(true);
        IJ.redirectErrorMessages(true);
        IJ.suppressPluginNotFoundError();
        try {
            return own ? opener.openImage(path) : opener.openWithHandleExtraFileTypes(path, new int[] {Opener.UNKNOWN});
        } finally {
            IJ.redirectErrorMessages(false);
            opener.setSilentMode(false);
        }
    }

    /** Files of a known format in a variant that ImageJ lacks: Fiji's reader plugins may know it. */
    static ImagePlus byPlugin(Path file) {
        return quietly(file, false);
    }
}
