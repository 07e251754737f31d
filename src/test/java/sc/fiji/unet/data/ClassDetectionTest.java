package sc.fiji.unet.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import net.imglib2.img.array.ArrayImgs;
import org.junit.jupiter.api.Test;
import sc.fiji.unet.base.InputException;
import sc.fiji.unet.base.OptionException;
import sc.fiji.unet.config.ClassInfo;
import sc.fiji.unet.data.LabelImage.Kind;
import sc.fiji.unet.label.Targets;

class ClassDetectionTest {
    private static final int[] PALETTE = {0x000000, 0xFF0000, 0x00FF00, 0x0000FF};

    @Test
    void twoValuesAreBackgroundAndForeground() {
        ClassPlan plan = detect("auto", gray(0, 255, 255, 0), gray(0, 0, 0, 0));
        assertEquals(List.of(0, 255), values(plan));
        assertEquals("foreground", plan.classes().get(1).name());
        assertFalse(plan.instances());
        assertTrue(plan.reasons().get(0).contains("0, 255"), plan.reasons().toString());
        assertEquals(1, plan.target(gray(0, 255, 255, 0)).getAt(1, 0).get());
    }

    @Test
    void paletteIndicesAreClassesInTheirColors() {
        ClassPlan plan = detect("auto", new LabelImage("p", img(0, 3, 1, 2), Kind.PALETTE, PALETTE));
        assertEquals(List.of(0, 1, 2, 3), values(plan));
        assertEquals(0x0000FF, plan.classes().get(3).color());
    }

    @Test
    void colorsAreClassesAndBlackIsBackground() {
        ClassPlan plan = detect("auto", new LabelImage("c", img(0xFF0000, 0, 0x00FF00, 0), Kind.RGB));
        assertEquals(List.of(0, 0x00FF00, 0xFF0000), values(plan));
        assertEquals("#FF0000", plan.classes().get(2).name());
    }

    @Test
    void customaryIgnoreValueIsLeftOut() {
        ClassPlan plan = detect("auto", gray(0, 1, 2, 255));
        assertEquals(List.of(0, 1, 2), values(plan));
        assertEquals(OptionalInt.of(255), plan.ignore());
        assertEquals(
                AnnotatedImage.IGNORE,
                plan.target(gray(0, 1, 2, 255)).getAt(3, 0).get());
    }

    @Test
    void objectsAreOfTheClassesThatTheirFilesName() {
        LabelImage first = gray(0, 1, 1, 2, 255).withObjects(Map.of(1, "round", 2, "long"));
        LabelImage second = gray(0, 7, 0, 0, 0).withObjects(Map.of(7, "Round"));
        ClassPlan plan = detect("background,round,long", first, second);
        assertTrue(plan.instances());
        assertEquals(List.of("background", "round", "long"), plan.classes().names());
        AnnotatedImage annotated =
                plan.annotate(null, first, LoadOptions.defaults().withoutBorders());
        assertArrayEquals(new int[] {0, 1, 1, 2, -1}, Targets.array(annotated.target()));
        assertArrayEquals(new int[] {0, 1, 1, 2, -1}, Targets.array(annotated.objects()));
        assertArrayEquals(
                new int[] {0, 1, 1, 2, -1},
                Targets.array(annotated.withWholeObjects(plan.classes()).target()));
        assertArrayEquals(new long[] {1, 2, 1}, plan.count(LabelSurvey.of(first)));
        LabelImage known = gray(0, 1, 1, 2, 0).withObjects(first.objects());
        assertEquals(
                List.of("background", "long", "round"),
                detect("instances", known, second).classes().names());
        assertTrue(detect("instances", known, gray(0, 3, 0, 0, 0)).classes().isBinary(), "one file says nothing");
        String message = assertThrows(OptionException.class, () -> detect("background,round,square", first, second))
                .getMessage();
        assertTrue(message.contains("square") && message.contains("long"), message);
    }

    @Test
    void manyConnectedValuesAreInstances() {
        int[] pixels =
                IntStream.range(0, 60).map(i -> i % 3 == 0 ? 0 : i / 3 + 1).toArray();
        ClassPlan plan = detect("auto", new LabelImage("i", img(pixels), Kind.GRAY));
        assertTrue(plan.instances());
        assertEquals(2, plan.classes().size());
        assertEquals(
                1,
                plan.target(new LabelImage("i", img(0, 17), Kind.GRAY))
                        .getAt(1, 0)
                        .get());
    }

    @Test
    void aFewConnectedValuesOfSixteenBitAreInstancesWhereImagesDiffer() {
        LabelImage many = new LabelImage("a", img(1, 1, 0, 2, 0, 3, 4, 0, 5, 6), Kind.GRAY);
        LabelImage few = new LabelImage("b", img(0, 1, 0, 2, 0), Kind.GRAY);
        assertTrue(detect("auto", many, few).instances());
        LabelImage torn = new LabelImage("t", img(1, 0, 1, 2, 0, 3, 4, 0, 5, 6, 2), Kind.GRAY);
        assertFalse(detect("auto", torn, few).instances());
    }

    @Test
    void photosAndJpegMasksAreRefused() {
        int[] noise = IntStream.range(0, 500).map(i -> i * 7919 % 101).toArray();
        String message = assertThrows(InputException.class, () -> detect("auto", gray(noise)))
                .getMessage();
        assertTrue(message.contains("101 different values") && message.contains("JPEG"), message);
    }

    @Test
    void emptyMasksAreRefusedAndKindsMustAgree() {
        String message = assertThrows(InputException.class, () -> detect("auto", gray(0, 0), gray(0, 0)))
                .getMessage();
        assertTrue(message.contains("All 2 masks are empty"), message);
        LabelImage rgb = new LabelImage("color", img(0, 0xFF0000), Kind.RGB);
        message = assertThrows(InputException.class, () -> detect("auto", gray(0, 1), rgb))
                .getMessage();
        assertTrue(message.contains("color") && message.contains("one kind"), message);
    }

    @Test
    void whatIsSaidGoesFirst() {
        ClassPlan named = detect("background,lung", gray(0, 255));
        assertEquals("lung", named.classes().get(1).name());
        assertEquals(255, named.classes().get(1).value());
        ClassPlan valued = detect("bg=0, lung=#0000FF, ignore=7", gray(0, 255, 7, 255));
        assertEquals(List.of(0, 255), values(valued));
        assertEquals(OptionalInt.of(7), valued.ignore());
        assertTrue(detect("instances", gray(0, 1, 2, 3)).instances());
        String message = assertThrows(OptionException.class, () -> detect("a,b,c", gray(0, 255)))
                .getMessage();
        assertTrue(message.contains("names 3") && message.contains("0, 255"), message);
    }

    @Test
    void valuesOutsideTheClassesAreRefusedWithTheMasksName() {
        ClassPlan plan = detect("bg=0,lung=255", gray(0, 255));
        LabelImage wrong = new LabelImage("slice7", img(0, 254), Kind.GRAY8);
        String message =
                assertThrows(InputException.class, () -> plan.target(wrong)).getMessage();
        assertTrue(message.contains("slice7") && message.contains("254") && message.contains("[0, 255]"), message);
    }

    @Test
    void badTextIsRefused() {
        for (String text : List.of("lung", "a=0,b", "a=0,a=1", "a=0,b=0", "a=0,b=x", "a,,b", "a=0,b=1,ignore=1")) {
            assertThrows(OptionException.class, () -> detect(text, gray(0, 1)), text);
        }
    }

    @Test
    void countsFollowThePlan() {
        LabelImage mask = gray(0, 1, 1, 2, 255);
        ClassPlan plan = detect("a=0,b=1,c=2,ignore=255", mask);
        assertEquals(
                List.of(1L, 2L, 1L),
                java.util.Arrays.stream(plan.count(LabelSurvey.of(mask)))
                        .boxed()
                        .toList());
    }

    private static ClassPlan detect(String text, LabelImage... masks) {
        return ClassDetection.detect(
                java.util.Arrays.stream(masks).map(LabelSurvey::of).toList(), text);
    }

    private static List<Integer> values(ClassPlan plan) {
        return plan.classes().stream().map(ClassInfo::value).toList();
    }

    private static LabelImage gray(int... pixels) {
        return new LabelImage("gray", img(pixels), Kind.GRAY8);
    }

    private static net.imglib2.RandomAccessibleInterval<net.imglib2.type.numeric.integer.IntType> img(int... pixels) {
        return ArrayImgs.ints(pixels, pixels.length, 1);
    }
}
