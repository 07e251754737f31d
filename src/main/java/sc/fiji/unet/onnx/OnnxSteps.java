package sc.fiji.unet.onnx;

import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import sc.fiji.unet.base.Protobuf;

/** What a network computes between its ends, operator by operator. */
public final class OnnxSteps {
    private static final int GRAPH = 7;
    private static final int OUTPUT = 12;
    private static final int NAME = 1;

    private final byte[] bytes;
    private final OnnxFile file;

    /** Of a file that was read before. */
    public OnnxSteps(byte[] bytes) {
        this.bytes = bytes;
        file = OnnxFile.read(ByteBuffer.wrap(bytes));
    }

    /** Names of all values that operators make. */
    public Set<String> values() {
        return file.operators().stream()
                .flatMap(operator -> operator.outputs().stream())
                .filter(name -> !name.isEmpty())
                .collect(Collectors.toSet());
    }

    /** The same file, which answers with all these: a message that follows another adds to its lists. */
    public byte[] telling() {
        Set<String> more = values();
        file.outputs().forEach(output -> more.remove(output.name()));
        Protobuf outputs = new Protobuf();
        more.forEach(name -> outputs.message(OUTPUT, new Protobuf().text(NAME, name)));
        byte[] added = new Protobuf().message(GRAPH, outputs).toBytes();
        return ByteBuffer.allocate(bytes.length + added.length)
                .put(bytes)
                .put(added)
                .array();
    }

    /**
     * The most that values take at a time, where each is kept until the last operator that reads it is done.
     *
     * @param size of a value by its name
     */
    public double peak(ToDoubleFunction<String> size) {
        List<OnnxOperator> operators = file.operators();
        Map<String, Integer> last = new HashMap<>();
        for (int i = 0; i < operators.size(); i++) {
            for (String input : operators.get(i).inputs()) last.put(input, i);
        }
        Set<String> kept = new HashSet<>();
        double most = 0;
        for (int i = 0; i < operators.size(); i++) {
            int now = i;
            kept.addAll(operators.get(i).outputs());
            Stream<String> held = Stream.concat(file.inputs().stream().map(OnnxFile.Value::name), kept.stream());
            most = Math.max(most, held.mapToDouble(size).sum());
            kept.removeIf(name -> last.getOrDefault(name, -1) <= now);
        }
        return most;
    }
}
