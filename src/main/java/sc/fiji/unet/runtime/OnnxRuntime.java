package sc.fiji.unet.runtime;

import java.nio.ByteBuffer;
import sc.fiji.unet.base.InputException;
import sc.fiji.unet.onnx.OnnxArithmetic;

/** ONNX Runtime, which is an optional jar: 75 MB that most people never need. Nothing here names its classes. */
public final class OnnxRuntime {
    private OnnxRuntime() {}

    /**
     * Opens a file of arithmetic only; whatever else a file may ask for is refused by name.
     *
     * @param where for messages
     */
    public static OnnxSession open(byte[] file, String where) {
        OnnxArithmetic.require(ByteBuffer.wrap(file), where);
        try {
            return OnnxSession.open(file, where);
        } catch (LinkageError e) { // there is no such class, or no library for this machine in the jar
            throw new InputException(
                    where + " needs ONNX Runtime, which is not here. Put onnxruntime-1.23.2.jar"
                            + " (com.microsoft.onnxruntime:onnxruntime of Maven Central, 75 MB) into the folder jars of"
                            + " Fiji and start Fiji again; scripts/unet has it already.",
                    e);
        }
    }
}
