package sc.fiji.unet.export;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import sc.fiji.unet.base.CacheFolder;
import sc.fiji.unet.base.Json;

/** What this person said of themselves when they last exported, for dialogs to propose. */
public final class RememberedCredits {
    private static final List<String> KEPT = List.of("authors", "affiliations", "orcids", "github", "license");

    private RememberedCredits() {}

    private static Path file() {
        return CacheFolder.path().resolve("credits.json");
    }

    /** What is remembered for parameters of the export command that say nothing yet, by their names. */
    public static Map<String, String> forWhatIsOpen(Map<String, String> said) {
        Map<String, String> open = new LinkedHashMap<>(read());
        open.keySet().removeIf(name -> !said.getOrDefault(name, "").matches("|" + Credits.NO_LICENSE));
        return open;
    }

    private static Map<String, String> read() {
        try {
            return Files.isRegularFile(file())
                    ? Json.texts(Files.readString(file())).orElse(Map.of())
                    : Map.of();
        } catch (IOException e) {
            return Map.of(); // a damaged file is as good as none: it is written again
        }
    }

    /** Keeps who made a model, where that was said; where it cannot be kept, nothing is lost but a proposal. */
    public static void keep(Map<String, String> said) {
        if (said.get("authors").isBlank()) return;
        Map<String, String> kept = new LinkedHashMap<>();
        KEPT.forEach(name -> kept.put(name, said.get(name)));
        try {
            Json.write(file(), kept);
        } catch (UncheckedIOException e) {
            return; // the export is what matters
        }
    }
}
