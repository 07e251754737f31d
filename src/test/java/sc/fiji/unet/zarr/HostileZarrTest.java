package sc.fiji.unet.zarr;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import sc.fiji.unet.base.InputException;

/** Stores that lie: each is refused with what is wrong, and no memory is asked for that is not there. */
class HostileZarrTest {
    @TempDir
    Path folder;

    private Path array(String metadata) throws IOException {
        Path store = Files.createDirectories(folder.resolve("x.zarr"));
        Files.writeString(store.resolve(".zarray"), metadata);
        return store;
    }

    private static String v2(String shape, String chunks, String compressor) {
        return "{\"zarr_format\":2,\"shape\":" + shape + ",\"chunks\":" + chunks + ",\"dtype\":\"<u2\",\"compressor\":"
                + compressor + ",\"fill_value\":0,\"order\":\"C\",\"filters\":null}";
    }

    private static void refuses(Path store, String why) {
        InputException e = assertThrows(InputException.class, () -> OmeZarr.open(store));
        assertTrue(e.getMessage().contains(why), e.getMessage());
    }

    @Test
    void shapesThatOverflow() throws IOException {
        refuses(array(v2("[4611686018427387904, 9]", "[1, 1]", "null")), "more pixels than can be counted");
        refuses(array(v2("[9223372036854775808, 9]", "[1, 1]", "null")), "whole numbers");
        refuses(array(v2("[-4, 9]", "[1, 1]", "null")), "from 1 on");
        refuses(array(v2("[1e400, 9]", "[1, 1]", "null")), "whole numbers");
        refuses(array(v2("[10, 10]", "[100000, 100000]", "null")), "bytes, expected at most");
        refuses(array(v2("[10, 10]", "[3000000000, 1]", "null")), "smaller chunks");
        refuses(array(v2("[10, 10, 10]", "[5, 5]", "null")), "3 axes and chunks of 2");
        refuses(array(v2("[10, 10]", "[0, 5]", "null")), "from 1 on");
    }

    @Test
    void unknownCodecsAndTypes() throws IOException {
        refuses(array(v2("[10, 10]", "[5, 5]", "{\"id\":\"jpeg2k\"}")), "packed by jpeg2k");
        refuses(array(v2("[10, 10]", "[5, 5]", "null").replace("<u2", "|S12")), "expected one such as");
        refuses(
                array(v2("[10, 10]", "[5, 5]", "null").replace("\"filters\":null", "\"filters\":[{\"id\":\"delta\"}]")),
                "filters");
        refuses(
                array(v2("[10, 10]", "[5, 5]", "null").replace("fill_value\":0", "fill_value\":1e999999999")),
                "fill_value");
    }

    @Test
    void deepAndDamagedMetadata() throws IOException {
        refuses(array("[".repeat(200_000)), "nested deeper");
        refuses(array("{\"a\":".repeat(100)), "nested deeper");
        refuses(array("{\"shape\":[10"), "damaged");
        refuses(array("17"), "no JSON object");
    }

    @Test
    void pathsThatLeadOutOfTheStore() throws IOException {
        for (String path : new String[] {"../secret", "a/../../secret", "..\\\\secret", "C:/secret", "a/./b"}) {
            Path store = Files.createDirectories(folder.resolve("x.zarr"));
            Files.writeString(
                    store.resolve(".zattrs"), "{\"multiscales\":[{\"datasets\":[{\"path\":\"" + path + "\"}]}]}");
            refuses(store, "may lead out of the store");
        }
    }

    private void refusesChunk(String compressor, byte[] chunk, String why) throws IOException {
        Path store = array(v2("[100, 100]", "[100, 100]", compressor));
        Files.write(store.resolve("0.0"), chunk);
        InputException e = assertThrows(
                InputException.class, () -> OmeZarr.open(store).pixels(0).getAt(0, 0, 0, 0, 0));
        assertTrue(e.getMessage().contains(why), e.getMessage());
    }

    @Test
    void chunksThatHoldMoreOrLessThanTheyShould() throws IOException {
        ByteArrayOutputStream bomb = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(bomb)) {
            for (int i = 0; i < 1000; i++) gzip.write(new byte[20_000]);
        }
        refusesChunk("{\"id\":\"gzip\"}", bomb.toByteArray(), "more bytes, expected at most 20000");
        refusesChunk("null", new byte[19_999], "holds 19999 bytes, expected 20000");
        refusesChunk("null", new byte[3_000_000], "expected at most");
        byte[] lz4 = ByteBuffer.allocate(100)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt(-5)
                .array();
        refusesChunk("{\"id\":\"lz4\"}", lz4, "unpacks to 4294967291 bytes");
        byte[] blosc = ByteBuffer.allocate(100)
                .order(ByteOrder.LITTLE_ENDIAN)
                .put(new byte[] {2, 1, 1, 2})
                .putInt(Integer.MAX_VALUE)
                .putInt(1 << 20)
                .putInt(100)
                .array();
        refusesChunk("{\"id\":\"blosc\"}", blosc, "promises 2147483647 bytes");
    }

    /** Whatever is in a chunk, it is unpacked or refused, and nothing else is thrown. */
    @Test
    void noise() throws IOException {
        Random random = new Random(3);
        for (ByteCodec codec : ByteCodec.values()) {
            for (int i = 0; i < 300; i++) {
                byte[] noise = new byte[random.nextInt(400)];
                random.nextBytes(noise);
                if (codec == ByteCodec.BLOSC && noise.length > 32) {
                    ByteBuffer header = ByteBuffer.wrap(noise).order(ByteOrder.LITTLE_ENDIAN);
                    noise[0] = 2;
                    header.putInt(4, 200).putInt(8, 1 + random.nextInt(300)).putInt(12, noise.length);
                    header.putInt(16, 20 + random.nextInt(20));
                }
                ChunkFormat format = new ChunkFormat(
                        ZarrType.UINT8, ByteOrder.LITTLE_ENDIAN, new int[] {0}, java.util.List.of(codec));
                try {
                    assertEquals(200, ((byte[]) format.decode(noise, new int[] {200})).length);
                } catch (IOException e) {
                    assertTrue(e.getMessage().length() > 5);
                }
            }
        }
    }

    @Test
    void tablesOfShardsThatLie() throws IOException {
        Path store = Files.createDirectories(folder.resolve("x.zarr"));
        String metadata =
                """
                {"zarr_format":3,"node_type":"array","shape":[8,8],"data_type":"uint8","fill_value":0,
                "chunk_grid":{"name":"regular","configuration":{"chunk_shape":[8,8]}},
                "chunk_key_encoding":{"name":"default","configuration":{"separator":"/"}},
                "codecs":[{"name":"sharding_indexed","configuration":{"chunk_shape":[4,4],
                "codecs":[{"name":"bytes"}],"index_codecs":[{"name":"bytes","configuration":{"endian":"little"}}]}}]}
                """;
        Files.writeString(store.resolve("zarr.json"), metadata);
        Files.createDirectories(store.resolve("c/0"));
        for (long[] entry : new long[][] {{1L << 40, 16}, {0, 1L << 40}, {-9, 16}, {60, 16}}) {
            ByteBuffer shard = ByteBuffer.allocate(64).order(ByteOrder.LITTLE_ENDIAN);
            for (int i = 0; i < 4; i++) shard.putLong(entry[0]).putLong(entry[1]);
            Files.write(store.resolve("c/0/0"), shard.array());
            assertThrows(
                    InputException.class, () -> OmeZarr.open(store).pixels(0).getAt(0, 0, 0, 0, 0));
        }
        Files.write(store.resolve("c/0/0"), new byte[10]);
        assertThrows(InputException.class, () -> OmeZarr.open(store).pixels(0).getAt(0, 0, 0, 0, 0));
        Files.writeString(store.resolve("zarr.json"), metadata.replace("[4,4]", "[3,4]"));
        refuses(store, "no multiple");
    }
}
