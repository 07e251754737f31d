package sc.fiji.unet.imagej.files;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPOutputStream;
import net.imglib2.RandomAccess;
import net.imglib2.RandomAccessibleInterval;
import net.imglib2.type.numeric.IntegerType;
import net.imglib2.view.Views;
import sc.fiji.unet.base.AtomicFiles;
import sc.fiji.unet.nifti.NiftiAffine;
import sc.fiji.unet.nifti.NiftiHeader;
import sc.fiji.unet.nifti.NiftiType;
import sc.fiji.unet.nifti.VoxelAxes;

/** Writes labels of NIfTI volumes as NIfTI: in the stored axes, with the header and so the affine of the volume. */
public final class NiftiLabels {
    private static final String EXTENSION = ".nii.gz";

    private NiftiLabels() {}

    /**
     * Writes labels as they were found in a volume, of all its time points; nothing where that is no NIfTI file.
     *
     * @param file without extension
     * @param labels axes x, y, z, as {@link ImageFiles} gives the volume, or x, y of one slice; those of later time points
     *     follow along z
     */
    public static void write(Path file, RandomAccessibleInterval<? extends IntegerType<?>> labels, Path volume) {
        if (!NiftiFiles.named(volume)) return;
        RandomAccessibleInterval<? extends IntegerType<?>> slices =
                labels.numDimensions() == 2 ? Views.addDimension(labels, 0, 0) : labels;
        try {
            NiftiHeader header = NiftiFiles.header(volume);
            Path named = file.resolveSibling(file.getFileName() + EXTENSION);
            AtomicFiles.write(named, temporary -> write(temporary, slices, header));
        } catch (IOException e) {
            throw ImageFormats.unreadable(volume, e.getMessage(), e);
        }
    }

    private static void write(Path file, RandomAccessibleInterval<? extends IntegerType<?>> labels, NiftiHeader header)
            throws IOException {
        NiftiAffine affine = header.affine();
        VoxelAxes axes = affine == null ? VoxelAxes.stored() : VoxelAxes.canonical(affine, NiftiFiles.sizes(header));
        NiftiType type = NiftiType.ofLabels(largest(labels));
        try (OutputStream out =
                new BufferedOutputStream(new GZIPOutputStream(Files.newOutputStream(file), 1 << 16), 1 << 16)) {
            out.write(header.ofLabels(type));
            for (int t = 0; t < header.size(4); t++) {
                var frame = frame(labels, t, header.size(4));
                for (int z = 0; z < header.size(3); z++) out.write(plane(frame, header, axes, type, z));
            }
        }
    }

    private static RandomAccessibleInterval<? extends IntegerType<?>> frame(
            RandomAccessibleInterval<? extends IntegerType<?>> labels, int t, int frames) {
        long depth = labels.dimension(2) / frames;
        long[] min = labels.minAsLongArray();
        long[] max = labels.maxAsLongArray();
        min[2] += t * depth;
        max[2] = min[2] + depth - 1;
        return Views.interval(labels, min, max);
    }

    private static long largest(RandomAccessibleInterval<? extends IntegerType<?>> labels) {
        long largest = 0;
        for (IntegerType<?> label : Views.iterable(labels)) largest = Math.max(largest, label.getIntegerLong());
        return largest;
    }

    /** The bytes of a stored plane. */
    private static byte[] plane(
            RandomAccessibleInterval<? extends IntegerType<?>> labels,
            NiftiHeader header,
            VoxelAxes axes,
            NiftiType type,
            int z) {
        ByteBuffer plane = ByteBuffer.allocate(header.size(1) * header.size(2) * type.bytes)
                .order(header.order());
        RandomAccess<? extends IntegerType<?>> label = labels.randomAccess();
        int[] stored = {0, 0, z};
        for (stored[1] = 0; stored[1] < header.size(2); stored[1]++) {
            for (stored[0] = 0; stored[0] < header.size(1); stored[0]++) {
                for (int d = 0; d < 3; d++) {
                    int at = stored[axes.from()[d]];
                    label.setPosition(axes.flipped()[d] ? labels.max(d) - at : labels.min(d) + at, d);
                }
                put(plane, label.get().getInteger(), type);
            }
        }
        return plane.array();
    }

    private static void put(ByteBuffer plane, int label, NiftiType type) {
        if (type == NiftiType.UINT8) plane.put((byte) label);
        else if (type == NiftiType.UINT16) plane.putShort((short) label);
        else plane.putInt(label);
    }
}
