package sc.fiji.unet.nifti;

import java.io.IOException;
import java.nio.ByteBuffer;

/** The number types of voxels that are read, by the codes of the NIfTI standard; colors and complex numbers are not. */
public enum NiftiType {
    UINT8(2, 1),
    INT16(4, 2),
    INT32(8, 4),
    FLOAT32(16, 4),
    FLOAT64(64, 8),
    INT8(256, 1),
    UINT16(512, 2),
    UINT32(768, 4),
    INT64(1024, 8),
    UINT64(1280, 8);

    private static final double LARGEST_WHOLE = 1 << 24;
    private static final double LARGEST_LABEL = Integer.MAX_VALUE;
    private final int code;

    /** How many bytes a voxel takes in the file. */
    public final int bytes;

    NiftiType(int code, int bytes) {
        this.code = code;
        this.bytes = bytes;
    }

    /** Its number in the format. */
    int code() {
        return code;
    }

    /** The smallest type of whole numbers that are 0 to this. */
    public static NiftiType ofLabels(long largest) {
        if (largest <= 0xFF) return UINT8;
        return largest <= 0xFFFF ? UINT16 : INT32;
    }

    static NiftiType of(int code) throws IOException {
        for (NiftiType type : values()) {
            if (type.code == code) return type;
        }
        throw new IOException("its voxels are " + name(code) + " (datatype " + code
                + "), expected real numbers of 8 to 64 bits" + remedy(code));
    }

    private static String name(int code) {
        return switch (code) {
            case 1 -> "single bits";
            case 32, 1792, 2048 -> "complex numbers";
            case 128, 2304 -> "colors";
            case 1536 -> "floating-point numbers of 128 bits";
            default -> "of an unknown type";
        };
    }

    private static String remedy(int code) {
        return switch (code) {
            case 32, 1792, 2048 -> "; save their magnitude as a volume of 32-bit floating-point numbers";
            case 128, 2304 -> "; save their brightness as a gray volume, or the slices as color images";
            default -> "";
        };
    }

    /** The stored number of the i-th voxel, rounded to a double where it has more than 53 bits. */
    double value(ByteBuffer voxels, int i) {
        return switch (this) {
            case UINT8 -> voxels.get(i) & 0xFF;
            case INT8 -> voxels.get(i);
            case UINT16 -> voxels.getShort(2 * i) & 0xFFFF;
            case INT16 -> voxels.getShort(2 * i);
            case UINT32 -> voxels.getInt(4 * i) & 0xFFFFFFFFL;
            case INT32 -> voxels.getInt(4 * i);
            case FLOAT32 -> voxels.getFloat(4 * i);
            case FLOAT64 -> voxels.getDouble(8 * i);
            case INT64 -> voxels.getLong(8 * i);
            case UINT64 -> {
                long bits = voxels.getLong(8 * i);
                yield bits >= 0 ? bits : 2 * (double) (bits >>> 1 | bits & 1);
            }
        };
    }

    /** Whether a whole number is the same as a float, and as the number of an object. */
    public static boolean isExact(double value) {
        double size = Math.abs(value);
        return size <= LARGEST_WHOLE || value != Math.rint(value) || size <= LARGEST_LABEL && (float) value == value;
    }
}
