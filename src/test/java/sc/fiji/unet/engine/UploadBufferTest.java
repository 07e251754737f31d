package sc.fiji.unet.engine;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import sc.fiji.unet.torchscript.MemoryCode;
import sc.fiji.unet.torchscript.TorchScriptWriter;

/** Locked memory is granted where there is CUDA; elsewhere its tests go through the memory that takes its place. */
class UploadBufferTest {
    private static float[] noise(int length) {
        float[] values = new float[length];
        Random random = new Random(length);
        for (int i = 0; i < length; i++) values[i] = random.nextFloat();
        return values;
    }

    private static void assertUploads(UploadBuffer upload) {
        try (NDManager scope = Pytorch.engine().newBaseManager(ai.djl.Device.cpu())) {
            for (int length : new int[] {12, 5, 300_000, 7}) {
                float[] values = noise(length + 3); // more than is asked for
                NDArray array = scope.create(upload.fill(values, length), new Shape(length), DataType.FLOAT32);
                assertArrayEquals(java.util.Arrays.copyOf(values, length), array.toFloatArray());
            }
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void whatIsFilledIsUploadedWhetherItGrowsOrShrinks(boolean locked) {
        try (UploadBuffer upload = UploadBuffer.of("cpu", MemoryCode.of(locked))) {
            assertUploads(upload);
            assertEquals(!locked || Pytorch.engine().hasCapability("CUDA"), upload.isNative());
        }
    }

    @Test
    void processorsNeedNoMemoryOfLibtorch() {
        try (UploadBuffer upload = UploadBuffer.of("cpu")) {
            assertUploads(upload);
            assertTrue(!upload.isNative());
        }
    }

    @Test
    void memoryIsUsedAgainWhereItSuffices() {
        try (UploadBuffer upload = UploadBuffer.of("cpu", MemoryCode.of(false))) {
            ByteBuffer first = upload.fill(noise(100), 100);
            assertSame(first, upload.fill(noise(99), 99));
        }
    }

    /** DJL warns of larger ones, and a batch of fewer patches than the last is common. */
    @Test
    void theBufferEndsWithTheValues() {
        try (UploadBuffer upload = UploadBuffer.of("cpu")) {
            for (int length : new int[] {100, 7, 90}) {
                ByteBuffer filled = upload.fill(noise(length), length);
                assertEquals(length * Float.BYTES, filled.remaining());
            }
        }
    }

    /** A copy of it would not be locked. */
    @Test
    void theBufferIsTheArraysOwnMemory() {
        try (ScriptModule module = ScriptModule.load(
                        file -> TorchScriptWriter.writeCode(file, MemoryCode.of(false)), "cpu", false);
                NDManager scope = module.newScope()) {
            NDArray array = module.call(scope, List.of(), 3);
            array.toByteBuffer(true)
                    .order(ByteOrder.nativeOrder())
                    .asFloatBuffer()
                    .put(new float[] {1, -2, 3.5f});
            assertArrayEquals(new float[] {1, -2, 3.5f}, array.toFloatArray());
        }
    }
}
