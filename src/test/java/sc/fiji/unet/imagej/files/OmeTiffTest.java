package sc.fiji.unet.imagej.files;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import sc.fiji.unet.base.Progress;
import sc.fiji.unet.image.ImageSource;
import sc.fiji.unet.image.LengthUnit;

/** Order, pixel size and unit of OME-TIFF files. */
class OmeTiffTest {
    private static final int C = 2;
    private static final int Z = 3;
    private static final int T = 4;

    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"XYCZT", "XYCTZ", "XYZCT", "XYZTC", "XYTCZ", "XYTZC"})
    void planesOfEveryOrderComeToTheirPlaces(String order) throws IOException {
        String sizes = size(C, Z, T) + " DimensionOrder='" + order + "'";
        for (boolean big : new boolean[] {false, true}) {
            TiffSample sample = new TiffSample(5, 4).pages(C * Z * T).describe(ome(sizes, "<TiffData/>"));
            if (big) sample.big();
            requirePlaces(sample.write(folder.resolve("a.tif"), (page, x, y, s) -> number(order, page)));
        }
    }

    @Test
    void blocksSayWherePlanesLie() throws IOException {
        StringBuilder blocks = new StringBuilder();
        for (int page = 0; page < C * Z * T; page++) {
            int number = number("XYZTC", C * Z * T - 1 - page); // last page first
            blocks.append(String.format(
                    java.util.Locale.ROOT,
                    "<TiffData FirstC='%d' FirstZ='%d' FirstT='%d' IFD='%d' PlaneCount='1'/>",
                    number % 10 - 1,
                    number / 10 % 10 - 1,
                    number / 100 - 1,
                    page));
        }
        String text = ome(size(C, Z, T) + " DimensionOrder='XYCZT'", blocks.toString());
        TiffSample sample = new TiffSample(5, 4).pages(C * Z * T).describe(text);
        requirePlaces(sample.write(folder.resolve("a.tif"), (page, x, y, s) -> number("XYZTC", C * Z * T - 1 - page)));
    }

    @Test
    void channelsOfAPageStayTogether() throws IOException {
        String text = ome(size(C, Z, 1) + " DimensionOrder='XYCZT'", "");
        Path file = new TiffSample(5, 4)
                .samples(C)
                .pages(Z)
                .describe(text)
                .write(folder.resolve("a.tif"), (page, x, y, s) -> 10 * page + s);
        ImageSource volume = images(file, 3).get(0);
        assertEquals(C, volume.channels());
        for (int z = 0; z < Z; z++) for (int c = 0; c < C; c++) assertEquals(10 * z + c, value(volume, 4, 3, z, c));
    }

    @ParameterizedTest
    @CsvSource({
        "'', 0.5",
        "nm, 0.5",
        "µm, 0.5",
        "um, 0.5",
        "micrometers, 0.5",
        "mm, 0.5",
        "Âµm, 0.5",
        "cm, 0.5",
        "inch, 0.5"
    })
    void pixelSizeComesAlongInItsUnit(String unit, double size) throws IOException {
        String given = unit.isEmpty() ? "" : " PhysicalSizeXUnit='" + unit + "' PhysicalSizeYUnit='" + unit + "'";
        String text = ome(
                size(1, 2, 1) + " DimensionOrder='XYZCT' PhysicalSizeX='0.5' PhysicalSizeY='0.25'"
                        + " PhysicalSizeZ='2' PhysicalSizeZUnit='nm'" + given,
                "");
        Path file = new TiffSample(5, 4).pages(2).describe(text).write(folder.resolve("a.tif"), (p, x, y, s) -> p);
        ImageSource volume = images(file, 3).get(0);
        double micrometers = LengthUnit.micrometers(unit.isEmpty() ? "um" : unit);
        assertEquals(micrometers, LengthUnit.micrometers(volume.unit()));
        assertEquals(size, volume.pixelSize()[0]);
        assertEquals(0.25, volume.pixelSize()[1]);
        assertEquals(2, volume.pixelSize()[2] * micrometers * 1000, 1e-9);
    }

    @Test
    void withoutAPixelSizeThereIsNone() throws IOException {
        String text = ome(size(1, 1, 1) + " DimensionOrder='XYZCT' PhysicalSizeXUnit='nm'", "");
        Path file = new TiffSample(5, 4).describe(text).write(folder.resolve("a.tif"), (p, x, y, s) -> p);
        assertEquals("pixel", images(file, 2).get(0).unit());
    }

    @ParameterizedTest
    @CsvSource({
        "SizeC='2' SizeZ='3' SizeT='9',lie nowhere", "SizeC='2147483647' SizeZ='3' SizeT='9',promises",
        "SizeC='0' SizeZ='3' SizeT='1',SizeC is 0", "SizeC='x' SizeZ='3' SizeT='1',SizeC is x"
    })
    void whatContradictsTheFileIsRefused(String sizes, String reason) throws IOException {
        String text = ome(sizes + " DimensionOrder='XYCZT'", "");
        Path file = new TiffSample(5, 4).pages(6).describe(text).write(folder.resolve("a.tif"), (p, x, y, s) -> p);
        ImageFilesTest.assertMessage(() -> images(file, 2), file.toString(), reason);
    }

    /** An entity that would grow to gigabytes, and one that would read a file. */
    @ParameterizedTest
    @ValueSource(strings = {"<!ENTITY a 'aaaaaaaa'>", "<!ENTITY a SYSTEM 'file:///etc/hostname'>"})
    void documentTypesAreRefused(String entity) throws IOException {
        String type = "?><!DOCTYPE OME [" + entity + "]>";
        String text = ome(size(1, 1, 1) + " DimensionOrder='XYCZT'", "&a;").replace("?>", type);
        Path file = new TiffSample(5, 4).describe(text).write(folder.resolve("a.tif"), (p, x, y, s) -> p);
        ImageFilesTest.assertMessage(() -> images(file, 2), file.toString(), "OME-XML cannot be read", "DOCTYPE");
    }

    /** As Micro-Manager writes a file a position: each tells of all images, and of its own by its id. */
    @Test
    void ofImagesInSeveralFilesTheFilesOwnIsRead() throws IOException {
        String both = "<Image ID='Image:0'>" + pixels(2, "urn:uuid:a") + "</Image><Image ID='Image:1'>"
                + pixels(5, "urn:uuid:b") + "</Image></OME>";
        for (String name : List.of("a", "b")) {
            int slices = name.equals("a") ? 2 : 5;
            List<String> notes = new ArrayList<>();
            Path file = described(slices, root("urn:uuid:" + name) + both);
            ImageSource volume = new ImageFiles()
                    .images(file, 3, new Progress() {
                        @Override
                        public void note(String line) {
                            notes.add(line);
                        }
                    })
                    .get(0);
            assertEquals(slices, volume.size()[2], name);
            assertEquals(List.of(), notes);
        }
        ImageFilesTest.assertMessage(
                () -> images(described(2, root("urn:uuid:c") + both), 3),
                "tells of 2 other files, and not of this one");
    }

    @Test
    void aMovedFileIsRead() throws IOException {
        String text = root("urn:uuid:a") + "<Image>" + pixels(2, "urn:uuid:a") + "</Image></OME>";
        assertEquals(1, images(described(2, text), 3).size());
        assertEquals(
                1,
                images(described(2, text.replace("FileName='x'", "FileName='C:\\x\\a:.tif'")), 3)
                        .size());
    }

    private Path described(int pages, String text) throws IOException {
        return new TiffSample(5, 4).pages(pages).describe(text).write(folder.resolve("any.tif"), (p, x, y, s) -> p);
    }

    private static String root(String uuid) {
        return "<?xml version='1.0'?><OME xmlns='http://www.openmicroscopy.org/Schemas/OME/2016-06' UUID='" + uuid
                + "'>";
    }

    private static String pixels(int slices, String uuid) {
        return "<Pixels SizeX='5' SizeY='4' Type='uint8' DimensionOrder='XYZCT' " + size(1, slices, 1)
                + "><TiffData IFD='0' PlaneCount='" + slices + "'><UUID FileName='x'>" + uuid
                + "</UUID></TiffData></Pixels>";
    }

    private void requirePlaces(Path file) {
        List<ImageSource> volumes = images(file, 3);
        assertEquals(T, volumes.size());
        for (int t = 0; t < T; t++) {
            assertEquals(C, volumes.get(t).channels());
            for (int z = 0; z < Z; z++) {
                for (int c = 0; c < C; c++) {
                    assertEquals(100 * (t + 1) + 10 * (z + 1) + c + 1 & 255, value(volumes.get(t), 4, 3, z, c));
                }
            }
        }
        assertTrue(LengthUnit.none(volumes.get(0).unit()));
        assertFalse(LengthUnit.known(volumes.get(0).unit()));
    }

    /** Frame, slice and channel, each from 1, as digits. */
    private static int number(String order, int page) {
        int number = 111;
        for (char axis : order.substring(2).toCharArray()) {
            int size = axis == 'C' ? C : axis == 'Z' ? Z : T;
            number += page % size * (axis == 'C' ? 1 : axis == 'Z' ? 10 : 100);
            page /= size;
        }
        return number;
    }

    private static String size(int c, int z, int t) {
        return "SizeC='" + c + "' SizeZ='" + z + "' SizeT='" + t + "'";
    }

    private static String ome(String attributes, String content) {
        return "<?xml version='1.0' encoding='UTF-8'?><OME xmlns='http://www.openmicroscopy.org/Schemas/OME/2016-06'>"
                + "<Image ID='Image:0'><Pixels ID='Pixels:0' SizeX='5' SizeY='4' Type='uint8' " + attributes + ">"
                + content + "</Pixels></Image></OME>";
    }

    private List<ImageSource> images(Path file, int rank) {
        return new ImageFiles().images(file, rank, Progress.NONE);
    }

    private static double value(ImageSource image, long... at) {
        return image.pixels().getAt(at).getRealDouble();
    }
}
