package sc.fiji.unet.live;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.Map;
import sc.fiji.unet.nn.Graph;
import sc.fiji.unet.nn.Weights;
import sc.fiji.unet.nn.op.Parameter;

/**
 * What a network of the usual shape has learned before it sees a stroke: the project trained it on its own samples by
 * scripts/live_start.py, which writes the file too. All but the last layer, which gives the classes, is there. Big-endian: the
 * number of arrays; of each its name, its rows and the values of a row; of each row a factor in float32 and the values as
 * signed bytes, or, where there are no rows, the values in float32. Stateless.
 */
final class LiveStart {
    private static final String FILE = "start.bin";

    private LiveStart() {}

    /** The weights to begin with: what was learned where all of it fits the network, and these where it does not. */
    static Weights of(Graph graph, Weights fresh) {
        Map<String, float[]> known = read();
        Map<String, float[]> arrays = new LinkedHashMap<>(fresh.arrays());
        for (Parameter parameter : graph.parameters()) {
            float[] learned = known.remove(parameter.name());
            if (learned == null) continue;
            if (learned.length != parameter.size()) return fresh;
            arrays.put(parameter.name(), learned);
        }
        return known.isEmpty() ? new Weights(arrays) : fresh;
    }

    /** Whether there is anything for this network. */
    static boolean fits(Graph graph) {
        Weights none = new Weights(Map.of());
        return of(graph, none) != none;
    }

    private static Map<String, float[]> read() {
        try (InputStream file = LiveStart.class.getResourceAsStream(FILE);
                DataInputStream in = new DataInputStream(new BufferedInputStream(file))) {
            Map<String, float[]> arrays = new LinkedHashMap<>();
            for (int left = in.readInt(); left > 0; left--) arrays.put(in.readUTF(), values(in));
            return arrays;
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + FILE + " of the program", e);
        }
    }

    private static float[] values(DataInputStream in) throws IOException {
        int rows = in.readInt();
        int length = in.readInt();
        float[] values = new float[Math.max(1, rows) * length];
        for (int i = 0; i < values.length && rows == 0; i++) values[i] = in.readFloat();
        for (int row = 0; row < rows; row++) {
            float factor = in.readFloat();
            for (int i = 0; i < length; i++) values[row * length + i] = factor * in.readByte();
        }
        return values;
    }
}
