package sc.fiji.unet.compare;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import sc.fiji.unet.base.InputException;

/** Lists of trainings made to hang or fill whoever reads them. The timeout tells an end from none, not fast from slow. */
@Timeout(60)
class HostileRecipesTest {
    @TempDir
    Path folder;

    private Path yaml(String text) throws IOException {
        return Files.writeString(folder.resolve("list.yaml"), text);
    }

    private void refused(String why, String text) throws IOException {
        Path file = yaml(text);
        String message =
                assertThrows(InputException.class, () -> Recipes.read(file)).getMessage();
        assertTrue(message.contains(why), message);
        assertTrue(message.length() < 2000, "a message of " + message.length() + " characters");
    }

    @Test
    void listsThatHoldThemselvesAreRefused() throws IOException {
        refused("\"architecture\" has a list", "runs:\n  - architecture: &a [&b [*a, *b]]\n");
        refused("\"architecture\" has a list", "grid:\n  architecture: [&a [*a]]\n");
        refused("a key", "runs:\n  - ? [a, b]\n    : unet\n");
        refused("a key", "? {a: b}\n: unet\n");
    }

    @Test
    void listsThatUnfoldAreRefused() throws IOException {
        StringBuilder laughs = new StringBuilder("runs:\n- architecture:\n  - &n0 \"l\"\n");
        for (int i = 1; i < 30; i++) {
            String before = "*n" + (i - 1);
            laughs.append("  - &n" + i + " [" + before + "," + before + "," + before + "," + before + "]\n");
        }
        refused("list.yaml", laughs.toString());
        refused("list.yaml", "runs: " + "[".repeat(5000) + "]".repeat(5000));
        refused("bytes", "runs:\n- architecture: unet\n" + "# \n".repeat(1 << 19));
    }

    @Test
    void gridsBeyondAllPatienceAreRefused() throws IOException {
        String numbers = IntStream.range(1, 60).mapToObj(String::valueOf).collect(Collectors.joining(", ", "[", "]\n"));
        refused("combinations", "grid:\n  depth: " + numbers + "  width: " + numbers + "  patch: " + numbers);
        assertEquals(59, Recipes.read(yaml("grid:\n  depth: " + numbers)).size());
    }

    /** Neither what YAML calls a number, nor names, merged keys and dates take longer than one reads the file. */
    @Test
    void whatFitsTheBoundIsReadAtOnce() throws IOException {
        for (String digits : List.of("9".repeat(1_000_000), "1:".repeat(400_000) + "1", "0x" + "f".repeat(1_000_000))) {
            refused("a number that is endless", "runs:\n- {learningrate: " + digits + "}\n");
        }
        StringBuilder merged = new StringBuilder("runs:\n- &n0 {width: 8}\n");
        for (int i = 1; i < 40; i++) {
            merged.append("- &n" + i + " {<<: [*n" + (i - 1) + ", *n" + (i - 1) + "], depth: " + i + "}\n");
        }
        refused("list.yaml", merged.toString());
        int most = 50_000;
        refused("more than", "runs:\n" + "- {width: 8}\n".repeat(most));
    }

    @Test
    void aKeyWithoutAValueIsRefused() throws IOException {
        refused("\"architecture\" has no value", "grid:\n  architecture:\n");
        refused("\"loss\" has no value", "runs:\n- {architecture: unet, loss: }\n");
        refused("names no parameter", "runs:\n- \n");
    }
}
