package sc.fiji.unet.imagej.files;

import ij.ImageStack;
import ij.process.ByteProcessor;
import ij.process.FloatProcessor;
import ij.process.ImageProcessor;
import ij.process.ShortProcessor;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import sc.fiji.unet.imagej.pixels.PlaneStack;
import sc.fiji.unet.nifti.NiftiHeader;
import sc.fiji.unet.nifti.NiftiType;
import sc.fiji.unet.nifti.VoxelAxes;

/** The voxels of a volume, put where they belong plane by plane as they are read. ImageJ wants x, y, c, z, t. */
final class NiftiVoxels {
    private final NiftiHeader header;
    private final int width;
    private final int height;
    private final int channels;
    private final int depth;
    private final VoxelAxes axes;
    private final Object[] planes;
    /** By stored axis: the part that is taken. */
    private final int[] first = new int[3];

    private final int[] end = new int[3];
    /** By stored axis: how far apart neighbors along it lie in their plane, and by how many slices. */
    private final int[] pixelStep = new int[3];

    private final int[] sliceStep = new int[3];
    private int firstPixel;
    private int firstSlice;
    private String rounded;

    /** Takes all of them. */
    NiftiVoxels(NiftiHeader header, VoxelAxes axes) {
        this.header = header;
        this.axes = axes;
        width = header.size(axes.from()[0] + 1);
        height = header.size(axes.from()[1] + 1);
        depth = header.size(axes.from()[2] + 1);
        channels = header.size(5);
        planes = new Object[Math.multiplyExact(Math.multiplyExact(depth, channels), header.size(4))];
        int[] steps = {1, width, 1};
        for (int d = 0; d < 3; d++) {
            int[] step = d < 2 ? pixelStep : sliceStep;
            int size = header.size(axes.from()[d] + 1);
            step[axes.from()[d]] = axes.flipped()[d] ? -steps[d] : steps[d];
            int begin = axes.flipped()[d] ? (size - 1) * steps[d] : 0;
            if (d < 2) firstPixel += begin;
            else firstSlice = begin;
            end[d] = header.size(d + 1);
        }
    }

    /** Takes some slices only, of those that {@link #depth} counts. */
    NiftiVoxels(NiftiHeader header, VoxelAxes axes, int slice, int count) {
        this(header, axes);
        int stored = axes.from()[2];
        first[stored] = axes.flipped()[2] ? depth - slice - count : slice;
        end[stored] = first[stored] + count;
    }

    /**
     * Takes a stored plane, or of it the rows of the part that is taken.
     *
     * @param z its number among the planes of its volume
     * @param volume channel + number of channels * frame
     */
    void put(ByteBuffer values, int z, int volume) {
        int row = header.size(1);
        for (int y = first[1]; y < end[1]; y++) {
            int pixel = firstPixel + y * pixelStep[1] + z * pixelStep[2];
            int slice = firstSlice + y * sliceStep[1] + z * sliceStep[2];
            for (int x = first[0]; x < end[0]; x++) {
                set(slice + x * sliceStep[0], volume, pixel + x * pixelStep[0], values, (y - first[1]) * row + x);
            }
        }
    }

    /** Reads the part that is taken of one volume, from where the voxels begin. */
    void read(Source in, int volume) throws IOException {
        long row = (long) header.size(1) * header.type().bytes;
        ByteBuffer rows =
                ByteBuffer.allocate(Math.toIntExact(row * (end[1] - first[1]))).order(header.order());
        long stored = (long) header.size(4) * (volume % channels) + volume / channels;
        for (int z = first[2]; z < end[2]; z++) {
            long from = header.offset() + row * ((stored * header.size(3) + z) * header.size(2) + first[1]);
            in.read(rows.clear(), from);
            put(rows, z, volume);
        }
    }

    private void set(int slice, int volume, int pixel, ByteBuffer values, int i) {
        int place = place(slice, volume);
        Object plane = planes[place];
        if (plane == null) {
            plane = empty();
            planes[place] = plane;
        }
        if (plane instanceof byte[] bytes) bytes[pixel] = values.get(i);
        else if (plane instanceof short[] shorts) shorts[pixel] = values.getShort(2 * i);
        else ((float[]) plane)[pixel] = rounded(header.value(values, i));
    }

    private int place(int slice, int volume) {
        return volume % channels + channels * (slice + depth * (volume / channels));
    }

    private Object empty() {
        int pixels = Math.multiplyExact(width, height);
        if (keepsBytes()) return new byte[pixels];
        return keepsShorts() ? new short[pixels] : new float[pixels];
    }

    private float rounded(double value) {
        if (rounded == null && !header.scaled() && !NiftiType.isExact(value)) {
            rounded = new java.math.BigDecimal(value).toPlainString();
        }
        return (float) value;
    }

    /** A whole number that did not fit; null where all did. */
    String rounded() {
        return rounded;
    }

    /** Bytes of all planes in memory. */
    long bytes() {
        int each = keepsBytes() ? 1 : keepsShorts() ? Short.BYTES : Float.BYTES;
        return each * (long) width * height * planes.length;
    }

    private boolean keepsBytes() {
        return !header.scaled() && header.type() == NiftiType.UINT8;
    }

    private boolean keepsShorts() {
        return !header.scaled() && header.type() == NiftiType.UINT16;
    }

    /**
     * All planes, each read when it is looked at.
     *
     * @param file that is named where this fails
     * @param most bytes to keep of planes that lie scattered over the file, so that it is read the fewer times
     */
    ImageStack onDisk(Path file, Source voxels, long most) {
        return PlaneStack.onDemand(width, height, planes.length, new OnDisk(this, file, voxels, most)::plane);
    }

    /** Where the stored bytes of any place are to be had. */
    interface Source {
        /** Fills a buffer. */
        void read(ByteBuffer into, long at) throws IOException;

        /** A file that is not compressed. */
        static Source plain(Path file) {
            return (into, at) -> {
                try (FileChannel in = FileChannel.open(file)) {
                    int begin = into.position();
                    while (into.hasRemaining())
                        if (in.read(into, at + into.position() - begin) < 0) throw new EOFException();
                }
            };
        }
    }

    ImageStack stack() {
        ImageStack stack = new ImageStack(width, height);
        for (Object plane : planes) stack.addSlice("", plane);
        return stack;
    }

    /** Keeps the slices that were read last: one, or as many as come with it where each lies scattered over the file. */
    private static final class OnDisk {
        private final NiftiVoxels all;
        private final Path file;
        private final Source voxels;
        private final int together;
        private NiftiVoxels read;
        private int firstRead = -1;
        private int volumeRead = -1;

        OnDisk(NiftiVoxels all, Path file, Source voxels, long most) {
            this.all = all;
            this.file = file;
            this.voxels = voxels;
            long planes = most / (Float.BYTES * (long) all.width * all.height);
            together = all.axes.from()[2] == 0 ? (int) Math.max(1, Math.min(planes, all.depth)) : 1;
        }

        synchronized ImageProcessor plane(int index) {
            int slice = index / all.channels % all.depth;
            int volume = index % all.channels + all.channels * (index / all.channels / all.depth);
            int begin = slice - slice % together;
            if (begin != firstRead || volume != volumeRead) read(begin, volume);
            Object plane = read.planes[all.place(slice, volume)];
            if (plane instanceof byte[] bytes) return new ByteProcessor(all.width, all.height, bytes.clone());
            if (plane instanceof short[] shorts) return new ShortProcessor(all.width, all.height, shorts.clone(), null);
            return new FloatProcessor(all.width, all.height, ((float[]) plane).clone());
        }

        private void read(int begin, int volume) {
            firstRead = -1;
            read = null;
            NiftiVoxels next = new NiftiVoxels(all.header, all.axes, begin, Math.min(together, all.depth - begin));
            try {
                next.read(voxels, volume);
            } catch (IOException e) {
                String why = e instanceof EOFException ? "it is shorter than when it was opened" : e.getMessage();
                throw ImageFormats.unreadable(file, why, e);
            }
            read = next;
            firstRead = begin;
            volumeRead = volume;
        }
    }
}
