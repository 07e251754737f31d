package sc.fiji.unet.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;
import java.util.Random;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import net.imglib2.img.array.ArrayImgs;
import org.junit.jupiter.api.Test;
import sc.fiji.unet.base.InputException;
import sc.fiji.unet.config.ClassInfo;
import sc.fiji.unet.data.LabelImage.Kind;
import sc.fiji.unet.label.Targets;

/** What sets of masks are taken for, by what all of their values are like. */
class MaskMeaningTest {
    private static final int SIZE = 64;

    @Test
    void jpegMasksGiveTheirTwoClassesAndSayHowManyPixelsWereSnapped() throws IOException {
        LabelImage clean = discs(255, 0);
        LabelImage lossy = gray(jpeg(clean));
        assertTrue(LabelSurvey.of(lossy).counts().size() > 10, "JPEG left no traces");
        ClassPlan plan = detect("auto", lossy, lossy);
        assertEquals(List.of(0, 255), values(plan));
        assertTrue(plan.reasons().toString().contains("JPEG"), plan.reasons().toString());
        assertTrue(differing(plan.target(lossy), plan.target(clean)) < 8);
        assertEquals(
                SIZE * SIZE * 2L,
                Arrays.stream(plan.count(LabelSurvey.of(lossy))).sum() * 2);
    }

    @Test
    void jpegMasksOfThreeClassesKeepAllThree() throws IOException {
        LabelImage clean = discs(255, 128);
        LabelImage lossy = gray(jpeg(clean));
        ClassPlan plan = detect("auto", lossy);
        assertEquals(3, plan.classes().size(), plan.reasons().toString());
        assertTrue(differing(plan.target(lossy), target(clean, 0, 128, 255)) < 40);
    }

    @Test
    void smoothedMasksOfTwoValuesAreCutHalfway() {
        int[] clean = pixels(discs(255, 0));
        int[] smooth = smoothed(clean);
        ClassPlan plan = detect("auto", gray(smooth));
        assertEquals(List.of(0, 255), values(plan));
        long between = Arrays.stream(smooth).filter(v -> v > 0 && v < 255).count();
        assertTrue(
                plan.reasons().get(1).startsWith(between + " pixels"),
                plan.reasons().toString());
        int[] target = Targets.array(plan.target(gray(smooth)));
        for (int i = 0; i < target.length; i++) assertEquals(smooth[i] > 127 ? 1 : 0, target[i]);
    }

    @Test
    void smoothedMasksOfThreeValuesAreRefusedAsTheirEdgesPassForTheMiddleOne() {
        LabelImage smooth = gray(smoothed(pixels(discs(240, 120))));
        String message =
                assertThrows(InputException.class, () -> detect("auto", smooth)).getMessage();
        assertTrue(message.contains("JPEG, smoothed or scaled") && message.contains("classes="), message);
        assertEquals(3, detect("a=0,b=120,c=240", smooth).classes().size());
        assertEquals(
                1,
                detect("a=0,b=120,c=240", smooth).target(gray(100)).getAt(0, 0).get());
    }

    @Test
    void aClassOfThinLinesBetweenTwoOthersStays() {
        int[] pixels = pixels(discs(255, 0));
        int[] lined = pixels.clone();
        for (int i = SIZE; i < pixels.length - SIZE; i++) {
            if (pixels[i] == 0 && (pixels[i - 1] + pixels[i + 1] + pixels[i - SIZE] + pixels[i + SIZE]) > 0)
                lined[i] = 128;
        }
        assertEquals(List.of(0, 128, 255), values(detect("auto", gray(lined))));
    }

    @Test
    void eightBitMasksOfNumberedObjectsAreObjects() {
        LabelImage[] masks = IntStream.of(9, 12, 10, 11)
                .mapToObj(n -> numbered(n, 3, Kind.GRAY8))
                .toArray(LabelImage[]::new);
        ClassPlan plan = detect("auto", masks);
        assertTrue(plan.instances());
        assertEquals(2, plan.classes().size());
        assertTrue(
                plan.reasons().get(0).contains("12 different values"),
                plan.reasons().toString());
        assertTrue(detect("auto", numbered(9, 3, Kind.GRAY), numbered(12, 3, Kind.GRAY))
                .instances());
    }

    @Test
    void organsThatAreAlwaysOfTheirOwnSizesAreClasses() {
        LabelImage[] masks = IntStream.range(0, 5)
                .mapToObj(seed -> {
                    int[] pixels = new int[SIZE * SIZE];
                    for (int organ = 1; organ <= 6; organ++) {
                        if (organ == seed + 1) continue; // not to be seen here
                        rectangle(pixels, 10 * (organ - 1), 3 * seed, organ + 1, organ * organ + seed % 2, organ);
                    }
                    return gray(pixels);
                })
                .toArray(LabelImage[]::new);
        ClassPlan plan = detect("auto", masks);
        assertFalse(plan.instances());
        assertEquals(7, plan.classes().size());
    }

    @Test
    void zeroAndOneBesideZeroAnd255AreOneForeground() {
        ClassPlan plan = detect("auto", gray(0, 1, 1, 0), gray(0, 255, 0, 255), gray(0, 0));
        assertEquals(List.of(0, 255), values(plan));
        assertArray(plan, gray(0, 1, 1, 0), 0, 1, 1, 0);
        assertArray(plan, gray(255, 0, 0, 255), 1, 0, 0, 1);
        assertEquals(2, plan.count(LabelSurvey.of(gray(0, 1, 1, 0)))[1]);
        assertTrue(
                plan.reasons().toString().contains("1 in 1 or 255 in 1 of 3"),
                plan.reasons().toString());
    }

    @Test
    void otherPairsThatDifferByMaskAreAskedAbout() {
        LabelImage[] masks = {gray(0, 100, 100, 0), gray(0, 200, 0, 0)};
        String message =
                assertThrows(InputException.class, () -> detect("auto", masks)).getMessage();
        assertTrue(message.contains("100 in 1 or 200 in 1 of 2") && message.contains("classes=binary"), message);
        ClassPlan plan = detect("binary", masks);
        assertArray(plan, masks[0], 0, 1, 1, 0);
        assertArray(plan, masks[1], 0, 1, 0, 0);
        assertEquals(3, detect("auto", gray(0, 1, 1), gray(0, 2, 2)).classes().size());
    }

    @Test
    void whatNobodySaidIsIgnored() {
        ClassPlan plan = detect("auto", gray(0, 1, 1, -1));
        assertEquals(OptionalInt.of(-1), plan.ignore());
        assertArray(plan, gray(0, 1, -1), 0, 1, -1);
        plan = detect("auto", gray(0, 1, 1, 255), gray(0, 1));
        assertEquals(List.of(0, 1), values(plan));
        assertEquals(OptionalInt.of(255), plan.ignore());
        LabelImage objects = numbered(9, 3, Kind.GRAY8);
        int[] pixels = pixels(objects);
        rectangle(pixels, 0, 60, 64, 2, 255);
        plan = detect("auto", gray(pixels), numbered(12, 3, Kind.GRAY8));
        assertTrue(plan.instances());
        assertEquals(AnnotatedImage.IGNORE, plan.target(gray(255)).getAt(0, 0).get());
    }

    @Test
    void palettesInAnotherOrderAreMatchedByColor() {
        LabelImage first = palette(new int[] {0, 1, 1, 2}, 0, 0xFF0000, 0x00FF00);
        LabelImage second = palette(new int[] {0, 2, 2, 1}, 0, 0x00FF00, 0xFF0000);
        ClassPlan plan = detect("auto", first, second);
        assertEquals(List.of(0, 0x00FF00, 0xFF0000), values(plan));
        assertArray(plan, first, 0, 2, 2, 1);
        assertArray(plan, second, 0, 2, 2, 1);
        ClassPlan later = new ClassPlan(plan.classes(), false, OptionalInt.empty(), List.of());
        assertArray(ClassDetection.read(later, List.of(LabelSurvey.of(second))), second, 0, 2, 2, 1);
        assertEquals(List.of(0, 1, 2), values(detect("auto", first, first)));
    }

    @Test
    void palettesWithOneColorForSeveralNumbersAreRefusedByName() {
        LabelImage first = palette(new int[] {0, 1, 2}, 0, 0xFF0000, 0x00FF00);
        LabelImage second = palette("twice", new int[] {0, 2, 1}, 0, 0xFF0000, 0xFF0000);
        String message = assertThrows(InputException.class, () -> detect("auto", first, second))
                .getMessage();
        assertTrue(message.contains("Mask twice has one color for several"), message);
    }

    @Test
    void aModelsClassesAreFoundInMasksThatStoreThemInAnotherWay() throws IOException {
        ClassPlan plan = detect("auto", discs(255, 0));
        LabelImage ones = gray(0, 1, 1, 0);
        assertArray(ClassDetection.read(plan, List.of(LabelSurvey.of(ones))), ones, 0, 1, 1, 0);
        LabelImage lossy = gray(jpeg(discs(255, 0)));
        ClassPlan read = ClassDetection.read(plan, List.of(LabelSurvey.of(lossy)));
        assertTrue(differing(read.target(lossy), plan.target(discs(255, 0))) < 8);
        LabelImage other = gray(0, 254, 254, 0);
        ClassPlan same = ClassDetection.read(plan, List.of(LabelSurvey.of(other)));
        assertThrows(InputException.class, () -> same.target(other));
    }

    private static ClassPlan detect(String text, LabelImage... masks) {
        return ClassDetection.detect(Arrays.stream(masks).map(LabelSurvey::of).toList(), text);
    }

    private static List<Integer> values(ClassPlan plan) {
        return plan.classes().stream().map(ClassInfo::value).toList();
    }

    private static void assertArray(ClassPlan plan, LabelImage mask, int... expected) {
        assertEquals(Arrays.toString(expected), Arrays.toString(Targets.array(plan.target(mask))));
    }

    /** A large disc of one value, a smaller one beside it of another, 0 for none. */
    private static LabelImage discs(int large, int small) {
        int[] pixels = new int[SIZE * SIZE];
        for (int i = 0; i < pixels.length; i++) {
            if (Math.hypot(i % SIZE - 20, i / SIZE - 24) < 13) pixels[i] = large;
            if (Math.hypot(i % SIZE - 48, i / SIZE - 40) < 9) pixels[i] = small;
        }
        return gray(pixels);
    }

    /** Squares in a grid of random places, numbered in that order. */
    private static LabelImage numbered(int count, int width, Kind kind) {
        int[] pixels = new int[SIZE * SIZE];
        List<Integer> places =
                new java.util.ArrayList<>(IntStream.range(0, 36).boxed().toList());
        java.util.Collections.shuffle(places, new Random(count));
        List<Integer> chosen = places.subList(0, count).stream().sorted().toList();
        for (int i = 0; i < count; i++) {
            rectangle(pixels, chosen.get(i) % 6 * 10, chosen.get(i) / 6 * 10, width + i % 3, width, i + 1);
        }
        return new LabelImage("numbered", ArrayImgs.ints(pixels, SIZE, SIZE), kind);
    }

    private static void rectangle(int[] pixels, int x, int y, int width, int height, int value) {
        for (int i = 0; i < width * height; i++) {
            int at = (y + i / width) * SIZE + x + i % width;
            if (at < pixels.length) pixels[at] = value;
        }
    }

    private static int[] pixels(LabelImage mask) {
        return Targets.array(mask.values());
    }

    private static int[] jpeg(LabelImage mask) throws IOException {
        BufferedImage image = new BufferedImage(SIZE, SIZE, BufferedImage.TYPE_BYTE_GRAY);
        image.getRaster().setPixels(0, 0, SIZE, SIZE, pixels(mask));
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ImageIO.write(image, "jpg", out);
        return ImageIO.read(new ByteArrayInputStream(out.toByteArray()))
                .getRaster()
                .getPixels(0, 0, SIZE, SIZE, (int[]) null);
    }

    private static int[] smoothed(int[] pixels) {
        int[] smooth = new int[pixels.length];
        for (int y = 1; y < SIZE - 1; y++) {
            for (int x = 1; x < SIZE - 1; x++) {
                int sum = 0;
                for (int k = 0; k < 9; k++) sum += pixels[(y + k / 3 - 1) * SIZE + x + k % 3 - 1];
                smooth[y * SIZE + x] = sum / 9;
            }
        }
        return smooth;
    }

    private static long differing(
            net.imglib2.RandomAccessibleInterval<net.imglib2.type.numeric.integer.IntType> a,
            net.imglib2.RandomAccessibleInterval<net.imglib2.type.numeric.integer.IntType> b) {
        int[] first = Targets.array(a);
        int[] second = Targets.array(b);
        return IntStream.range(0, first.length)
                .filter(i -> first[i] != second[i])
                .count();
    }

    private static net.imglib2.RandomAccessibleInterval<net.imglib2.type.numeric.integer.IntType> target(
            LabelImage mask, int... values) {
        List<Integer> known = Arrays.stream(values).boxed().toList();
        return Targets.map(mask.values(), known::indexOf);
    }

    private static LabelImage palette(int[] pixels, int... colors) {
        return palette("palette", pixels, colors);
    }

    private static LabelImage palette(String name, int[] pixels, int... colors) {
        return new LabelImage(name, ArrayImgs.ints(pixels, pixels.length, 1), Kind.PALETTE, colors);
    }

    /** Square where there are so many, else a row. */
    private static LabelImage gray(int... pixels) {
        boolean square = pixels.length == SIZE * SIZE;
        return new LabelImage(
                "gray", ArrayImgs.ints(pixels, square ? SIZE : pixels.length, square ? SIZE : 1), Kind.GRAY8);
    }
}
