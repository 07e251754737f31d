package sc.fiji.unet.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.zip.CRC32;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import sc.fiji.unet.base.Progress;

class UnpackedLibraryTest {
    private static final String TEXT = "a library";

    @TempDir
    Path cache;

    private final List<String> notes = new ArrayList<>();
    private final Progress progress = new Progress() {
        @Override
        public void note(String line) {
            notes.add(line);
        }
    };
    private UnpackedLibrary library;
    private Path file;

    @BeforeEach
    void unpack() throws IOException {
        CRC32 crc = new CRC32();
        crc.update(TEXT.getBytes(StandardCharsets.UTF_8));
        UnpackedLibrary.Content content = new UnpackedLibrary.Content(TEXT.length(), crc.getValue());
        library = new UnpackedLibrary(cache.resolve("1-cpu-linux"), Map.of("libtorch.so", content));
        file = library.folder().resolve("libtorch.so");
        Files.createDirectories(library.folder());
        Files.writeString(file, TEXT);
    }

    private void assertDamaged(String why) {
        library.heal(progress);
        assertFalse(Files.exists(library.folder()));
        assertEquals(1, notes.size());
        assertTrue(
                notes.get(0).contains(why)
                        && notes.get(0).contains(library.folder().toString()),
                notes.get(0));
    }

    @Test
    void aWholeLibraryStaysAndIsReadOnce() throws IOException {
        library.heal(progress);
        FileTime time = Files.getLastModifiedTime(file);
        Files.writeString(file, TEXT.toUpperCase(Locale.ROOT));
        Files.setLastModifiedTime(file, time);
        library.heal(progress); // same size and time: not read again
        assertTrue(Files.exists(file));
        assertEquals(List.of(), notes);
        Files.setLastModifiedTime(file, FileTime.from(Instant.now().plusSeconds(60)));
        assertDamaged("checksum");
    }

    @Test
    void aTruncatedLibraryGoes() throws IOException {
        library.heal(progress);
        Files.writeString(file, "a lib");
        assertDamaged("libtorch.so has 5 bytes, expected 9");
    }

    @Test
    void aFlippedBitIsNoticed() throws IOException {
        Files.writeString(file, "b library");
        assertDamaged("checksum");
    }

    @Test
    void aMissingFileIsNoticed() throws IOException {
        Files.delete(file);
        assertDamaged("libtorch.so is missing");
    }

    @Test
    void whatKilledProgramsLeftGoesAfterADay() throws IOException {
        for (String name : List.of("tmp123", "unfinished45", "tmp9", "mine")) {
            Files.createDirectories(cache.resolve(name).resolve("lib"));
            FileTime old = FileTime.from(Instant.now().minus(Duration.ofDays(name.equals("tmp9") ? 0 : 2)));
            Files.setLastModifiedTime(cache.resolve(name), old);
        }
        library.heal(progress);
        assertFalse(Files.exists(cache.resolve("tmp123")) || Files.exists(cache.resolve("unfinished45")));
        assertTrue(Files.exists(cache.resolve("tmp9")) && Files.exists(cache.resolve("mine")));
    }

    @Test
    void theJarOnTheClassPathSaysWhatBelongsThere() {
        UnpackedLibrary.bundled().ifPresent(bundled -> {
            assertEquals(NativeCache.folder(), bundled.folder().getParent());
            bundled.files().forEach((name, content) -> assertTrue(content.size() > 0 && content.crc() != 0, name));
            assertTrue(bundled.files().keySet().stream().anyMatch(name -> name.contains("torch_cpu")));
        });
    }
}
