package sc.fiji.unet.segment;

import java.nio.file.Path;
import net.imglib2.RandomAccessibleInterval;
import net.imglib2.type.numeric.IntegerType;

/** Writes all that a segmentation gives: as {@link LabelWriter}, and objects. */
public interface SegmentationWriter extends LabelWriter {
    /** Writes the numbers of objects as TIFF with pixel size and the class of each. */
    void objects(Path file, SegmentedFile segmented);

    /**
     * Writes labels once more in the format and the grid of the file that was segmented, where that says which place of a
     * patient each voxel is.
     *
     * @param file without extension
     * @param labels axes x, y, z
     * @param segmented the file
     */
    void grid(Path file, RandomAccessibleInterval<? extends IntegerType<?>> labels, Path segmented);

    /** Writes the outlines of the objects, else of the classes, as the ROI Manager saves them. */
    void rois(Path file, SegmentedFile segmented);

    /** Writes a table (CSV) with a row for each object, else for each class, and plane: what was measured on it. */
    void table(Path file, SegmentedFile segmented);
}
