package sc.fiji.unet.engine;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
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

    @TempDir
    Path cache;

    private final List<String> said = new ArrayList<>();
    private final Map<String, byte[]> offered = new TreeMap<>();
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
        LibrarySource nowhere = new LibrarySource.DjlSite("file:/nowhere");
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
