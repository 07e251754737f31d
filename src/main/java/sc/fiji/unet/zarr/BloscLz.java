package sc.fiji.unet.zarr;

import java.io.IOException;

/**
 * The codec of Blosc's own: runs of literal bytes, and copies of earlier ones. A first byte below 32 announces as many
 * literals and one; else its upper bits are the length of a copy and its lower ones the distance. For one thread.
 */
final class BloscLz {
    private static final int LONG_LENGTH = 6;
    private static final int FAR = 31 << 8;
    private static final int FARTHEST = 8191;

    private final byte[] in;
    private final int end;
    private final byte[] out;
    private int at;
    private int to;

    private BloscLz(byte[] in, int from, int count, byte[] out) {
        this.in = in;
        this.out = out;
        at = from;
        end = from + count;
    }

    /** Unpacks some bytes of an array into another and gives how many they are. */
    static int unpack(byte[] in, int from, int count, byte[] out) throws IOException {
        BloscLz lz = new BloscLz(in, from, count, out);
        if (count > 0) lz.run();
        return lz.to;
    }

    private void run() throws IOException {
        int control = next() & 31;
        while (true) {
            if (control < 32) literals(control + 1);
            else copy(control);
            if (at >= end) return;
            control = next();
        }
    }

    private void literals(int count) throws IOException {
        if (count > end - at || count > out.length - to) throw damaged();
        System.arraycopy(in, at, out, to, count);
        at += count;
        to += count;
    }

    private void copy(int control) throws IOException {
        int length = (control >> 5) - 1;
        int distance = (control & 31) << 8;
        if (length == LONG_LENGTH) {
            int more;
            do {
                more = next();
                length += more;
                if (length > out.length) throw damaged();
            } while (more == 255);
        }
        int low = next();
        if (low == 255 && distance == FAR) distance = FARTHEST + (next() << 8) + next();
        else distance += low;
        repeat(distance + 1, length + 3);
    }

    /** Byte by byte, as a copy may go on into what it just wrote. */
    private void repeat(int distance, int length) throws IOException {
        if (distance > to || length > out.length - to) throw damaged();
        for (int i = 0; i < length; i++, to++) out[to] = out[to - distance];
    }

    private int next() throws IOException {
        if (at >= end) throw damaged();
        return in[at++] & 0xFF;
    }

    private static IOException damaged() {
        return new IOException("its BloscLZ data are damaged");
    }
}
