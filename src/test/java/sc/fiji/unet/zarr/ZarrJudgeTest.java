package sc.fiji.unet.zarr;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import net.imglib2.RandomAccessibleInterval;
import net.imglib2.img.array.ArrayImgs;
import net.imglib2.type.numeric.IntegerType;
import net.imglib2.type.numeric.RealType;
import net.imglib2.type.numeric.real.FloatType;
import net.imglib2.view.Views;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import sc.fiji.unet.Python;
import sc.fiji.unet.config.ClassList;

/** What Python's zarr, ome-zarr and tensorstore write is read here, and the other way round. */
class ZarrJudgeTest {
    /** Every array holds f(z, y, x) = (z * 1000 + y * 37 + x * 3 + 5) % modulus, which fits its type. */
    private static final String WRITE =
            """
            import sys, itertools, numpy as np, zarr, numcodecs
            from zarr.codecs import BytesCodec, TransposeCodec, GzipCodec, ZstdCodec, BloscCodec, Crc32cCodec, ShardingCodec
            root = sys.argv[1]
            z, y, x = np.meshgrid(np.arange(7), np.arange(41), np.arange(53), indexing="ij")
            plain = z * 1000 + y * 37 + x * 3 + 5
            types = ["int8", "uint8", "int16", "uint16", "int32", "uint32", "int64", "uint64", "float16", "float32", "float64"]
            def of(t): return (plain % (120 if t.endswith("8") and t.strip("u") == "int8" else 2000)).astype(t)
            names = []
            def save(name, version, t, chunks=(3, 16, 20), data=None, **how):
                a = zarr.create_array(root + "/" + name, shape=plain.shape, chunks=chunks, dtype=t, zarr_format=version, **how)
                a[:] = of(np.dtype(t).newbyteorder("=").name) if data is None else data
                names.append(name)
            for t in types:
                for e in "<>":
                    save(f"v2-{t}-{'le' if e == '<' else 'be'}", 2, np.dtype(t).newbyteorder(e), compressors=None)
                save(f"v3-{t}", 3, t, compressors=ZstdCodec(level=1))
            save("bool-2", 2, "bool", data=of("int32") % 3 == 0)
            save("bool-3", 3, "bool", data=of("int32") % 3 == 0)
            for name, c in dict(gzip=numcodecs.GZip(1), zlib=numcodecs.Zlib(1), zstd=numcodecs.Zstd(1), lz4=numcodecs.LZ4()).items():
                save("v2-codec-" + name, 2, "<u2", compressors=c)
            for c in ["blosclz", "lz4", "lz4hc", "zlib", "zstd"]:
                for s in range(3):
                    for t in ["<u2", "<f8", "|u1"]:
                        for size in [(3, 16, 20), (7, 41, 53), (7, 41, 7)]:
                            save(f"blosc-{c}-{s}-{t[1:]}-{size[2]}", 2, t, chunks=size, compressors=numcodecs.Blosc(cname=c, clevel=5, shuffle=s))
            rng = np.random.default_rng(1)
            for level in [0, 9]: # bytes that do not pack, and long runs
                save(f"blosc-level-{level}", 2, "<u2", chunks=(7, 41, 53), compressors=numcodecs.Blosc(cname="lz4", clevel=level))
            save("order-F", 2, "<u2", order="F")
            for sep in "./":
                save("separator-2-" + ("dot" if sep == "." else "slash"), 2, "<u2", chunk_key_encoding={"name": "v2", "separator": sep})
                save("separator-3-" + ("dot" if sep == "." else "slash"), 3, "<u2", chunk_key_encoding={"name": "default", "separator": sep})
            save("encoding-v2-in-3", 3, "<u2", chunk_key_encoding={"name": "v2", "separator": "."})
            for c in ["lz4", "zstd", "blosclz"]:
                save("v3-blosc-" + c, 3, "float32", compressors=BloscCodec(cname=c, typesize=4, shuffle="bitshuffle"))
            save("v3-gzip-crc", 3, "uint16", compressors=[GzipCodec(level=1), Crc32cCodec()])
            save("v3-big", 3, "uint16", serializer=BytesCodec(endian="big"), compressors=GzipCodec(level=1))
            save("v3-transposed", 3, "uint16", filters=[TransposeCodec(order=(2, 0, 1))])
            save("v3-transposed-twice", 3, "uint16", filters=[TransposeCodec(order=(2, 0, 1)), TransposeCodec(order=(1, 0, 2))])
            for where in ["start", "end"]:
                save("v3-sharded-" + where, 3, "uint16", shards={"shape": (6, 32, 40), "index_location": where}, chunks=(3, 16, 20), compressors=BloscCodec(cname="zstd", typesize=2))
            print("\\n".join(names))
            """;

    @TempDir
    Path folder;

    @Test
    void readsWhatPythonWrites() throws Exception {
        Python.assumeModule("zarr");
        String[] names = Python.run(folder, WRITE, folder).strip().split("\n");
        assertTrue(names.length > 90, names.length + " arrays");
        for (String name : names) {
            RandomAccessibleInterval<? extends RealType<?>> pixels =
                    OmeZarr.open(folder.resolve(name.strip())).pixels(0);
            int modulus = name.contains("int8") || name.contains("u1") ? 120 : 2000;
            for (int z = 0; z < 7; z++) {
                for (int y = 0; y < 41; y++) {
                    for (int x = 0; x < 53; x++) {
                        int value = (z * 1000 + y * 37 + x * 3 + 5) % modulus;
                        if (name.startsWith("bool")) value = value % 3 == 0 ? 1 : 0;
                        assertEquals(
                                value, pixels.getAt(x, y, z, 0, 0).getRealDouble(), name + " " + x + " " + y + " " + z);
                    }
                }
            }
        }
    }

    private static final String FILLS =
            """
            import sys, numpy as np, zarr
            root = sys.argv[1]
            for version in [2, 3]:
                for t, fill in [("int16", -7), ("uint64", 2**63 + 5), ("float32", float("nan")), ("float64", float("-inf")), ("float16", 1.5), ("uint8", 200), ("bool", True)]:
                    a = zarr.create_array(f"{root}/fill-{version}-{t}", shape=(10, 12), chunks=(5, 6), dtype=t, zarr_format=version, fill_value=fill)
                    a[:5, :6] = 1
                s = zarr.create_array(f"{root}/fill-{version}-shard", shape=(20, 24), chunks=(5, 6), dtype="int32", zarr_format=version, fill_value=-3, **({"shards": (10, 12)} if version == 3 else {}))
                s[:5, :6] = 1
            """;

    @Test
    void pixelsThatNobodyWroteHaveTheFillValue() throws Exception {
        Python.assumeModule("zarr");
        Python.run(folder, FILLS, folder);
        Map<String, Double> fills = Map.of(
                "int16",
                -7.0,
                "float32",
                Double.NaN,
                "float64",
                Double.NEGATIVE_INFINITY,
                "float16",
                1.5,
                "uint8",
                200.0,
                "bool",
                1.0,
                "shard",
                -3.0);
        for (int version = 2; version <= 3; version++) {
            for (Map.Entry<String, Double> entry : fills.entrySet()) {
                String name = "fill-" + version + "-" + entry.getKey();
                RandomAccessibleInterval<? extends RealType<?>> pixels =
                        OmeZarr.open(folder.resolve(name)).pixels(0);
                assertEquals(1, pixels.getAt(5, 4, 0, 0, 0).getRealDouble(), name);
                assertEquals(entry.getValue(), pixels.getAt(6, 4, 0, 0, 0).getRealDouble(), name);
                assertEquals(entry.getValue(), pixels.getAt(11, 9, 0, 0, 0).getRealDouble(), name);
            }
            RandomAccessibleInterval<? extends RealType<?>> large =
                    OmeZarr.open(folder.resolve("fill-" + version + "-uint64")).pixels(0);
            assertEquals(Long.MIN_VALUE + 5, ((IntegerType<?>) large.getAt(8, 8, 0, 0, 0)).getIntegerLong());
        }
    }

    private static final String TENSORSTORE =
            """
            import sys, numpy as np, tensorstore as ts
            root = sys.argv[1]
            data = (np.arange(30 * 44).reshape(30, 44) * 7 % 5000).astype("uint16")
            codecs = [{"name": "sharding_indexed", "configuration": {"chunk_shape": [8, 8], "codecs": [{"name": "transpose", "configuration": {"order": [1, 0]}}, {"name": "bytes", "configuration": {"endian": "little"}}, {"name": "blosc", "configuration": {"cname": "zstd", "clevel": 3, "shuffle": "bitshuffle"}}], "index_codecs": [{"name": "bytes", "configuration": {"endian": "little"}}, {"name": "crc32c"}]}}]
            v3 = ts.open({"driver": "zarr3", "kvstore": {"driver": "file", "path": root + "/ts3"}, "metadata": {"shape": [30, 44], "data_type": "uint16", "chunk_grid": {"name": "regular", "configuration": {"chunk_shape": [16, 24]}}, "codecs": codecs}, "create": True}).result()
            v3.write(data).result()
            v2 = ts.open({"driver": "zarr", "kvstore": {"driver": "file", "path": root + "/ts2"}, "metadata": {"shape": [30, 44], "dtype": ">u2", "chunks": [16, 24], "order": "F", "compressor": {"id": "zstd", "level": 3}}, "create": True}).result()
            v2.write(data).result()
            """;

    @Test
    void readsWhatTensorstoreWrites() throws Exception {
        Python.assumeModule("tensorstore");
        Python.run(folder, TENSORSTORE, folder);
        for (String name : List.of("ts2", "ts3")) {
            RandomAccessibleInterval<? extends RealType<?>> pixels =
                    OmeZarr.open(folder.resolve(name)).pixels(0);
            for (int y = 0; y < 30; y++)
                for (int x = 0; x < 44; x++)
                    assertEquals(
                            (y * 44 + x) * 7 % 5000, pixels.getAt(x, y, 0, 0, 0).getRealDouble(), name);
        }
    }

    private static final String READ_OURS =
            """
            import sys, numpy as np, zarr
            from ome_zarr.io import parse_url
            from ome_zarr.reader import Reader
            import tensorstore as ts
            for version, path in zip((2, 3), sys.argv[1:]):
                nodes = list(Reader(parse_url(path))())
                assert len(nodes) == 1, nodes
                data = nodes[0].data
                assert [d.shape for d in data] == [(2, 3, 70, 101), (2, 3, 35, 51), (2, 3, 18, 26)], [d.shape for d in data]
                t, z, y, x = np.meshgrid(np.arange(2), np.arange(3), np.arange(70), np.arange(101), indexing="ij")
                expected = t * 40000 + z * 9000 + y * 101 + x
                assert (np.asarray(data[0]) == expected).all()
                assert (np.asarray(data[1]) == expected[:, :, ::2, ::2]).all()
                assert data[0].dtype == np.uint32
                group = zarr.open_group(path, mode="r")
                said = group.attrs["ome"] if version == 3 else group.attrs
                m = said["multiscales"][0]
                assert [a["name"] for a in m["axes"]] == ["t", "z", "y", "x"], m
                assert m["axes"][1]["unit"] == "micrometer"
                assert m["datasets"][1]["coordinateTransformations"][0]["scale"] == [1, 4, 0.5, 0.5], m
                assert said["image-label"]["properties"][0] == {"label-value": 1, "class": "cell"}, said
                if version == 3:
                    from ome_zarr_models.v05 import Image
                else:
                    from ome_zarr_models.v04 import Image
                Image.from_zarr(group)
                array = ts.open({"driver": "zarr3" if version == 3 else "zarr", "kvstore": {"driver": "file", "path": path + "/0"}}).result()
                assert (array.read().result() == expected).all()
            print("read")
            """;

    @Test
    void pythonReadsWhatIsWrittenHere() throws Exception {
        Python.assumeModule("zarr");
        Python.assumeModule("ome_zarr");
        Python.assumeModule("ome_zarr_models");
        Python.assumeModule("tensorstore");
        Path v2 = write(2);
        Path v3 = write(3);
        String said = Python.run(folder, READ_OURS, v2, v3);
        assertTrue(said.contains("read"), said);
    }

    private Path write(int version) {
        long[] size = {101, 70, 3, 1, 2};
        int[] chunk = {32, 24, 1, 1, 1};
        NewImage image = new NewImage(
                "ours",
                size,
                List.of("t", "z", "y", "x"),
                ZarrType.UINT32,
                chunk,
                new NewImage.Pixels(new double[] {0.25, 0.25, 4}, "um"),
                version,
                true);
        Path path = folder.resolve("ours" + version + ".zarr");
        Map<String, Object> label = LabelProperties.ofClasses(ClassList.named(List.of("background", "cell")));
        OmeZarrWriter writer = new OmeZarrWriter(path, image, label);
        RandomAccessibleInterval<FloatType> pixels = ArrayImgs.floats(size);
        var cursor = Views.flatIterable(pixels).localizingCursor();
        while (cursor.hasNext()) {
            FloatType value = cursor.next();
            value.set(cursor.getIntPosition(4) * 40000
                    + cursor.getIntPosition(2) * 9000
                    + cursor.getIntPosition(1) * 101
                    + cursor.getIntPosition(0));
        }
        writer.write(0, pixels);
        for (int level = 1; level < writer.levels(); level++)
            writer.write(level, Views.subsample(OmeZarr.open(path).pixels(level - 1), writer.step(level)));
        assertTrue(Files.isDirectory(path));
        return path;
    }
}
