package sc.fiji.unet.export;

import java.nio.file.Path;
import sc.fiji.unet.image.ImageSource;
import sc.fiji.unet.segment.LabelWriter;

/** Writes the images of a package, for people to look at. */
public interface SampleWriter extends LabelWriter {
    /** Writes an image as TIFF with its pixel size. */
    void image(Path file, ImageSource image);
}
