package sc.fiji.unet.nifti;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/**
 * What the header of a NIfTI-1 or NIfTI-2 volume says, of either byte order, in front of the voxels or in a file of its
 * own. Axes count from 1: x, y, z, time, channel.
 */
public final class NiftiHeader {
    /** The size of the largest header. */
    public static final int BYTES = 540;

    private static final int BYTES_1 = 348;
    private static final int AXES = 5;
    /** The intent of volumes whose values are labels. */
    private static final int LABELS = 1002;

    private final ByteBuffer header;
    private final boolean second;
    private final NiftiType type;
    private final double slope;
    private final double intercept;

    private NiftiHeader(ByteBuffer header, boolean second) throws IOException {
        this.header = header;
        this.second = second;
        type = NiftiType.of(header.getShort(second ? 12 : 70));
        double stored = real(112, 176);
        boolean scales = stored != 0 && Double.isFinite(stored);
        slope = scales ? stored : 1;
        intercept = scales ? real(116, 184) : 0;
        requireReadable();
    }

    /** Reads the start of a file, at least 348 bytes of it; refuses what is not NIfTI. */
    public static NiftiHeader parse(byte[] bytes) throws IOException {
        ByteBuffer header = ByteBuffer.wrap(bytes);
        for (ByteOrder order : new ByteOrder[] {ByteOrder.LITTLE_ENDIAN, ByteOrder.BIG_ENDIAN}) {
            int size = header.order(order).getInt(0);
            boolean second = size == BYTES && bytes.length >= BYTES;
            if ((second || size == BYTES_1) && magic(bytes, second).matches("n[+i]" + (second ? 2 : 1))) {
                return new NiftiHeader(header, second);
            }
        }
        throw new IOException("it is not a NIfTI volume");
    }

    /** Reads a header in a file of its own, which may be that of an Analyze 7.5 volume. */
    public static NiftiHeader parseApart(byte[] bytes) throws IOException {
        boolean marked = magic(bytes, false).matches("n[+i]1");
        for (ByteOrder order : new ByteOrder[] {ByteOrder.LITTLE_ENDIAN, ByteOrder.BIG_ENDIAN}) {
            if (!marked && AnalyzeHeader.is(ByteBuffer.wrap(bytes).order(order))) {
                return parse(AnalyzeHeader.asNifti(bytes, order));
            }
        }
        return parse(bytes);
    }

    /** Whether this is the start of a header in a file of its own, of whatever voxels; other formats have .hdr files, too. */
    public static boolean isApart(byte[] bytes) {
        if (bytes.length < BYTES_1) return false;
        if (magic(bytes, false).equals("ni1") || magic(bytes, true).equals("ni2")) return true;
        if (magic(bytes, false).equals("n+1")) return false;
        ByteBuffer header = ByteBuffer.wrap(bytes);
        return AnalyzeHeader.is(header.order(ByteOrder.LITTLE_ENDIAN))
                || AnalyzeHeader.is(header.order(ByteOrder.BIG_ENDIAN));
    }

    private static String magic(byte[] bytes, boolean second) {
        return new String(bytes, second ? 4 : 344, 3, StandardCharsets.ISO_8859_1);
    }

    private double real(int first, int place) {
        return second ? header.getDouble(place) : header.getFloat(first);
    }

    private long dimension(int axis) {
        return second ? header.getLong(16 + 8 * axis) : header.getShort(40 + 2 * axis);
    }

    private void requireReadable() throws IOException {
        long rank = dimension(0);
        boolean fine = rank >= 2 && rank <= 7 && offset() >= firstVoxel();
        double bytes = type.bytes;
        for (int axis = 1; axis <= Math.min(rank, 7); axis++) {
            long size = dimension(axis);
            fine &= size >= 1 && size <= Integer.MAX_VALUE && (axis <= AXES || size == 1);
            bytes *= size;
        }
        if (!fine || bytes > Long.MAX_VALUE / 2) throw new IOException("its header names impossible sizes");
    }

    private int firstVoxel() {
        if (isApart()) return 0;
        return second ? 544 : 352;
    }

    /** Whether the voxels are in another file. */
    public boolean isApart() {
        byte sign = header.get(second ? 5 : 345);
        return sign == 'i';
    }

    /** The byte order of the numbers in the file, of header and voxels alike. */
    public ByteOrder order() {
        return header.order();
    }

    /** The number type of the voxels as they are stored. */
    public NiftiType type() {
        return type;
    }

    /** Pixels along an axis, 1 for those there are not. */
    public int size(int axis) {
        return axis <= dimension(0) ? (int) dimension(axis) : 1;
    }

    /** Bytes of all voxels. */
    public long voxelBytes() {
        long bytes = type.bytes;
        for (int axis = 1; axis <= AXES; axis++) bytes *= size(axis);
        return bytes;
    }

    /** Where the center of each voxel lies; null where the file does not say. The sform counts before the qform. */
    public NiftiAffine affine() {
        double[][] rows = new double[3][4];
        for (int i = 0; i < 12; i++) rows[i / 4][i % 4] = real(280 + 4 * i, 400 + 8 * i);
        NiftiAffine sform = new NiftiAffine(rows);
        if (code(254, 348) > 0 && sform.isRegular()) return sform;
        double[] quaternion = new double[3];
        double[] offset = new double[3];
        double[] spacing = new double[3];
        for (int d = 0; d < 3; d++) {
            quaternion[d] = real(256 + 4 * d, 352 + 8 * d);
            offset[d] = real(268 + 4 * d, 376 + 8 * d);
            spacing[d] = spacing(d + 1);
        }
        if (real(76, 104) < 0) spacing[2] = -spacing[2];
        NiftiAffine qform = NiftiAffine.of(quaternion, spacing, offset);
        return code(252, 344) > 0 && qform.isRegular() ? qform : null;
    }

    private int code(int first, int place) {
        return second ? header.getInt(place) : header.getShort(first);
    }

    /** Size of a pixel along a spatial axis, 1 where unknown. */
    public double spacing(int axis) {
        double spacing = Math.abs(real(76 + 4 * axis, 104 + 8 * axis));
        return spacing > 0 && Double.isFinite(spacing) ? spacing : 1;
    }

    /** The unit of the spacing: m, mm, um or pixel. */
    public String unit() {
        return switch ((second ? header.getInt(500) : header.get(123)) & 7) {
            case 1 -> "m";
            case 2 -> "mm";
            case 3 -> "um";
            default -> "pixel";
        };
    }

    /** Where the voxels begin, in bytes. */
    public long offset() {
        return second ? header.getLong(168) : (long) header.getFloat(108);
    }

    /** Whether values differ from what is stored. */
    public boolean scaled() {
        return slope != 1 || intercept != 0;
    }

    /** Whether floats hold every whole number that the type has. */
    public boolean isExact() {
        return scaled() || type.bytes <= 2 || type == NiftiType.FLOAT32;
    }

    /** Whether the header says what range of values to show. */
    public boolean displayed() {
        return displayMax() > displayMin();
    }

    /** The true value that the header wants shown as white; heeded only where {@link #displayed}. */
    public double displayMax() {
        return real(124, 192);
    }

    /** The true value that the header wants shown as black; heeded only where {@link #displayed}. */
    public double displayMin() {
        return real(128, 200);
    }

    /** What comes before the voxels of labels in the same grid and at the same times: this header with another type, and no extension. */
    public byte[] ofLabels(NiftiType labels) {
        ByteBuffer out = ByteBuffer.allocate(second ? 544 : 352).order(order());
        out.put(0, header, 0, second ? BYTES : BYTES_1);
        for (int axis = 0; axis <= 7; axis++) {
            long size = axis == 0 ? (size(4) > 1 ? 4 : 3) : axis <= 4 ? size(axis) : 1;
            if (second) out.putLong(16 + 8 * axis, size);
            else out.putShort(40 + 2 * axis, (short) size);
        }
        out.putShort(second ? 12 : 70, (short) labels.code());
        out.putShort(second ? 14 : 72, (short) (Byte.SIZE * labels.bytes));
        if (second) ofLabels2(out);
        else ofLabels1(out);
        return out.array();
    }

    private static void ofLabels1(ByteBuffer out) {
        out.putFloat(108, out.capacity()).putFloat(112, 1).putFloat(116, 0);
        out.putFloat(124, 0).putFloat(128, 0);
        out.putShort(68, (short) LABELS);
        out.put(345, (byte) '+');
    }

    private static void ofLabels2(ByteBuffer out) {
        out.putLong(168, out.capacity()).putDouble(176, 1).putDouble(184, 0);
        out.putDouble(192, 0).putDouble(200, 0);
        out.putInt(504, LABELS);
        out.put(5, (byte) '+');
    }

    /** The true value of the i-th voxel of a buffer. */
    public double value(ByteBuffer voxels, int i) {
        return slope * type.value(voxels, i) + intercept;
    }
}
