package sc.fiji.unet.zarr;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import sc.fiji.unet.base.Halves;
import sc.fiji.unet.base.Sizes;

/**
 * From the bytes of a chunk to its numbers and back.
 *
 * @param type of the numbers
 * @param order of their bytes
 * @param axes by axis as it is stored, slowest first, which of the array's axes that is
 * @param packing what was done to the bytes, in the order of writing
 */
record ChunkFormat(ZarrType type, ByteOrder order, int[] axes, List<ByteCodec> packing) {
    private static final int SLACK = 1 << 16;

    /**
     * The numbers of a chunk in the order of the array's axes, the last fastest: byte[], short[], int[], long[], float[]
     * or double[].
     *
     * @param shape of the chunk along the array's axes
     */
    Object decode(byte[] packed, int[] shape) throws IOException {
        int count = Sizes.count(shape);
        int size = Math.multiplyExact(count, type.bytes);
        byte[] bytes = unpacked(packed, size);
        if (bytes.length != size) throw new IOException("a chunk holds " + bytes.length + " bytes, expected " + size);
        Object values = numbers(ByteBuffer.wrap(bytes).order(order), count);
        return Transposed.isIdentity(axes) ? values : Transposed.back(values, shape, axes);
    }

    private byte[] unpacked(byte[] packed, int size) throws IOException {
        byte[] bytes = packed;
        for (int i = packing.size() - 1; i >= 0; i--) {
            int most = i == 0 ? size : (int) Math.min(Integer.MAX_VALUE - 8, 2L * size + SLACK);
            try {
                bytes = packing.get(i).unpack(bytes, most);
            } catch (IOException | RuntimeException e) { // libraries throw what they like
                String why = e.getMessage() == null ? e.toString() : e.getMessage();
                throw new IOException("its " + packing.get(i).id() + " data are damaged: " + why, e);
            }
        }
        return bytes;
    }

    private Object numbers(ByteBuffer bytes, int count) {
        Object array = type == ZarrType.UINT8 || type == ZarrType.INT8 || type == ZarrType.BOOL
                ? bytes.array()
                : type.array(count);
        if (array instanceof short[] values) bytes.asShortBuffer().get(values);
        else if (array instanceof int[] values) bytes.asIntBuffer().get(values);
        else if (array instanceof long[] values) bytes.asLongBuffer().get(values);
        else if (array instanceof double[] values) bytes.asDoubleBuffer().get(values);
        else if (array instanceof float[] values && type == ZarrType.FLOAT32)
            bytes.asFloatBuffer().get(values);
        else if (array instanceof float[] values) {
            for (int i = 0; i < count; i++) values[i] = Halves.toFloat(bytes.getShort(2 * i));
        }
        return array;
    }

    /** The bytes of a chunk of such numbers; only for chunks whose axes are in order, and not of 16-bit floats. */
    byte[] encode(Object values, int count) throws IOException {
        ByteBuffer bytes =
                ByteBuffer.allocate(Math.multiplyExact(count, type.bytes)).order(order);
        if (values instanceof byte[] all) bytes.put(all, 0, count);
        else if (values instanceof short[] all) bytes.asShortBuffer().put(all, 0, count);
        else if (values instanceof int[] all) bytes.asIntBuffer().put(all, 0, count);
        else if (values instanceof long[] all) bytes.asLongBuffer().put(all, 0, count);
        else if (values instanceof float[] all) bytes.asFloatBuffer().put(all, 0, count);
        else bytes.asDoubleBuffer().put((double[]) values, 0, count);
        byte[] packed = bytes.array();
        for (ByteCodec codec : packing) packed = codec.pack(packed);
        return packed;
    }
}
