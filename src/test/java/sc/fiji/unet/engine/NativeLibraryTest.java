package sc.fiji.unet.engine;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.util.Platform;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.CancellationException;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import sc.fiji.unet.base.InputException;
import sc.fiji.unet.base.Progress;

class NativeLibraryTest {
    private static final String TORCH = System.mapLibraryName("torch");
    private static final long LARGE = 1 << 24;

    @TempDir
    Path cache;

    private final List<String> said = new ArrayList<>();
    private final Map<String, byte[]> offered = new TreeMap<>();
    private final Map<String, String> known = new TreeMap<>();
    private int mostUpdates = Integer.MAX_VALUE;

    private final Progress progress = new Progress() {
        @Override
        public void update(long done, long total, String what) {
            mostUpdates--;
            said.add(what);
            assertTrue(done <= total);
        }

        @Override
        public void note(String line) {
            said.add(line);
        }

        @Override
        public boolean canceled() {
            return mostUpdates <= 0;
        }
    };

    /** A site in memory. */
    private final LibrarySource site = new LibrarySource() {
        @Override
        public String address() {
            return "https://example.org/torch";
        }

        @Override
        public List<String> index() {
            return List.copyOf(offered.keySet());
        }

        @Override
        public long bytes(String path) {
            return packed(offered.get(path)).length;
        }

        @Override
        public Optional<String> sha256(String path) {
            return Optional.ofNullable(known.get(path));
        }

        @Override
        public InputStream open(String path) {
            said.add("open " + path);
            return new ByteArrayInputStream(packed(offered.get(path)));
        }
    };

    private static byte[] packed(byte[] content) {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(packed)) {
            out.write(content);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        return packed.toByteArray();
    }

    private byte[] offer(String path, int length) {
        byte[] content = new byte[length];
        new Random(length).nextBytes(content);
        offered.put(path, content);
        return content;
    }

    private NativeLibrary library(String flavor, String classifier) {
        return new NativeLibrary(cache, "2.7.1", flavor, classifier);
    }

    private List<String> inCache() throws IOException {
        try (Stream<Path> files = Files.list(cache)) {
            return files.map(file -> file.getFileName().toString()).toList();
        }
    }

    @Test
    void whatIsFetchedIsSaidFirstAndLiesWhereDjlLooks() throws IOException {
        byte[] torch = offer("cpu/linux-x86_64/native/lib/" + TORCH + ".gz", 3_000_000);
        byte[] plus = offer("cpu/linux-x86_64/native/lib/libstdc%2B%2B.so.6.gz", 100);
        offer("cpu/win-x86_64/native/lib/torch.dll.gz", 100);
        offer("cu128/linux-x86_64/native/lib/" + TORCH + ".gz", 100);
        library("cpu", "linux-x86_64").fetch(site, progress);
        String first = said.get(0);
        for (String word : List.of("2 files", "3 MB", "https://example.org/torch", "2.7.1-cpu-linux-x86_64"))
            assertTrue(first.contains(word), first);
        assertEquals("Fetching PyTorch: 3 MB of 3 MB", said.get(said.size() - 1));
        Path folder = cache.resolve("2.7.1-cpu-linux-x86_64");
        assertArrayEquals(torch, Files.readAllBytes(folder.resolve(TORCH)));
        assertArrayEquals(plus, Files.readAllBytes(folder.resolve("libstdc++.so.6")));
        assertEquals(List.of("2.7.1-cpu-linux-x86_64"), inCache());
    }

    @Test
    void cancelingLeavesNothing() throws IOException {
        offer("cpu/linux-x86_64/native/lib/" + TORCH + ".gz", 3_000_000);
        mostUpdates = 3;
        assertThrows(CancellationException.class, () -> library("cpu", "linux-x86_64")
                .fetch(site, progress));
        assertEquals(List.of(), inCache());
    }

    @Test
    void withoutANetworkItSaysWhichFileToPutWhere() throws IOException {
        LibrarySource nowhere = new LibrarySource.DjlSite("file:/nowhere", "2.7.1");
        InputException e = assertThrows(
                InputException.class, () -> library("cpu", "win-x86_64").fetch(nowhere, progress));
        for (String word : List.of(
                "file:/nowhere",
                "pytorch-native-cpu-2.7.1-win-x86_64.jar",
                "into a new folder jars/unet-win64 of Fiji",
                "not into jars/win64",
                "plugins/jars")) assertTrue(e.getMessage().contains(word), e.getMessage());
        assertEquals(List.of(), inCache());
        assertEquals(List.of(), said);
    }

    @Test
    void aConnectionThatBreaksLeavesNothing() throws IOException {
        offer("cpu/linux-x86_64/native/lib/a.gz", 100);
        LibrarySource broken = new LibrarySource() {
            @Override
            public String address() {
                return site.address();
            }

            @Override
            public List<String> index() throws IOException {
                return site.index();
            }

            @Override
            public long bytes(String path) {
                return -1;
            }

            @Override
            public InputStream open(String path) throws IOException {
                throw new UnknownHostException("example.org");
            }
        };
        InputException e = assertThrows(
                InputException.class, () -> library("cpu", "linux-x86_64").fetch(broken, progress));
        assertTrue(e.getMessage().contains("UnknownHostException"), e.getMessage());
        assertTrue(said.get(0).contains("of unknown size"), said.get(0));
        assertEquals(List.of(), inCache());
    }

    private String refused() {
        return assertThrows(InputException.class, () -> library("cpu", "linux-x86_64")
                        .fetch(site, progress))
                .getMessage();
    }

    @Test
    void namesOfTheIndexCannotLeaveTheFolder() throws IOException {
        for (String name : List.of("..%2F..%2Fevil.so", "%2Fevil.so", "..", "a%00b", "..%5Cevil.dll", "")) {
            offered.clear();
            offer("cpu/linux-x86_64/native/lib/" + name + ".gz", 10);
            assertTrue(refused().contains("no plain name"), name);
            assertEquals(List.of(), inCache(), name);
        }
    }

    @Test
    void anotherFileThanTheOneThatIsKnownIsRefused() throws Exception {
        String path = "cpu/linux-x86_64/native/lib/" + TORCH + ".gz";
        byte[] content = offer(path, 5000);
        known.put(path, "0".repeat(64));
        String message = refused();
        assertTrue(message.contains(path) && message.contains("SHA-256") && message.contains("expected 000"), message);
        assertEquals(List.of(), inCache());
        MessageDigest digest = MessageDigest.getInstance("SHA-256");
        known.put(path, HexFormat.of().formatHex(digest.digest(content)));
        library("cpu", "linux-x86_64").fetch(site, progress);
        assertEquals(List.of("2.7.1-cpu-linux-x86_64"), inCache());
    }

    @Test
    void whatIsKnownOfTheSiteIsWhatTheJarOfTheSameVersionHolds() throws Exception {
        UnpackedLibrary bundled = UnpackedLibrary.bundled().orElseThrow();
        Platform platform = Platform.detectPlatform("pytorch");
        String version = platform.getVersion().split("-")[0]; // of the jar, with the day when it was made
        LibrarySource djl = LibrarySource.DjlSite.ofVersion(version);
        String place = platform.getFlavor() + "/" + platform.getClassifier() + "/";
        for (Map.Entry<String, UnpackedLibrary.Content> file : bundled.files().entrySet()) {
            String packed = place + "native/lib/" + file.getKey().replace("+", "%2B") + ".gz";
            assertTrue(djl.sha256(packed).isPresent(), packed);
            if (file.getValue().size() > LARGE) continue; // half a gigabyte takes seconds
            String resource = "pytorch/" + place + file.getKey();
            byte[] content =
                    getClass().getClassLoader().getResourceAsStream(resource).readAllBytes();
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(content);
            assertEquals(HexFormat.of().formatHex(digest), djl.sha256(packed).get(), packed);
        }
    }

    @Test
    void anUnknownPlatformIsNamed() {
        offer("cpu/linux-x86_64/native/lib/a.gz", 100);
        InputException e = assertThrows(
                InputException.class, () -> library("cpu", "osx-x86_64").fetch(site, progress));
        assertTrue(e.getMessage().contains("osx-x86_64") && e.getMessage().contains("osx-aarch64"), e.getMessage());
    }

    @Test
    void theNewestFittingCudaIsTakenElseTheProcessor() throws IOException {
        for (String flavor : List.of("cpu", "cu121", "cu124", "cu118"))
            offer(flavor + "/linux-x86_64/native/lib/" + TORCH + ".gz", 10);
        library("cu126", "linux-x86_64").fetch(site, progress);
        library("cu130", "linux-x86_64").fetch(site, progress);
        assertEquals(
                List.of("2.7.1-cpu-linux-x86_64", "2.7.1-cu124-linux-x86_64"),
                inCache().stream().sorted().toList());
        int before = said.size();
        library("cu126", "linux-x86_64").fetch(site, progress);
        assertEquals(before, said.size(), "what is there is not fetched again");
    }

    @Test
    void besideItsJarNothingIsMissing() {
        assertTrue(NativeLibrary.missing().isEmpty());
    }
}
