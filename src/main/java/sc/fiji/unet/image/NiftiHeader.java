package sc.fiji.unet.image;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** What the 348 bytes at the start of a NIfTI-1 file say. Axes count from 1: x, y, z, time, channel. */
public final class NiftiHeader {
    /** The size of a header. */
    public static final int BYTES = 348;

    private static final int AXES = 5;
    private static final int FIRST_VOXEL = 352;
    private final ByteBuffer header;
    private final Type type;
    private final double slope;
    private final double intercept;

    /** The number types of voxels that are read, by their NIfTI code. */
    public enum Type {
        UINT8(2, 1),
        INT16(4, 2),
        INT32(8, 4),
        FLOAT32(16, 4),
        FLOAT64(64, 8),
        INT8(256, 1),
        UINT16(512, 2),
        UINT32(768, 4);

        final int code;

        /** Of one voxel. */
        public final int bytes;

        Type(int code, int bytes) {
            this.code = code;
            this.bytes = bytes;
        }

        private static Type of(int code) throws IOException {
            for (Type type : values()) {
                if (type.code == code) return type;
            }
            throw new IOException("its voxels are of NIfTI type " + code + ", not real numbers of 8 to 64 bits");
        }
    }

    private NiftiHeader(ByteBuffer header) throws IOException {
        this.header = header;
        type = Type.of(header.getShort(70));
        double stored = header.getFloat(112);
        boolean scales = stored != 0 && Double.isFinite(stored);
        slope = scales ? stored : 1;
        intercept = scales ? header.getFloat(116) : 0;
        requireReadable();
    }

    /** Reads a header of either byte order; refuses what is not NIfTI-1 in one file. */
    public static NiftiHeader parse(byte[] bytes) throws IOException {
        ByteBuffer header = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        if (header.getInt(0) != BYTES) header.order(ByteOrder.BIG_ENDIAN);
        boolean magic = bytes[344] == 'n' && bytes[345] == '+' && bytes[346] == '1';
        if (header.getInt(0) != BYTES || !magic) throw new IOException("it is not a single-file NIfTI-1 volume");
        return new NiftiHeader(header);
    }

    private void requireReadable() throws IOException {
        int rank = header.getShort(40);
        boolean fine = rank >= 2 && rank <= 7 && offset() >= FIRST_VOXEL;
        for (int axis = 1; axis <= Math.min(rank, 7); axis++) {
            int size = header.getShort(40 + 2 * axis);
            fine &= size >= 1 && (axis <= AXES || size == 1);
        }
        if (!fine) throw new IOException("its header names impossible sizes");
    }

    /** Of the numbers in the file. */
    public ByteOrder order() {
        return header.order();
    }

    /** Of the voxels as they are stored. */
    public Type type() {
        return type;
    }

    /** Pixels along an axis, 1 for those there are not. */
    public int size(int axis) {
        return axis <= header.getShort(40) ? header.getShort(40 + 2 * axis) : 1;
    }

    /** Size of a pixel along a spatial axis, 1 where unknown. */
    public double spacing(int axis) {
        double spacing = Math.abs(header.getFloat(76 + 4 * axis));
        return spacing > 0 && Double.isFinite(spacing) ? spacing : 1;
    }

    /** Of the spacing: m, mm, um or pixel. */
    public String unit() {
        return switch (header.get(123) & 7) {
            case 1 -> "m";
            case 2 -> "mm";
            case 3 -> "um";
            default -> "pixel";
        };
    }

    /** Where the voxels begin, in bytes. */
    public long offset() {
        return (long) header.getFloat(108);
    }

    /** Whether values differ from what is stored. */
    public boolean scaled() {
        return slope != 1 || intercept != 0;
    }

    /** Whether the header says what range of values to show. */
    public boolean displayed() {
        return displayMax() > displayMin();
    }

    /** Shown as white. */
    public double displayMax() {
        return header.getFloat(124);
    }

    /** Shown as black. */
    public double displayMin() {
        return header.getFloat(128);
    }

    /** The true value of the i-th voxel of a buffer. */
    public double value(ByteBuffer voxels, int i) {
        double stored =
                switch (type) {
                    case UINT8 -> voxels.get(i) & 0xFF;
                    case INT8 -> voxels.get(i);
                    case UINT16 -> voxels.getShort(2 * i) & 0xFFFF;
                    case INT16 -> voxels.getShort(2 * i);
                    case UINT32 -> voxels.getInt(4 * i) & 0xFFFFFFFFL;
                    case INT32 -> voxels.getInt(4 * i);
                    case FLOAT32 -> voxels.getFloat(4 * i);
                    case FLOAT64 -> voxels.getDouble(8 * i);
                };
        return slope * stored + intercept;
    }
}
