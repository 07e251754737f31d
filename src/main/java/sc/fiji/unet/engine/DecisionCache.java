package sc.fiji.unet.engine;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import sc.fiji.unet.base.CacheFolder;
import sc.fiji.unet.base.Json;

/**
 * Choices that were measured once, by a key that names all they depend on, in a small JSON file. What it loses is only
 * measured again: a damaged file counts as empty, and a folder that cannot be written costs nothing but a note.
 *
 * @param file which may not exist yet
 */
public record DecisionCache(Path file) {
    private static final int MOST_ENTRIES = 500;

    /** The choices of a kind, such as {@code precision}, that were measured for this person. */
    public static DecisionCache ofThisPerson(String kind) {
        return new DecisionCache(CacheFolder.path().resolve(kind + ".json"));
    }

    /** What was decided for this key. */
    public Optional<String> get(String key) {
        return Optional.ofNullable(read().get(key));
    }

    /** Remembers a choice, and forgets the oldest where there are many. */
    public void put(String key, String decision, Consumer<String> notes) {
        Map<String, String> decisions = read();
        decisions.put(key, decision);
        Iterator<String> oldest = decisions.keySet().iterator();
        for (int surplus = decisions.size() - MOST_ENTRIES; surplus > 0; surplus--) {
            oldest.next();
            oldest.remove();
        }
        try {
            Json.write(file, decisions);
        } catch (UncheckedIOException e) {
            notes.accept("What was measured is not remembered: " + e.getMessage());
        }
    }

    private Map<String, String> read() {
        try {
            return Json.texts(Files.readString(file)).orElseGet(LinkedHashMap::new);
        } catch (NoSuchFileException e) {
            return new LinkedHashMap<>();
        } catch (IOException e) {
            return new LinkedHashMap<>(); // unreadable or not text: as good as empty, see above
        }
    }
}
