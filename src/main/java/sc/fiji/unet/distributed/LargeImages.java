package sc.fiji.unet.distributed;

import java.nio.file.Path;
import java.util.Optional;
import sc.fiji.unet.image.pyramid.Pyramid;
import sc.fiji.unet.tiff.TiffPyramid;
import sc.fiji.unet.zarr.OmeZarr;

/** Files of which only parts are read at a time, however large they are. */
public final class LargeImages {
    private LargeImages() {}

    /** The image in a file, where it is such a one. */
    public static Optional<Pyramid> of(Path file) {
        return OmeZarr.is(file) ? Optional.of(OmeZarr.open(file)) : TiffPyramid.of(file);
    }

    /** The version of Zarr in which results are written: that of the image, where it is one. */
    public static int version(Pyramid image) {
        return image instanceof OmeZarr zarr ? zarr.version() : 2;
    }
}
