package sc.fiji.unet.imagej.files;

import ij.ImagePlus;
import java.nio.file.Path;
import sc.fiji.unet.base.InputException;
import sc.fiji.unet.base.OptionException;
import sc.fiji.unet.base.Progress;
import sc.fiji.unet.config.Auto;
import sc.fiji.unet.distributed.LargeImages;
import sc.fiji.unet.image.pyramid.Pyramid;

/** Images of which only parts are read at a time, opened in ImageJ. */
public final class LargeFiles {
    private LargeFiles() {}

    /** Refuses what is no such image. */
    public static Pyramid require(Path file) {
        return LargeImages.of(file)
                .orElseThrow(() -> new InputException(file + " is neither an OME-Zarr nor a tiled TIFF with levels of"
                        + " resolution: expected the folder of an OME-Zarr, in which there is a file zarr.json or .zattrs."
                        + " Other files are segmented by Segment Folder with U-Net..."));
    }

    /**
     * Opens a level as a virtual stack.
     *
     * @param level a number from 0, the finest; auto for the finest that ImageJ can show
     */
    public static ImagePlus open(Path file, String level, Progress progress) {
        Pyramid image = require(file);
        if (level.strip().equals(Auto.WORD)) return VirtualPlanes.of(image, progress);
        int last = image.levels() - 1;
        if (!level.strip().matches("[0-9]{1,3}") || Integer.parseInt(level.strip()) > last)
            throw OptionException.outOfRange("level", level, "auto, or 0 to " + last);
        return VirtualPlanes.of(image, Integer.parseInt(level.strip()));
    }
}
