package sc.fiji.unet.runtime;

import ai.onnxruntime.NodeInfo;
import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OnnxValue;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.TensorInfo;
import java.nio.FloatBuffer;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import sc.fiji.unet.base.InputException;

/** An ONNX file in ONNX Runtime. */
public final class OnnxSession implements AutoCloseable {
    private final OrtSession session;
    private final String where;

    /**
     * Numbers with the sizes of their axes.
     *
     * @param shape of the tensor
     * @param values row-major
     */
    public record Numbers(long[] shape, float[] values) {}

    private OnnxSession(OrtSession session, String where) {
        this.session = session;
        this.where = where;
    }

    /** Opens a file that {@link OnnxRuntime} looked at. */
    static OnnxSession open(byte[] file, String where) {
        try {
            return new OnnxSession(OrtEnvironment.getEnvironment().createSession(file), where);
        } catch (OrtException e) {
            throw new InputException(
                    where + " cannot be opened by ONNX Runtime: " + e.getMessage()
                            + ". Ask its author for a file that it opens.",
                    e);
        }
    }

    /** Refuses what reads or answers in other numbers than 32-bit floats. */
    public OnnxSession requireFloats(Set<String> inputs, String output) {
        try {
            for (String input : inputs)
                requireFloat(input, session.getInputInfo().get(input));
            requireFloat(output, session.getOutputInfo().get(output));
            return this;
        } catch (OrtException e) {
            throw failed(e);
        }
    }

    private void requireFloat(String name, NodeInfo info) {
        if (info != null && info.getInfo() instanceof TensorInfo tensor && tensor.type == OnnxJavaType.FLOAT) return;
        throw new InputException(where + ": " + name + " is " + (info == null ? "not there" : info.getInfo())
                + ", expected an image of 32-bit floats. Ask its author for such a network.");
    }

    /** The answer to these inputs. */
    public Numbers run(Map<String, Numbers> inputs, String output) {
        return ask(inputs, Set.of(output), result -> numbers(result.get(0)));
    }

    /** How many bytes each of these outputs has. */
    Map<String, Long> bytes(Map<String, Numbers> inputs, Set<String> outputs) {
        return ask(inputs, outputs, result -> {
            Map<String, Long> bytes = new HashMap<>();
            for (Map.Entry<String, OnnxValue> value : result) {
                if (value.getValue() instanceof OnnxTensor tensor) {
                    TensorInfo info = tensor.getInfo();
                    bytes.put(value.getKey(), info.getNumElements() * info.type.size);
                }
            }
            return bytes;
        });
    }

    private <T> T ask(Map<String, Numbers> inputs, Set<String> outputs, Function<OrtSession.Result, T> reading) {
        Map<String, OnnxTensor> tensors = new HashMap<>();
        try {
            for (Map.Entry<String, Numbers> input : inputs.entrySet()) {
                FloatBuffer values = FloatBuffer.wrap(input.getValue().values());
                tensors.put(
                        input.getKey(),
                        OnnxTensor.createTensor(
                                OrtEnvironment.getEnvironment(),
                                values,
                                input.getValue().shape()));
            }
            try (OrtSession.Result result = session.run(tensors, outputs)) {
                return reading.apply(result);
            }
        } catch (OrtException e) {
            throw failed(e);
        } finally {
            tensors.values().forEach(OnnxTensor::close);
        }
    }

    private Numbers numbers(OnnxValue value) {
        if (!(value instanceof OnnxTensor tensor)) throw new InputException(where + " answers with no image.");
        FloatBuffer found = tensor.getFloatBuffer();
        float[] values = new float[found.remaining()];
        found.get(values);
        return new Numbers(tensor.getInfo().getShape(), values);
    }

    private InputException failed(OrtException e) {
        return new InputException(
                where + " cannot be computed by ONNX Runtime: " + e.getMessage()
                        + ". Ask its author which images it takes.",
                e);
    }

    @Override
    public void close() {
        try {
            session.close();
        } catch (OrtException e) {
            throw new IllegalStateException(e); // it was not open any more
        }
    }
}
