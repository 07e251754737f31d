package sc.fiji.unet.fuzz;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import sc.fiji.unet.config.Options;
import sc.fiji.unet.model.ModelFolder;
import sc.fiji.unet.model.TrainingOrigin;
import sc.fiji.unet.nn.Graph;
import sc.fiji.unet.nn.Weights;
import sc.fiji.unet.nn.zoo.UNet;
import sc.fiji.unet.torchscript.WeightFile;
import sc.fiji.unet.train.Checkpoint;

/** Damaged model folders and files of weights: read or refused in words. */
@Timeout(3600)
class ModelFuzzTest {
    private static final Path STORED = Path.of("src/test/resources/models/format-1");

    @TempDir
    Path folder;

    private Path checkpoint;

    @BeforeEach
    void writeCheckpoint() {
        UNet unet = new UNet();
        Graph graph = unet.build(2, 1, 2, Options.of("unet", unet.defaults(), Map.of("depth", "1", "width", "2")));
        checkpoint = folder.resolve("checkpoint.pt");
        new Checkpoint(77, 1.5, Weights.initial(graph, 1), Map.of()).write(checkpoint);
    }

    private Fuzzing fuzz(String name, Fuzzing.Reader reader) {
        return new Fuzzing(folder, name, reader);
    }

    private static Map<String, byte[]> entries(byte[] archive) throws IOException {
        Map<String, byte[]> entries = new LinkedHashMap<>();
        try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(archive))) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                entries.put(entry.getName(), zip.readAllBytes());
            }
        }
        return entries;
    }

    /** The archive with another pickle, and right checksums. */
    private static byte[] with(Map<String, byte[]> entries, byte[] pickle) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(out)) {
            for (Map.Entry<String, byte[]> entry : entries.entrySet()) {
                zip.putNextEntry(new ZipEntry(entry.getKey()));
                zip.write(entry.getKey().endsWith("/data.pkl") ? pickle : entry.getValue());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }

    @Test
    void checkpoints() throws Exception {
        byte[] whole = Files.readAllBytes(checkpoint);
        Map<String, byte[]> entries = entries(whole);
        String name = entries.keySet().stream()
                .filter(entry -> entry.endsWith("/data.pkl"))
                .findFirst()
                .orElseThrow();
        fuzz("a.pt", Checkpoint::read).binary(List.of(whole));
        fuzz("b.pt", Checkpoint::read).inside(List.of(entries.get(name)), pickle -> with(entries, pickle));
    }

    @Test
    void networks() throws Exception {
        byte[] whole = Files.readAllBytes(STORED.resolve("model.pt"));
        Path model = Files.createDirectories(folder.resolve("model"));
        Files.copy(STORED.resolve("model.json"), model.resolve("model.json"));
        new Fuzzing(model, "model.pt", file -> new ModelFolder(model).inference()).binary(List.of(whole));
        fuzz("a.pt", WeightFile::read).binary(List.of(whole));
    }

    @Test
    void safetensors() throws Exception {
        byte[] header = "{\"a.weight\": {\"dtype\": \"F32\", \"shape\": [2, 1], \"data_offsets\": [0, 8]}}"
                .getBytes(StandardCharsets.UTF_8);
        ByteBuffer buffer = ByteBuffer.allocate(16 + header.length).order(ByteOrder.LITTLE_ENDIAN);
        buffer.putLong(header.length).put(header).putFloat(1).putFloat(2);
        fuzz("a.safetensors", WeightFile::read).binary(List.of(buffer.array()));
    }

    @Test
    void cards() throws Exception {
        fuzz("model.json", file -> ModelFolder.graph(new ModelFolder(folder).card()))
                .text(Files.readString(STORED.resolve("model.json")));
    }

    @Test
    void historiesAndOrigins() throws Exception {
        ModelFolder model = new ModelFolder(folder);
        fuzz("history.csv", file -> model.history())
                .text("epoch,step,seconds,train_loss,learning_rate,val_loss,val_dice,val_iou,val_dice_cell\n"
                        + "1,10,2.50,0.5,0.001,0.4,0.8,0.7,0.8\n2,20,5.00,0.4,0.001,0.3,0.9,0.8,0.9\n");
        fuzz("origin.json", file -> TrainingOrigin.read(model))
                .text("{\"images\": \"a\", \"masks\": \"b\", \"classes\": \"auto\", \"split\": null,"
                        + " \"validation\": \"0.2\", \"channels\": \"1,2\", \"seed\": \"7\", \"borders\": \"true\"}");
    }
}
