package sc.fiji.unet.predict;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/** Buffers that are kept from call to call: as many as there were calls at a time. Any thread. */
final class BufferPool {
    private final Queue<float[]> buffers = new ConcurrentLinkedQueue<>();

    /** One that nobody else has, at least that long, with anything in it. */
    float[] take(int length) {
        float[] buffer = buffers.poll();
        return buffer == null || buffer.length < length ? new float[length] : buffer;
    }

    void giveBack(float[] buffer) {
        buffers.add(buffer);
    }
}
