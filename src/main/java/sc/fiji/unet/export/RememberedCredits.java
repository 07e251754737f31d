package sc.fiji.unet.export;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import sc.fiji.unet.base.CacheFolder;
import sc.fiji.unet.base.Json;

/** What this person said of themselves when they last exported, for dialogs to propose. */
public final class RememberedCredits {
    private RememberedCredits() {}

    private static Path file() {
        return CacheFolder.path().resolve("credits.json");
    }

    /** By the names of the command's parameters; empty where nothing is remembered. */
    public static Map<String, String> read() {
        try {
            return Files.isRegularFile(file())
                    ? Json.texts(Files.readString(file())).orElse(Map.of())
                    : Map.of();
        } catch (IOException e) {
            return Map.of(); // a damaged file is as good as none: it is written again
        }
    }

    /** Keeps them; where that cannot be, nothing is lost but a proposal. */
    public static void write(Map<String, String> said) {
        try {
            Json.write(file(), said);
        } catch (UncheckedIOException e) {
            return; // the export is what matters
        }
    }
}
