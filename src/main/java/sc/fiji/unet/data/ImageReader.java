package sc.fiji.unet.data;

import java.nio.file.Path;
import java.util.List;
import sc.fiji.unet.base.OptionException;
import sc.fiji.unet.base.Progress;
import sc.fiji.unet.config.ChannelChoice;
import sc.fiji.unet.image.ImageSource;
import sc.fiji.unet.image.JoinedChannels;
import sc.fiji.unet.pairing.FileStem;

/**
 * Opens image files. A stack of slices is a list of 2-D images unless volumes are asked for; frames are always images of
 * their own; the order is frame by frame, slice by slice. Thread safe, shows no window. A file that is missing, empty, cut
 * off or of an unknown format is refused with an {@link sc.fiji.unet.base.InputException} that names it.
 */
public interface ImageReader {
    /**
     * Whether this looks like an image file: by its extension, or by its first bytes where it has no known one. A folder
     * that is one scan, such as a DICOM series, may count as a file.
     */
    boolean reads(Path file);

    /** Whether a folder is one image, such as an OME-Zarr, and not a folder of images. */
    default boolean isImage(Path folder) {
        return false;
    }

    /** Of files sorted by name, those that are left where several are one image, which opens by any of them. */
    default List<Path> wholes(List<Path> files) {
        return files;
    }

    /** Whether the format of a file says that its slices are those of one volume, as NIfTI does. */
    default boolean isVolume(Path file) {
        return false;
    }

    /**
     * Opens a file as images: color as three channels, alpha dropped with a note.
     *
     * @param rank 2 for images, 3 for volumes
     */
    List<ImageSource> images(Path file, int rank, Progress progress);

    /** The same where a person may have said that the pages of a file are the channels of one image. */
    default List<ImageSource> images(Path file, int rank, ChannelChoice channels, Progress progress) {
        if (channels.pages() && rank > 2) {
            throw new OptionException("channels = pages is for images, not for volumes, whose pages are slices.");
        }
        List<ImageSource> pages = images(file, rank, progress);
        boolean join = channels.pages() && pages.size() > 1;
        return join ? List.of(JoinedChannels.of(FileStem.of(file.getFileName().toString()), pages)) : pages;
    }

    /** Opens a file as label images, as many as {@link #images} finds in the image that belongs to it. */
    List<LabelImage> labels(Path file, int rank, Progress progress);

    /**
     * The same for the mask, or the truth, of an image, whose orientation it takes where both files say how they lie.
     * Files that cannot be brought together are refused.
     */
    default List<LabelImage> labelsOf(Path image, Path mask, int rank, Progress progress) {
        return labels(mask, rank, progress);
    }
}
