package sc.fiji.unet.torchscript;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import sc.fiji.unet.base.AtomicFiles;
import sc.fiji.unet.nn.Graph;
import sc.fiji.unet.nn.Node;
import sc.fiji.unet.nn.Weights;
import sc.fiji.unet.nn.op.Conv;
import sc.fiji.unet.nn.op.UpConv;

/**
 * Writes networks as TorchScript archives, which LibTorch, DJL and PyTorch for Python load: a zip of stored entries with
 * the pickled module, its source text and its tensors. Needs neither PyTorch nor any native code.
 */
public final class TorchScriptWriter {
    private TorchScriptWriter() {}

    /** How many bins {@link #writeWatching} counts values in. */
    public static final int BINS = RangeCode.BINS;

    /** Creates or replaces an archive; its {@code forward} takes and gives float32 (N, channels, (z), y, x). */
    public static void write(Path file, Graph graph, Weights weights, Form form) {
        weights.requireFit(graph, file.toString());
        ByteCode bytes = new ByteCode(graph, form);
        List<StoredTensor> tensors = new ArrayList<>();
        for (int i = 0; i < graph.nodes().size(); i++) {
            tensors.addAll(bytes.multiplies(i) ? bytes(graph, weights, form, i) : floats(graph, weights, form, i));
        }
        writeModule(file, ModuleCode.of(graph, form), tensors, form.training());
    }

    /**
     * Creates or replaces an archive that gives, for patches, how the values of nodes are spread: a row of {@link #BINS} + 2
     * numbers, the ends and the counts in between, for each node that {@link #watched} names. For x86 processors.
     */
    public static void writeWatching(Path file, Graph graph, Weights weights) {
        List<StoredTensor> tensors = new ArrayList<>();
        for (int i = 0; i < graph.nodes().size(); i++) tensors.addAll(floats(graph, weights, RangeCode.FORM, i));
        writeModule(file, RangeCode.of(graph), tensors, false);
    }

    /** The names of the nodes that {@link #writeWatching} watches, in order. */
    public static List<String> watched(Graph graph) {
        return RangeCode.nodes(graph);
    }

    private static List<StoredTensor> floats(Graph graph, Weights weights, Form form, int node) {
        return graph.nodes().get(node).parameters(graph.rank()).stream()
                .map(p -> new StoredTensor(
                        p.name(),
                        p.shape(),
                        weights.get(p.name()),
                        form.bf16() && !form.training(),
                        form.training() && p.learned()))
                .toList();
    }

    private static List<StoredTensor> bytes(Graph graph, Weights weights, Form form, int index) {
        int largest = form.bytes().largestWeight();
        Node node = graph.nodes().get(index);
        float[] weight = weights.get(node.name() + "_weight");
        if (node.op() instanceof UpConv up) {
            return ByteWeights.of(node.name(), up, weight, weights.get(node.name() + "_bias"))
                    .tensors(largest);
        }
        Conv conv = (Conv) node.op();
        float[] bias = conv.bias() ? weights.get(node.name() + "_bias") : null;
        return ByteWeights.of(node.name(), conv, weight, bias).tensors(largest);
    }

    /** Creates or replaces an archive of a class {@code Net} without tensors, from its source text. */
    public static void writeCode(Path file, String code) {
        writeModule(file, code, List.of(), false);
    }

    static void writeModule(Path file, String code, List<StoredTensor> tensors, boolean training) {
        AtomicFiles.write(file, temporary -> {
            try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(temporary));
                    ZipOutputStream zip = new ZipOutputStream(out)) {
                store(zip, "version", "3\n".getBytes(StandardCharsets.UTF_8));
                store(zip, "data.pkl", pickle(tensors, training));
                store(zip, "constants.pkl", new PickleWriter().raw(')').finish());
                store(zip, "code/__torch__.py", code.getBytes(StandardCharsets.UTF_8));
                for (int i = 0; i < tensors.size(); i++)
                    store(zip, "data/" + i, tensors.get(i).bytes());
            }
        });
    }

    private static byte[] pickle(List<StoredTensor> tensors, boolean training) {
        PickleWriter pickle = new PickleWriter();
        pickle.global("__torch__", "Net")
                .raw(')', 0x81, '}', '(')
                .text("training")
                .bool(training);
        for (int i = 0; i < tensors.size(); i++) {
            pickle.text(tensors.get(i).name()).tensor(tensors.get(i), String.valueOf(i));
        }
        return pickle.raw('u', 'b').finish();
    }

    private static void store(ZipOutputStream zip, String name, byte[] content) throws IOException {
        CRC32 crc = new CRC32();
        crc.update(content);
        ZipEntry entry = new ZipEntry("net/" + name);
        entry.setMethod(ZipEntry.STORED);
        entry.setSize(content.length);
        entry.setCrc(crc.getValue());
        entry.setTime(0); // the same network gives the same file
        zip.putNextEntry(entry);
        zip.write(content);
        zip.closeEntry();
    }
}
