package sc.fiji.unet.imagej.files;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ij.ImagePlus;
import ij.Prefs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import net.imglib2.RandomAccess;
import net.imglib2.type.numeric.RealType;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import sc.fiji.unet.base.InputException;
import sc.fiji.unet.base.Progress;
import sc.fiji.unet.image.ImageSource;

/** Scans of 3 x 2 pixels whose stored value is 100 z + 10 y + x, z counted along the scan's axis. */
class DicomSeriesTest {
    private static final String AXIAL = "1\\0\\0\\0\\1\\0";
    private static final ImageFiles FILES = new ImageFiles();

    @TempDir
    Path parent;

    private Path scan;

    @BeforeEach
    void makeFolder() throws IOException {
        scan = Files.createDirectory(parent.resolve("patient 1.2"));
    }

    @Test
    void ordersSlicesByPlaceWhateverTheirNamesAndNumbersSay() throws IOException {
        slice("b.dcm", 0, placed(3, "-7.5"), 2, -1024);
        slice("a.dcm", 1, placed(1, "-5"), 2, -1024);
        slice("c.dcm", 2, placed(2, "-2.5"), 2, -1024);
        Files.writeString(scan.resolve("notes.txt"), "not a slice");

        assertTrue(FILES.reads(scan));
        ImageSource source = FILES.images(scan, 3, Progress.NONE).get(0);
        assertArrayEquals(new long[] {3, 2, 3}, source.size());
        assertArrayEquals(new double[] {0.5, 0.75, 2.5}, source.pixelSize(), 1e-6);
        assertValues(source, 2, -1024);
        List<ImageSource> slices = FILES.images(scan, 2, Progress.NONE);
        assertEquals(3, slices.size());
    }

    @Test
    void ordersSlicesByNumberWhereTheyHaveNoPlace() throws IOException {
        slice("a", 1, numbered(12), 1, 0);
        slice("b", 0, numbered(2), 1, 0);
        assertValues(FILES.images(scan, 3, Progress.NONE).get(0), 1, 0);
    }

    @Test
    void appliesEachSlicesOwnSlope() throws IOException {
        slice("a", 0, placed(1, "0"), 2, 5);
        slice("b", 1, placed(2, "3"), 4, 5);
        RandomAccess<? extends RealType<?>> pixel =
                FILES.images(scan, 3, Progress.NONE).get(0).pixels().randomAccess();
        pixel.setPosition(new long[] {2, 1, 0, 0});
        assertEquals(2 * 12 + 5, pixel.get().getRealDouble(), 1e-6);
        pixel.setPosition(new long[] {2, 1, 1, 0});
        assertEquals(4 * 112 + 5, pixel.get().getRealDouble(), 1e-6);
    }

    @Test
    void showsTheWindowOfTheFirstSlice() throws IOException {
        for (int z = 0; z < 2; z++) {
            Map<Integer, String> tags = placed(z, String.valueOf(z));
            tags.put(0x00281050, "40");
            tags.put(0x00281051, "400");
            slice("s" + z, z, tags, 1, -1024);
        }
        ImagePlus imp = ImageFiles.open(scan, Progress.NONE);
        double min = imp.getCalibration().getCValue(imp.getDisplayRangeMin());
        double max = imp.getCalibration().getCValue(imp.getDisplayRangeMax());
        assertEquals(-160, min, 1);
        assertEquals(240, max, 1);
    }

    @Test
    void refusesTwoSeriesInOneFolder() throws IOException {
        Map<Integer, String> other = placed(2, "1");
        other.put(0x0020000E, "1.2.4");
        slice("a", 0, placed(1, "0"), 1, 0);
        slice("b", 1, other, 1, 0);
        String message = assertThrows(InputException.class, () -> ImageFiles.open(scan, Progress.NONE))
                .getMessage();
        assertTrue(message.contains("1.2.3") && message.contains("1.2.4") && message.contains("patient"), message);
    }

    @Test
    void valuesDoNotDependOnTheUsersPreferences() throws IOException {
        slice("a", 0, placed(1, "0"), 2, -7);
        slice("b", 1, placed(2, "1"), 2, -7);
        boolean ignore = Prefs.ignoreRescaleSlope;
        try {
            for (boolean preference : new boolean[] {true, false}) {
                Prefs.ignoreRescaleSlope = preference;
                assertValues(FILES.images(scan, 3, Progress.NONE).get(0), 2, -7);
                assertEquals(preference, Prefs.ignoreRescaleSlope);
            }
        } finally {
            Prefs.ignoreRescaleSlope = ignore;
        }
    }

    @Test
    void leavesOtherFoldersAlone() throws IOException {
        Files.writeString(scan.resolve("notes.txt"), "not a slice");
        assertFalse(FILES.reads(scan));
        assertFalse(FILES.reads(parent));
    }

    private static Map<Integer, String> placed(int number, String z) {
        Map<Integer, String> tags = numbered(number);
        tags.put(0x00200032, "-10\\20\\" + z);
        tags.put(0x00200037, AXIAL);
        return tags;
    }

    private static Map<Integer, String> numbered(int number) {
        return new TreeMap<>(Map.of(0x0020000E, "1.2.3", 0x00200013, String.valueOf(number), 0x00280030, "0.75\\0.5"));
    }

    private void slice(String name, int z, Map<Integer, String> tags, double slope, double intercept)
            throws IOException {
        tags.put(0x00281052, String.valueOf(intercept));
        tags.put(0x00281053, String.valueOf(slope));
        SampleFiles.dicom(scan.resolve(name), 3, 2, (x, y) -> 100 * z + 10 * y + x, tags);
    }

    private static void assertValues(ImageSource source, double slope, double intercept) {
        RandomAccess<? extends RealType<?>> pixel = source.pixels().randomAccess();
        for (int z = 0; z < source.size()[2]; z++) {
            for (int i = 0; i < 6; i++) {
                pixel.setPosition(new long[] {i % 3, i / 3, z, 0});
                double stored = 100 * z + 10 * (i / 3) + i % 3;
                assertEquals(slope * stored + intercept, pixel.get().getRealDouble(), 1e-6);
            }
        }
    }
}
