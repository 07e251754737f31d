package sc.fiji.unet.engine;

import ai.djl.engine.EngineException;
import ai.djl.ndarray.NDManager;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import sc.fiji.unet.torchscript.MemoryCode;
import sc.fiji.unet.torchscript.TorchScriptWriter;

/**
 * Main memory in which floats are laid out on their way to a device; it grows as needed and is used again. For GPUs of
 * NVIDIA it is page-locked where CUDA grants that, so that the card fetches them itself: from other memory the driver first
 * copies them, part by part, to page-locked memory of its own. One thread at a time, and the device must have fetched what
 * is there before it is filled again.
 */
final class UploadBuffer implements AutoCloseable {
    private static final ByteBuffer NOTHING = ByteBuffer.allocateDirect(0);
    private ScriptModule allocator;
    private NDManager owner;
    private ByteBuffer memory = NOTHING;

    private UploadBuffer(ScriptModule allocator) {
        this.allocator = allocator;
    }

    /** Memory to upload from to this device. */
    static UploadBuffer of(String device) {
        return Devices.of(device).isGpu() ? of(device, MemoryCode.of(true)) : new UploadBuffer(null);
    }

    /** Memory that this code allocates, or Java where it fails to. */
    static UploadBuffer of(String device, String code) {
        return new UploadBuffer(ScriptModule.load(file -> TorchScriptWriter.writeCode(file, code), device, false));
    }

    /** The first so many values; valid until the next call. */
    ByteBuffer fill(float[] values, int length) {
        int bytes = Math.multiplyExact(length, Float.BYTES);
        if (memory.capacity() < bytes) memory = allocate(length).order(ByteOrder.nativeOrder());
        memory.clear().limit(bytes); // DJL logs a warning for every buffer that holds more than the array
        memory.asFloatBuffer().put(values, 0, length);
        return memory;
    }

    private ByteBuffer allocate(int length) {
        free();
        if (allocator != null) {
            owner = allocator.newScope();
            try {
                return allocator.call(owner, List.of(), length).toByteBuffer(true);
            } catch (EngineException e) {
                close(); // no CUDA, or no more memory that may be locked: slower, but not worth a failure
            }
        }
        return ByteBuffer.allocateDirect(length * Float.BYTES);
    }

    /** Whether libtorch, not Java, allocates. */
    boolean isNative() {
        return allocator != null;
    }

    private void free() {
        memory = NOTHING;
        if (owner != null) owner.close();
        owner = null;
    }

    @Override
    public void close() {
        free();
        if (allocator != null) allocator.close();
        allocator = null;
    }
}
