package sc.fiji.unet.check;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ij.ImagePlus;
import ij.process.ByteProcessor;
import ij.process.ColorProcessor;
import ij.process.ImageProcessor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is found in files: their names, whether they can be read, what masks mean, channels. */
class FileFindingsTest {
    @TempDir
    Path folder;

    private MadePairs pairs;

    @BeforeEach
    void makePairs() {
        pairs = new MadePairs(folder, 6);
    }

    @Test
    void nothingIsFoundWhereNothingIsWrong() {
        CheckedSet set = pairs.check();
        assertEquals(List.of(), set.findings(), set.summary());
        assertEquals("6 images checked: nothing found.", set.summary());
    }

    @Test
    void filesThatDoNotPairAreNamedWithAProposal() throws IOException {
        Files.move(pairs.image("b"), pairs.images().resolve("cell one.tif"));
        Files.move(pairs.mask("b"), pairs.masks().resolve("sell one.tif"));
        Finding finding = pairs.finding();
        assertEquals(Finding.Level.REFUSED, finding.level());
        assertTrue(finding.what().contains("Did you mean cell one.tif and sell one.tif?"), finding.what());
        assertEquals(List.of("cell one.tif", "sell one.tif"), MadePairs.suspects(finding));
    }

    @Test
    void namesThatASplitListsInVainAreNamed() throws IOException {
        CheckedSet set = MadePairs.check(pairs.split("a,train\nb,train\nc,val\nzebra,train\n"));
        Finding finding = MadePairs.only(set);
        assertEquals(Finding.Level.REFUSED, finding.level());
        assertTrue(finding.what().contains("zebra"), finding.what());
        assertEquals(3, set.images(), "what is not listed is not looked at");
    }

    @Test
    void filesThatCannotBeReadAndMasksOfAnotherSizeDoNotHideTheOthers() throws IOException {
        byte[] whole = Files.readAllBytes(pairs.image("a"));
        Files.write(pairs.image("a"), Arrays.copyOf(whole, whole.length / 2));
        MadePairs.write(pairs.mask("c"), new ImagePlus("c", new ByteProcessor(9, 60)));
        CheckedSet set = pairs.check();
        Finding finding = MadePairs.only(set);
        assertEquals(List.of("a", "c"), MadePairs.suspects(finding));
        assertTrue(finding.suspects().get(0).detail().contains("cut off"), finding.text());
        assertTrue(finding.suspects().get(1).detail().contains("9 x 60"), finding.text());
        assertEquals(4, set.images());
    }

    @Test
    void pixelsThatAreNoNumbersAreFound() {
        ImageProcessor image = MadePairs.image(1).convertToFloat();
        image.setf(7, 8, Float.NaN);
        MadePairs.write(pairs.image("b"), new ImagePlus("b", image));
        Finding unreadable = pairs.check().findings().get(0);
        assertTrue(unreadable.what().contains("x = 7, y = 8 is NaN"), unreadable.text());
    }

    @Test
    void masksStoredAsJpegAreFoundAndTheWorstComesFirst() throws IOException {
        for (int i = 0; i < 6; i++) {
            Files.delete(pairs.mask(MadePairs.name(i)));
            MadePairs.jpeg(pairs.masks().resolve(MadePairs.name(i) + ".jpg"), MadePairs.mask(i));
        }
        Finding finding = pairs.finding();
        assertEquals("Lossy or smoothed masks", finding.kind());
        assertEquals(6, finding.suspects().size());
        assertTrue(finding.training().contains("nearest"), finding.training());
    }

    @Test
    void smoothedMasksAreFoundToo() {
        for (int i = 0; i < 3; i++) {
            ByteProcessor mask = MadePairs.mask(i);
            mask.smooth();
            MadePairs.write(pairs.mask(MadePairs.name(i)), new ImagePlus("m", mask));
        }
        Finding finding = pairs.finding();
        assertEquals("Lossy or smoothed masks", finding.kind());
        assertEquals(3, finding.suspects().size(), finding.text());
    }

    @Test
    void valuesThatAreNoClassAreFound() {
        ByteProcessor mask = MadePairs.mask(0);
        mask.set(3, 3, 77);
        MadePairs.write(pairs.mask("a"), new ImagePlus("a", mask));
        Finding finding = MadePairs.only(MadePairs.check(pairs.options().withClasses("background=0,cell=255")));
        assertEquals(Finding.Level.REFUSED, finding.level());
        assertEquals(List.of("a"), MadePairs.suspects(finding));
        assertEquals("1 pixels of 1 other values", finding.suspects().get(0).detail());
    }

    @Test
    void masksWhoseMeaningNobodyCanTellAreRefused() {
        for (int i = 0; i < 6; i++) {
            ByteProcessor mask = MadePairs.mask(i);
            for (int p = 0; p < mask.getPixelCount(); p++) if (mask.get(p) > 0) mask.set(p, i < 3 ? 40 : 90);
            MadePairs.write(pairs.mask(MadePairs.name(i)), new ImagePlus("m", mask));
        }
        Finding finding = pairs.finding();
        assertEquals(Finding.Level.REFUSED, finding.level());
        assertTrue(finding.what().contains("40 in 3 or 90 in 3 of 6"), finding.what());
    }

    @Test
    void colorAmongGrayIsFoundButGrayInColorIsOnlyTold() {
        MadePairs.write(pairs.image("b"), new ImagePlus("b", MadePairs.image(1).convertToRGB()));
        assertEquals(Finding.Level.NOTE, pairs.finding().level());
        ColorProcessor color = (ColorProcessor) MadePairs.image(1).convertToRGB();
        color.set(0, 0, 0xFF0000);
        MadePairs.write(pairs.image("b"), new ImagePlus("b", color));
        Finding finding = pairs.finding();
        assertEquals("Mixed channels", finding.kind());
        assertEquals(Finding.Level.REFUSED, finding.level());
        assertEquals(List.of("b"), MadePairs.suspects(finding));
    }
}
