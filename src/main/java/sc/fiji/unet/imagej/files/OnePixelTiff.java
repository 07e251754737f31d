package sc.fiji.unet.imagej.files;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Map;
import java.util.TreeMap;
import sc.fiji.unet.tiff.TiffFile;
import sc.fiji.unet.tiff.TiffTags;

/** A plain TIFF file of one pixel, with the metadata of another and in its byte order, as ImageJ keeps some in that. */
final class OnePixelTiff {
    private static final int[] COPIED = {
        TiffTags.DESCRIPTION,
        TiffTags.X_RESOLUTION,
        TiffTags.Y_RESOLUTION,
        TiffTags.RESOLUTION_UNIT,
        TiffTags.IMAGEJ_COUNTS,
        TiffTags.IMAGEJ_DATA
    };

    /** Size, 8 bits, no compression, black is 0, pixels at the file's start, one channel, one strip of one byte. */
    private static final int[][] OWN = {
        {256, 1}, {257, 1}, {258, 8}, {259, 1}, {262, 1}, {273, 0}, {277, 1}, {278, 1}, {279, 1}
    };

    private static final int LONG = 4;
    private static final int HEADER = 8;
    private static final int ENTRY = 12;

    private record Value(int type, byte[] bytes) {
        int count() {
            return switch (type) {
                case 1, 2, 6, 7 -> bytes.length;
                case 3, 8 -> bytes.length / 2;
                case 5, 10, 12, 16 -> bytes.length / 8;
                default -> bytes.length / 4;
            };
        }
    }

    private OnePixelTiff() {}

    /** Bytes of that file. */
    static byte[] of(TiffFile file, TiffTags tags) throws IOException {
        ByteBuffer out = ByteBuffer.allocate(LONG).order(file.order());
        Map<Integer, Value> values = new TreeMap<>();
        for (int[] tag : OWN)
            values.put(tag[0], new Value(LONG, out.putInt(0, tag[1]).array().clone()));
        for (int tag : COPIED) {
            byte[] bytes = tags.raw(tag);
            if (bytes.length > 0) values.put(tag, new Value(tags.type(tag), bytes));
        }
        return written(values, file.order());
    }

    private static byte[] written(Map<Integer, Value> values, ByteOrder order) {
        int data = HEADER + 2 + values.size() * ENTRY + 4;
        int all = values.values().stream()
                .mapToInt(value -> value.bytes.length + 1)
                .sum();
        ByteBuffer out = ByteBuffer.allocate(data + all).order(order);
        out.putShort((short) (order == ByteOrder.LITTLE_ENDIAN ? 0x4949 : 0x4D4D));
        out.putShort((short) 42).putInt(HEADER).putShort((short) values.size());
        for (Map.Entry<Integer, Value> entry : values.entrySet()) {
            Value value = entry.getValue();
            out.putShort(entry.getKey().shortValue())
                    .putShort((short) value.type)
                    .putInt(value.count());
            boolean inline = value.bytes.length <= LONG;
            if (!inline) out.putInt(out.position(), data);
            out.put(inline ? out.position() : data, value.bytes);
            out.position(out.position() + LONG);
            if (!inline) data += value.bytes.length + value.bytes.length % 2;
        }
        return out.array();
    }
}
