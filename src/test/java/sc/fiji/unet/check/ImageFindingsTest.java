package sc.fiji.unet.check;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ij.ImagePlus;
import ij.gui.OvalRoi;
import ij.process.ByteProcessor;
import ij.process.ImageProcessor;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import net.imglib2.img.array.ArrayImgs;
import net.imglib2.type.numeric.integer.IntType;
import net.imglib2.view.Views;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is found in images that can all be read. */
class ImageFindingsTest {
    @TempDir
    Path folder;

    private MadePairs pairs;

    @BeforeEach
    void makePairs() {
        pairs = new MadePairs(folder, 8);
    }

    /** A mask that was moved has to be moved back: quarter turns the other way. */
    @ParameterizedTest
    @EnumSource(value = Turning.class, mode = EnumSource.Mode.EXCLUDE, names = "NONE")
    void movedMasksAreFoundAndHowTheyWere(Turning moved) {
        for (int i = 0; i < 8; i++) writeMask(i, moved);
        Finding finding = pairs.finding();
        assertEquals("Mirrored or turned masks", finding.kind());
        Turning back = moved == Turning.QUARTER_TURN
                ? Turning.BACK_TURN
                : moved == Turning.BACK_TURN ? Turning.QUARTER_TURN : moved;
        assertEquals(back, finding.suspects().get(0).turned(), finding.text());
        assertTrue(finding.what().contains(back.words()), finding.what());
    }

    @Test
    void aSingleMirroredMaskIsFound() {
        writeMask(2, Turning.LEFT_RIGHT);
        Finding finding = pairs.finding();
        assertEquals(List.of("c"), MadePairs.suspects(finding));
        assertEquals(Turning.LEFT_RIGHT, finding.suspects().get(0).turned());
    }

    /** As a program saves true and false where true is black; the same masks the right way round have nothing of it. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void masksInWhichObjectsAreZeroAreTold(boolean inverted) {
        for (int i = 0; i < 8; i++) {
            ByteProcessor mask = new ByteProcessor(MadePairs.EDGE, MadePairs.EDGE);
            mask.setColor(255);
            for (int cell = 0; cell < 5; cell++)
                mask.fill(new OvalRoi(3 + 11 * cell, 2 + (7 * i + 13 * cell) % 45, 9, 10));
            if (inverted) mask.invert();
            MadePairs.write(pairs.mask(MadePairs.name(i)), new ImagePlus("m", mask));
        }
        List<Finding> found = pairs.check().findings().stream()
                .filter(finding -> finding.kind().equals("Inverted masks"))
                .toList();
        assertEquals(inverted ? 1 : 0, found.size());
        if (inverted) assertEquals(8, found.get(0).suspects().size());
    }

    private void writeMask(int index, Turning symmetry) {
        MadePairs.write(pairs.mask(MadePairs.name(index)), new ImagePlus("m", moved(MadePairs.mask(index), symmetry)));
    }

    private static ByteProcessor moved(ByteProcessor mask, Turning symmetry) {
        int[] values = new int[mask.getPixelCount()];
        for (int i = 0; i < values.length; i++) values[i] = mask.get(i);
        ByteProcessor moved = new ByteProcessor(mask.getWidth(), mask.getHeight());
        int i = 0;
        for (IntType value :
                Views.flatIterable(symmetry.of(ArrayImgs.ints(values, mask.getWidth(), mask.getHeight())))) {
            moved.set(i++, value.get());
        }
        return moved;
    }

    /** Saved as JPEG, brighter, and twice as large. */
    @Test
    void anImageOnBothSidesOfTheSplitIsFoundHoweverItWasSaved() throws IOException {
        ImageProcessor copy = MadePairs.image(0).resize(120, 120);
        copy.multiply(1.2);
        MadePairs.jpeg(pairs.images().resolve("x.jpg"), copy);
        MadePairs.write(pairs.mask("x"), new ImagePlus("x", MadePairs.mask(0).resize(120, 120)));
        Finding finding = MadePairs.only(MadePairs.check(pairs.split("a,train\nb,train\nc,train\nd,val\nx,test\n")));
        assertEquals(List.of("x"), MadePairs.suspects(finding));
        assertEquals("a", finding.suspects().get(0).twin());
        assertTrue(finding.what().contains("x = a"), finding.what());
    }

    @Test
    void classesThatOneSideLacksAreFound() throws IOException {
        ByteProcessor both = MadePairs.mask(0);
        for (int i = 0; i < 40; i++) both.set(i, 0, 128);
        MadePairs.write(pairs.mask("a"), new ImagePlus("a", both));
        CheckedSet set =
                MadePairs.check(pairs.split("a,train\nb,train\nc,val\n").withClasses("background=0,tip=128,cell=255"));
        List<String> kinds = set.findings().stream().map(Finding::kind).toList();
        assertEquals(List.of("Tiny class", "Class without judge"), kinds, set.summary());
        assertTrue(set.findings().get(0).what().contains("tip has 40 pixels"), set.summary());
        set = MadePairs.check(pairs.split("a,val\nb,train\nc,train\n").withClasses("background=0,tip=128,cell=255"));
        assertEquals("Empty class", MadePairs.only(set).kind());
    }

    @Test
    void someEmptyMasksAreToldAndManyAreWarnedOf() {
        MadePairs.write(pairs.mask("h"), new ImagePlus("h", new ByteProcessor(60, 60)));
        assertEquals(Finding.Level.NOTE, pairs.finding().level());
        for (int i = 3; i < 8; i++) {
            MadePairs.write(pairs.mask(MadePairs.name(i)), new ImagePlus("m", new ByteProcessor(60, 60)));
        }
        Finding finding = pairs.check().findings().stream()
                .filter(one -> one.kind().equals("Empty masks"))
                .findFirst()
                .orElseThrow();
        assertEquals(Finding.Level.WARNING, finding.level());
        assertEquals(5, finding.suspects().size());
    }

    @Test
    void anImageOfAnotherDepthIsFound() {
        MadePairs.write(pairs.image("c"), new ImagePlus("c", MadePairs.image(2).convertToShort(false)));
        Finding finding = pairs.finding();
        assertEquals("Mixed bit depths", finding.kind());
        assertEquals("16-bit", finding.suspects().get(0).detail());
    }

    @Test
    void pixelsOfAnotherSizeAreFoundWhateverTheirUnit() {
        for (int i = 0; i < 8; i++) {
            ImagePlus imp = new ImagePlus("i", MadePairs.image(i));
            imp.getCalibration().pixelWidth = i == 0 ? 500 : i == 1 ? 2 : 0.5;
            imp.getCalibration().pixelHeight = imp.getCalibration().pixelWidth;
            imp.getCalibration().setUnit(i == 0 ? "nm" : "um");
            MadePairs.write(pairs.image(MadePairs.name(i)), imp);
        }
        Finding finding = pairs.finding();
        assertEquals(List.of("b"), MadePairs.suspects(finding));
        assertTrue(finding.what().contains("0.5 um"), finding.what());
        assertTrue(finding.what().contains("2 um"), finding.what());
    }

    @Test
    void imagesOfOneValueAndOfAnotherRangeAreFound() {
        MadePairs.write(pairs.image("a"), new ImagePlus("a", new ByteProcessor(60, 60)));
        for (int i = 1; i < 8; i++) {
            ImageProcessor image = MadePairs.image(i).convertToFloat();
            if (i == 5) image.multiply(1.0 / 255);
            MadePairs.write(pairs.image(MadePairs.name(i)), new ImagePlus("i", image));
        }
        List<Finding> findings = pairs.check().findings();
        Finding constant = kind(findings, "Images of one value");
        assertEquals(List.of("a"), MadePairs.suspects(constant));
        assertEquals("all pixels are 0.000", constant.suspects().get(0).detail());
        assertEquals(List.of("f"), MadePairs.suspects(kind(findings, "Values out of range")));
    }

    private static Finding kind(List<Finding> findings, String kind) {
        return findings.stream()
                .filter(one -> one.kind().equals(kind))
                .findFirst()
                .orElseThrow(() -> new AssertionError(kind + " is not among " + findings));
    }
}
