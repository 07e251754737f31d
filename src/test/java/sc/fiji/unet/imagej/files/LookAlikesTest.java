package sc.fiji.unet.imagej.files;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ij.IJ;
import ij.ImagePlus;
import ij.ImageStack;
import ij.plugin.LutLoader;
import ij.process.ByteProcessor;
import ij.process.LUT;
import java.awt.image.IndexColorModel;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import sc.fiji.unet.base.Progress;
import sc.fiji.unet.data.LabelImage;
import sc.fiji.unet.image.ImageSource;
import sc.fiji.unet.image.LengthUnit;

/** Files that look the same come out the same. */
class LookAlikesTest {
    @TempDir
    Path folder;

    private final ImageFiles files = new ImageFiles();

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 4, 8, 12, 16})
    void whereWhiteIsZeroTheSameClassesComeOut(int bits) throws IOException {
        int most = (1 << bits) - 1;
        for (int compression : new int[] {1, 8}) {
            Path black = new TiffSample(9, 5)
                    .of(bits, TiffSample.UNSIGNED)
                    .packed(compression, 1)
                    .write(folder.resolve("b.tif"), (p, x, y, s) -> x % 2 * most);
            Path white = new TiffSample(9, 5)
                    .of(bits, TiffSample.UNSIGNED)
                    .packed(compression, 1)
                    .tag(262, 0)
                    .write(folder.resolve("w.tif"), (p, x, y, s) -> most - x % 2 * most);
            for (int x = 0; x < 9; x++) {
                assertEquals(value(image(black), x, 3, 0), value(image(white), x, 3, 0));
                assertEquals(
                        label(black).values().getAt(x, 3), label(white).values().getAt(x, 3));
            }
            assertEquals(0, label(white).values().getAt(0, 0).get());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"fire", "ice", "spectrum", "3-3-2 RGB", "red", "grays", "HiLo", "random"})
    void aTableChangesNothingInATiff(String table) {
        ByteProcessor gray = new ByteProcessor(16, 16);
        for (int i = 0; i < 256; i++) gray.set(i, i);
        gray.setLut(table(table));
        ImageStack stack = new ImageStack(16, 16);
        stack.addSlice(gray);
        stack.addSlice(gray);
        for (ImagePlus imp : List.of(new ImagePlus("", gray), new ImagePlus("", stack))) {
            ImageSource image = image(SampleFiles.tiff(folder.resolve("a.tif"), imp));
            assertEquals(1, image.channels());
            for (int i = 0; i < 256; i++) assertEquals(i, value(image, i % 16, i / 16, 0));
        }
    }

    private static LUT table(String name) {
        byte[][] rgb = new byte[3][256];
        for (int i = 0; i < 256; i++) for (int c = 0; c < 3; c++) rgb[c][i] = (byte) (i * (37 + 12 * c) % 251);
        IndexColorModel known = LutLoader.getLut(name);
        return known == null ? new LUT(rgb[0], rgb[1], rgb[2]) : new LUT(known, 0, 255);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "um",
                "µm",
                "micron",
                "microns",
                "micrometer",
                "micrometers",
                "micrometre",
                "Âµm",
                "\\u00B5m",
                "μm",
                "UM"
            })
    void everySpellingOfMicrometersIsKnown(String unit) {
        ImagePlus imp = IJ.createImage("", "8-bit", 9, 5, 1);
        imp.getCalibration().pixelWidth = 0.25;
        imp.getCalibration().pixelHeight = 0.25;
        imp.getCalibration().setUnit(unit);
        ImageSource image = image(SampleFiles.tiff(folder.resolve("a.tif"), imp));
        assertEquals(1, LengthUnit.micrometers(image.unit()));
        assertEquals(0.25, image.pixelSize()[0], 1e-6);
    }

    @Test
    void resolutionInCentimetersAndInchesIsAPixelSizeToo() throws IOException {
        for (int unit = 2; unit <= 3; unit++) {
            Path file = new TiffSample(9, 5)
                    .tiles(16)
                    .tag(296, unit)
                    .rational(282, 4, 1)
                    .rational(283, 4, 1)
                    .write(folder.resolve("a.tif"), (p, x, y, s) -> x);
            ImageSource image = image(file);
            assertEquals(unit == 2 ? 25400 : 1e4, LengthUnit.micrometers(image.unit()));
            assertEquals(0.25, image.pixelSize()[0]);
        }
    }

    @Test
    void anUnknownUnitIsNoted() {
        ImagePlus imp = IJ.createImage("", "8-bit", 9, 5, 1);
        imp.getCalibration().pixelWidth = 0.25;
        imp.getCalibration().setUnit("furlong");
        Path file = SampleFiles.tiff(folder.resolve("a.tif"), imp);
        List<String> notes = new ArrayList<>();
        files.images(file, 2, new Progress() {
            @Override
            public void note(String line) {
                notes.add(line);
            }
        });
        assertEquals(1, notes.size());
        assertTrue(notes.get(0).startsWith("a.tif") && notes.get(0).contains("furlong"), notes.get(0));
    }

    private ImageSource image(Path file) {
        return files.images(file, 2, Progress.NONE).get(0);
    }

    private LabelImage label(Path file) {
        return files.labels(file, 2, Progress.NONE).get(0);
    }

    private static double value(ImageSource image, long... at) {
        return image.pixels().getAt(at).getRealDouble();
    }
}
