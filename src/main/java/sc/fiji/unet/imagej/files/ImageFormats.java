package sc.fiji.unet.imagej.files;

import ij.IJ;
import ij.ImagePlus;
import ij.io.Opener;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import sc.fiji.unet.base.InputException;
import sc.fiji.unet.tiff.TiffFile;

/** What a file is by its name and first bytes, and ImageJ's own way to open it. */
final class ImageFormats {
    private static final Set<String> EXTENSIONS =
            Set.of(("png jpg jpeg tif tiff gif bmp pgm ppm pbm pnm dcm dicom ima fits fit fts"
                            + " lsm stk czi nd2 lif oib oif ims vsi mrc nrrd nhdr mha mhd svs ndpi dm3 dm4 h5 hdf5 hdf he5")
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

    private ImageFormats() {}

    /** Whether files with this ending (without the point, in small letters) are images. */
    static boolean hasExtension(String extension) {
        return EXTENSIONS.contains(extension);
    }

    /** Whether ImageJ itself opens the file, by its first bytes. */
    static boolean isOwn(Path file) {
        return OPENED.contains(type(file));
    }

    /** One of the constants of ImageJ's {@link Opener}, which takes BigTIFF for unknown. */
    static int type(Path file) {
        int type = new Opener().getFileType(file.toAbsolutePath().toString());
        return type == Opener.UNKNOWN && TiffFile.isBig(file) ? Opener.TIFF : type;
    }

    static boolean isDicom(Path file) {
        if (!Files.isRegularFile(file) || file.getFileName().toString().startsWith(".")) return false;
        int type = type(file);
        return type == Opener.DICOM || type == Opener.TIFF_AND_DICOM;
    }

    /** Says what is wrong with a file, and what to do. */
    static InputException unreadable(Path file, String reason, Exception cause) {
        return new InputException(
                "Cannot read " + file + ": " + reason.strip() + ". Expected a whole image file that ImageJ opens:"
                        + " open it in Fiji and save it anew as TIFF or PNG, or remove it.",
                cause);
    }

    /** The lesser formats of ImageJ, and those of Fiji's reader plugins. */
    static ImagePlus quietly(Path file, boolean own) {
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
