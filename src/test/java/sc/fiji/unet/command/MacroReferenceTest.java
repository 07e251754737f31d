package sc.fiji.unet.command;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** The page cannot say anything else than the commands do. Written anew by {@code -Dunet.write.docs=true}. */
class MacroReferenceTest {
    private static final Path PAGE = Path.of("docs/macro-reference.md");

    @Test
    void thePageIsWhatTheCommandsSay() throws IOException {
        String text = MacroReference.markdown();
        if (Boolean.getBoolean("unet.write.docs")) Files.writeString(PAGE, text);
        assertEquals(
                text, Files.readString(PAGE), "stale: run mvn test -Dtest=MacroReferenceTest -Dunet.write.docs=true");
    }
}
