package sc.fiji.unet.nifti;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * The header of an Analyze 7.5 volume, from which that of NIfTI-1 descends: sizes, number type, spacing, the range to show and
 * SPM's scale are in the same place. It does not say how the volume lies; where NIfTI says so, it holds something else.
 */
final class AnalyzeHeader {
    private static final int BYTES = 348;
    private static final int MAGIC = 344;
    private static final int DIMENSIONS = 40;
    private static final int UNIT = 56;
    private static final int TYPE = 70;
    private static final int BITS = 72;
    private static final int SPACING = 76;
    private static final int NIFTI_UNIT = 123;
    private static final int HISTORY = 252;

    private AnalyzeHeader() {}

    /** Whether this is the start of one, in a byte order. */
    static boolean is(ByteBuffer header) {
        int rank = header.getShort(DIMENSIONS);
        boolean typed = header.getShort(TYPE) > 0 && header.getShort(BITS) > 0;
        return header.getInt(0) == BYTES && rank >= 1 && rank <= 7 && typed;
    }

    /** The same as the header of a NIfTI-1 volume in two files, which says no more. */
    static byte[] asNifti(byte[] analyze, ByteOrder order) {
        byte[] nifti = Arrays.copyOf(analyze, BYTES);
        Arrays.fill(nifti, UNIT, TYPE, (byte) 0);
        Arrays.fill(nifti, BITS + 2, SPACING + 4, (byte) 0);
        Arrays.fill(nifti, NIFTI_UNIT - 3, NIFTI_UNIT + 1, (byte) 0);
        Arrays.fill(nifti, HISTORY, BYTES, (byte) 0);
        nifti[NIFTI_UNIT] = unit(new String(analyze, UNIT, 4, StandardCharsets.ISO_8859_1).strip());
        System.arraycopy("ni1".getBytes(StandardCharsets.ISO_8859_1), 0, nifti, MAGIC, 3);
        oneFrame(ByteBuffer.wrap(nifti).order(order));
        return nifti;
    }

    /** Some writers count four axes and leave the length of those they do not use at 0. */
    private static void oneFrame(ByteBuffer nifti) {
        for (int axis = 3; axis <= nifti.getShort(DIMENSIONS); axis++) {
            int at = DIMENSIONS + 2 * axis;
            if (nifti.getShort(at) == 0) nifti.putShort(at, (short) 1);
        }
    }

    /** Millimeters where nothing is said, as the format has it. */
    private static byte unit(String text) {
        String unit = text.replace("\0", "");
        if (unit.isBlank() || unit.equalsIgnoreCase("mm")) return 2;
        return (byte) (unit.equals("um") || unit.equals("\u00b5m") ? 3 : unit.equals("m") ? 1 : 0);
    }
}
