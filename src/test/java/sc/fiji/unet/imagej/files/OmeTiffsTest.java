package sc.fiji.unet.imagej.files;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import net.imglib2.img.array.ArrayImgs;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import sc.fiji.unet.Python;
import sc.fiji.unet.base.Progress;
import sc.fiji.unet.image.ImageSource;

class OmeTiffsTest {
    private static final String JUDGE =
            """
            import sys, numpy, tifffile, xml.etree.ElementTree as tree
            with tifffile.TiffFile(sys.argv[1]) as file:
                assert file.is_ome, "no OME"
                series = file.series[0]
                assert series.axes == "ZYX" and series.shape == (3, 4, 5), (series.axes, series.shape)
                pixels = series.asarray()
                assert pixels.dtype == numpy.uint16 and pixels[2, 3, 4] == 59 * 20, pixels
                root = tree.fromstring(file.ome_metadata)
            names = {m.get("K"): m.text for m in root.findall(".//{*}M")}
            assert names == {"1": "Zellkern \\u00e4 <&>", "20": "cell"}, names
            size = root.find(".//{*}Pixels")
            assert abs(float(size.get("PhysicalSizeX")) - 0.25) < 1e-9 and size.get("PhysicalSizeXUnit") == "\\u00b5m"
            print("read")
            """;

    @TempDir
    Path folder;

    private Path written(long mostPlain) {
        int[] values = new int[60];
        for (int i = 0; i < values.length; i++) values[i] = 20 * i;
        ImageSource source =
                new ImageSource("cells \"1\"", ArrayImgs.unsignedBytes(5, 4, 3, 1), new double[] {250, 300, 900}, "nm");
        Path file = folder.resolve("labels.ome.tif");
        OmeTiffs.write(
                file, ArrayImgs.ints(values, 5, 4, 3), source, Map.of("1", "Zellkern ä <&>", "20", "cell"), mostPlain);
        return file;
    }

    @ParameterizedTest
    @ValueSource(longs = {0, Long.MAX_VALUE})
    void ourReaderFindsPixelsAndTheirSize(long mostPlain) throws Exception {
        Path file = written(mostPlain);
        byte[] content = Files.readAllBytes(file);
        assertEquals(mostPlain == 0 ? 43 : 42, content[2] + content[3]);
        ImageSource read = new ImageFiles().images(file, 3, Progress.NONE).get(0);
        assertArrayEquals(new long[] {5, 4, 3}, read.size());
        assertArrayEquals(new double[] {0.25, 0.3, 0.9}, read.pixelSize(), 1e-9);
        assertEquals(59 * 20, read.pixels().getAt(4, 3, 2, 0).getRealDouble());
        assertTrue(new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1).contains("<M K=\"20\">cell</M>"));
    }

    @ParameterizedTest
    @ValueSource(longs = {0, Long.MAX_VALUE})
    void tifffileReadsItToo(long mostPlain) throws Exception {
        Python.assumeModule("tifffile");
        assertEquals("read", Python.run(folder, JUDGE, written(mostPlain)).strip());
    }

    /** Of more objects than 16 bits count, in a file that is longer than a plain one may be. */
    @Test
    void largeNumbersAreInLongFilesToo() {
        int[] values = {0, 70_000, 1 << 24, 3};
        Path file = folder.resolve("large.ome.tif");
        ImageSource source = new ImageSource("large", ArrayImgs.unsignedBytes(2, 1, 2, 1));
        OmeTiffs.write(file, ArrayImgs.ints(values, 2, 1, 2), source, Map.of(), 0);
        ImageSource read = new ImageFiles().images(file, 3, Progress.NONE).get(0);
        assertEquals(70_000, read.pixels().getAt(1, 0, 0, 0).getRealDouble());
        assertEquals(1 << 24, read.pixels().getAt(0, 0, 1, 0).getRealDouble());
        assertEquals(3, read.pixels().getAt(1, 0, 1, 0).getRealDouble());
    }
}
