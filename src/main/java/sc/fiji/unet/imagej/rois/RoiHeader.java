package sc.fiji.unet.imagej.rois;

import ij.io.RoiDecoder;
import java.nio.ByteBuffer;
import java.util.Set;
import sc.fiji.unet.base.InputException;

/**
 * What the header of a {@code .roi} file promises, held against the length of the file: ImageJ's decoder makes room for it
 * before it reads, gigabytes where a header is damaged.
 */
final class RoiHeader {
    private static final int RECTANGLE = 1;
    /** Kinds of ROIs that are lists of points, as the file numbers them. */
    private static final Set<Integer> OF_POINTS = Set.of(0, 4, 5, 7, 8, 9, 10);
    /** Where a text begins that is drawn: after two numbers come the lengths of its font's name and of itself. */
    private static final int[] TEXT_LENGTHS = {RoiDecoder.COORDINATES + 8, RoiDecoder.COORDINATES + 12};

    private final ByteBuffer bytes;
    private final String name;

    private RoiHeader(ByteBuffer bytes, String name) {
        this.bytes = bytes;
        this.name = name;
    }

    /** Refuses a file that promises more than it holds. */
    static void requireWhole(byte[] bytes, String name) {
        RoiHeader header = new RoiHeader(ByteBuffer.wrap(bytes), name);
        if (bytes.length < RoiDecoder.COORDINATES) throw header.damaged("has only " + bytes.length + " bytes");
        header.first();
        header.second(header.bytes.getInt(RoiDecoder.HEADER2_OFFSET));
    }

    private void first() {
        int type = bytes.get(RoiDecoder.TYPE);
        long points = bytes.getShort(RoiDecoder.N_COORDINATES) & 0xFFFF;
        if (points == 0 && OF_POINTS.contains(type)) points = bytes.getInt(RoiDecoder.SIZE);
        requireRoom(2 * Short.BYTES * points);
        if (type == RECTANGLE) requireRoom((long) Float.BYTES * bytes.getInt(RoiDecoder.SHAPE_ROI_SIZE));
        boolean text = bytes.getShort(RoiDecoder.SUBTYPE) == RoiDecoder.TEXT;
        if (text) for (int length : TEXT_LENGTHS) requireLength(length, Character.BYTES);
    }

    private void second(int start) {
        if (start <= 0) return;
        requireLength(start + RoiDecoder.NAME_LENGTH, Character.BYTES);
        requireLength(start + RoiDecoder.ROI_PROPS_LENGTH, Character.BYTES);
        requireLength(start + RoiDecoder.IMAGE_SIZE, 1);
    }

    /** Older programs wrote shorter headers: what is not there promises nothing. */
    private void requireLength(int at, int bytesEach) {
        if (at >= 0 && at + Integer.BYTES <= bytes.capacity()) requireRoom((long) bytesEach * bytes.getInt(at));
    }

    private void requireRoom(long promised) {
        if (promised < 0 || promised > bytes.capacity()) {
            throw damaged("promises more than its " + bytes.capacity() + " bytes");
        }
    }

    private InputException damaged(String why) {
        return new InputException(name + " is damaged: it " + why);
    }
}
