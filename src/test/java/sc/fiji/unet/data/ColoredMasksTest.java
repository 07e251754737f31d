package sc.fiji.unet.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;
import java.util.function.IntUnaryOperator;
import java.util.stream.IntStream;
import net.imglib2.img.array.ArrayImgs;
import org.junit.jupiter.api.Test;
import sc.fiji.unet.base.InputException;
import sc.fiji.unet.config.ClassInfo;
import sc.fiji.unet.data.LabelImage.Kind;
import sc.fiji.unet.label.Targets;

/** What masks in color are taken for: gray ones, those of a color an object, and color tables in which black is not first. */
class ColoredMasksTest {
    private static final int SIZE = 40;

    @Test
    void grayNumbersOfObjectsThatWereSavedInColorAreObjects() {
        LabelImage[] masks = IntStream.of(9, 12, 10, 11)
                .mapToObj(n -> objects(n, number -> number * 0x010101))
                .toArray(LabelImage[]::new);
        ClassPlan plan = detect("auto", masks);
        assertTrue(plan.instances(), plan.reasons().toString());
        assertTrue(plan.reasons().toString().contains("saved in color"));
        int[] numbers = Targets.array(plan.objects(masks[0]));
        assertEquals(9, Arrays.stream(numbers).max().orElse(0));
    }

    @Test
    void grayMasksInColorAndOthersMeanTheSame() {
        LabelImage color = row(Kind.RGB, 0, 0xFFFFFF, 0x808080);
        LabelImage gray = row(Kind.GRAY8, 255, 128, 0);
        for (LabelImage[] masks : List.of(new LabelImage[] {color, gray}, new LabelImage[] {gray, color})) {
            ClassPlan plan = detect("auto", masks);
            assertEquals(List.of(0, 128, 255), values(plan));
            assertTarget(plan, color, 0, 2, 1);
            assertTarget(plan, gray, 2, 1, 0);
            assertEquals(1, plan.count(LabelSurvey.of(color))[1]);
        }
        LabelImage red = row(Kind.RGB, 0, 0xFF0000, 0xFFFFFF);
        assertThrows(InputException.class, () -> detect("auto", red, gray));
    }

    /** What a person or a model says of gray masks holds for those in color. */
    @Test
    void saidValuesAreFoundInGrayMasksInColor() {
        LabelImage color = row(Kind.RGB, 0, 0xFFFFFF, 0x808080);
        assertTarget(detect("background=0,cell=128,nucleus=255", color), color, 0, 2, 1);
        assertTarget(detect("background=#000000,cell=#808080,nucleus=#FFFFFF", color), color, 0, 2, 1);
        ClassPlan model = new ClassPlan(
                detect("auto", row(Kind.GRAY8, 0, 1, 1)).classes(), false, OptionalInt.empty(), List.of());
        LabelImage binary = row(Kind.RGB, 0, 0xFFFFFF, 0);
        assertTarget(ClassDetection.read(model, List.of(LabelSurvey.of(binary))), binary, 0, 1, 0);
    }

    @Test
    void colorsOfOneObjectEachAreObjects() {
        LabelImage[] masks = IntStream.range(0, 4)
                .mapToObj(mask -> objects(7 + mask, number -> 0x30 + number * 0x070B13 + mask * 0x110305))
                .toArray(LabelImage[]::new);
        ClassPlan plan = detect("auto", masks);
        assertTrue(plan.instances(), plan.reasons().toString());
        assertEquals(2, plan.classes().size());
        long marked = Arrays.stream(Targets.array(masks[1].values()))
                .filter(v -> v != 0)
                .count();
        assertEquals(marked, plan.count(LabelSurvey.of(masks[1]))[1]);
    }

    /** The same colors in all masks are classes, however many. */
    @Test
    void colorsThatMasksShareAreClasses() {
        LabelImage[] masks = IntStream.range(0, 4)
                .mapToObj(mask -> objects(9, number -> number * 0x1A0B13))
                .toArray(LabelImage[]::new);
        ClassPlan plan = detect("auto", masks);
        assertFalse(plan.instances());
        assertEquals(10, plan.classes().size());
    }

    @Test
    void blackIsBackgroundWhereverATableHasIt() {
        LabelImage mask = table(new int[] {2, 0, 1, 2}, 0xFF0000, 0x00FF00, 0);
        ClassPlan plan = detect("auto", mask, mask);
        assertEquals(List.of(0, 0x00FF00, 0xFF0000), values(plan));
        assertTarget(plan, mask, 0, 2, 1, 0);
        assertTrue(plan.reasons().toString().contains("black"), plan.reasons().toString());
    }

    /** Black ink on white paper, black that no pixel has, and black first: the numbers count. */
    @Test
    void otherTablesAreReadByTheirNumbers() {
        LabelImage ink = table(new int[] {0, 1, 2, 0}, 0xFFFFFF, 0, 0xFF0000);
        LabelImage unused = table(new int[] {0, 1, 1, 0}, 0xFF0000, 0x00FF00, 0);
        LabelImage first = table(new int[] {0, 1, 2, 0}, 0, 0x00FF00, 0x0000FF);
        for (LabelImage mask : List.of(ink, unused, first)) {
            assertTarget(detect("auto", mask, mask), mask, Targets.array(mask.values()));
        }
    }

    private static ClassPlan detect(String text, LabelImage... masks) {
        return ClassDetection.detect(Arrays.stream(masks).map(LabelSurvey::of).toList(), text);
    }

    private static List<Integer> values(ClassPlan plan) {
        return plan.classes().stream().map(ClassInfo::value).toList();
    }

    private static void assertTarget(ClassPlan plan, LabelImage mask, int... expected) {
        assertArrayEquals(expected, Targets.array(plan.target(mask)));
    }

    /** Squares of 3 and 4 pixels in rows, in the color of their number. */
    private static LabelImage objects(int count, IntUnaryOperator color) {
        int[] pixels = new int[SIZE * SIZE];
        for (int n = 0; n < count; n++) {
            for (int i = 0; i < 16; i++) {
                int side = 3 + n % 2;
                int x = n % 6 * 6 + i % 4;
                int y = n / 6 * 6 + i / 4;
                if (i % 4 < side && i / 4 < side) pixels[y * SIZE + x] = color.applyAsInt(n + 1);
            }
        }
        return new LabelImage("objects", ArrayImgs.ints(pixels, SIZE, SIZE), Kind.RGB);
    }

    private static LabelImage row(Kind kind, int... pixels) {
        return new LabelImage("row", ArrayImgs.ints(pixels, pixels.length, 1), kind);
    }

    private static LabelImage table(int[] pixels, int... colors) {
        return new LabelImage("table", ArrayImgs.ints(pixels, pixels.length, 1), Kind.PALETTE, colors);
    }
}
