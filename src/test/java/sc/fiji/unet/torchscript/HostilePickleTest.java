package sc.fiji.unet.torchscript;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import sc.fiji.unet.base.InputException;
import sc.fiji.unet.nn.Tensor;

/** Archives made to hang, fill or crash whoever reads them. The timeouts tell an end from none, not fast from slow. */
@Timeout(60)
class HostilePickleTest {
    private static final StoredTensor FOUR = new StoredTensor("weight", new int[] {4}, new float[4], false, false);

    @TempDir
    Path folder;

    private static PickleWriter module() {
        return new PickleWriter().global("__torch__", "Net").raw(')', 0x81);
    }

    /** A module whose attributes a and b are both the module below, so many times over. */
    private static byte[] sharing(int levels) {
        PickleWriter pickle = module().raw('q', 0);
        for (int level = 1; level <= levels; level++) {
            pickle.global("__torch__", "Net").raw(')', 0x81, '}', '(');
            pickle.text("a").raw('h', level - 1).text("b").raw('h', level - 1).raw('u', 'b', 'q', level);
        }
        return pickle.finish();
    }

    private static byte[] nested(int levels) {
        PickleWriter pickle = new PickleWriter();
        for (int i = 0; i < levels; i++)
            pickle.global("__torch__", "Net").raw(')', 0x81, '}', '(').text("a");
        pickle.raw(')');
        for (int i = 0; i < levels; i++) pickle.raw('u', 'b');
        return pickle.finish();
    }

    private static byte[] looping() {
        return module().raw('q', 0, '}', '(').text("self").raw('h', 0, 'u', 'b').finish();
    }

    /** A list that holds itself, as the key of a dictionary. */
    private static byte[] loopingKey() {
        return module().raw('}', '(', ']', 'q', 0, 'h', 0, 'a')
                .text("value")
                .raw('u', 'b')
                .finish();
    }

    private static byte[] tensor(int count, int offset, int[] shape, int[] strides) {
        PickleWriter pickle = module().raw('}', '(').text("weight");
        pickle.global("torch._utils", "_rebuild_tensor_v2").raw('(', '(');
        pickle.text("storage").global("torch", "FloatStorage").text("0").text("cpu");
        pickle.integer(count)
                .raw('t', 'Q')
                .integer(offset)
                .tuple(shape)
                .tuple(strides)
                .bool(false);
        return pickle.global("collections", "OrderedDict")
                .raw(')', 'R', 't', 'R', 'u', 'b')
                .finish();
    }

    private Path archive(byte[] pickle, byte[] storage) throws IOException {
        Path file = folder.resolve("net.pt");
        try (OutputStream out = Files.newOutputStream(file);
                ZipOutputStream zip = new ZipOutputStream(out)) {
            zip.setLevel(Deflater.NO_COMPRESSION);
            zip.putNextEntry(new ZipEntry("net/data.pkl"));
            zip.write(pickle);
            zip.setLevel(Deflater.BEST_COMPRESSION);
            zip.putNextEntry(new ZipEntry("net/data/0"));
            zip.write(storage);
        }
        return file;
    }

    private void refused(String why, byte[] pickle) throws IOException {
        Path file = archive(pickle, FOUR.bytes());
        String message = assertThrows(InputException.class, () -> TorchScriptReader.read(file))
                .getMessage();
        assertTrue(message.contains(why), message);
        assertTrue(!message.contains("java.") && !message.contains("\n"), message);
    }

    @Test
    void modulesThatShareNestOrLoopAreRefused() throws IOException {
        refused("loop or share", sharing(45));
        refused("nest more", nested(60_000));
        refused("loop or share", looping());
        refused("neither text nor number", loopingKey());
    }

    @Test
    void pickledNonsenseIsRefusedInPlainWords() throws IOException {
        refused("makes no sense", new byte[] {(byte) 0x80, 2, 'h', 3, 'b', '.'});
        refused("makes no sense", new byte[] {(byte) 0x80, 2, 't', '.'});
        refused("makes no sense", new byte[] {(byte) 0x80, 2, '}', '(', 'K'});
        refused("makes no sense", new byte[] {(byte) 0x80, 2, ')', 'a', '.'});
    }

    @Test
    void countsThatNoStorageHoldsAreRefused() throws IOException {
        int most = Integer.MAX_VALUE;
        refused("cut off", tensor(most, 0, new int[] {4}, new int[] {1}));
        refused("cut off", tensor(-1, 0, new int[] {4}, new int[] {1}));
        refused("larger", tensor(4, 1, new int[] {4}, new int[] {1}));
        refused("larger", tensor(4, most, new int[] {4}, new int[] {1}));
        refused("larger", tensor(4, 0, new int[] {4}, new int[] {most}));
        refused("negative", tensor(4, 0, new int[] {-2, -2}, new int[] {1, 1}));
        refused("negative", tensor(4, 3, new int[] {4}, new int[] {-1}));
        refused("", tensor(4, 0, new int[] {most, most, most}, new int[] {most, most, most}));
    }

    @Test
    void aSmallFileThatUnpacksToALargeOneIsRefused() throws IOException {
        Path file = archive(tensor(16 << 20, 0, new int[] {16 << 20}, new int[] {1}), new byte[64 << 20]);
        assertTrue(Files.size(file) < 1 << 20);
        String message = assertThrows(InputException.class, () -> TorchScriptReader.read(file))
                .getMessage();
        assertTrue(message.contains("many times the size"), message);
    }

    @Test
    void weightsThatAreSharedAreRead() throws IOException {
        PickleWriter pickle = module().raw('}', '(');
        pickle.text("a").tensor(FOUR, "0").raw('q', 0).text("b").raw('h', 0, 'u', 'b');
        List<Tensor> found = TorchScriptReader.tensors(archive(pickle.finish(), FOUR.bytes()));
        assertEquals(List.of("a", "b"), found.stream().map(Tensor::name).toList());
    }
}
