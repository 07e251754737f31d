package sc.fiji.unet.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import net.imglib2.Cursor;
import net.imglib2.img.array.ArrayImgs;
import net.imglib2.type.numeric.integer.IntType;
import net.imglib2.view.Views;
import org.junit.jupiter.api.Test;
import sc.fiji.unet.Cards;
import sc.fiji.unet.base.OptionException;
import sc.fiji.unet.base.Progress;
import sc.fiji.unet.config.DataOptions;
import sc.fiji.unet.image.ImageSource;

class RegionSplitTest {
    private static AnnotatedImage image(String name, int width, int... target) {
        int height = target.length / width;
        byte[] pixels = new byte[target.length];
        for (int i = 0; i < pixels.length; i++) pixels[i] = (byte) (10 + i % 7);
        ImageSource source = new ImageSource(name, ArrayImgs.unsignedBytes(pixels, width, height, 1));
        return new AnnotatedImage(source, ArrayImgs.ints(target, width, height), null);
    }

    private static int[] target(AnnotatedImage image) {
        List<Integer> values = new ArrayList<>();
        Cursor<IntType> cursor = Views.flatIterable(image.target()).cursor();
        while (cursor.hasNext()) values.add(cursor.next().get());
        return values.stream().mapToInt(i -> i).toArray();
    }

    private static ClassPlan plan() {
        return new ClassPlan(Cards.twoClasses(), false, OptionalInt.empty(), List.of());
    }

    @Test
    void everyKnownPixelIsInExactlyOnePart() {
        int[] target = IntStream.range(0, 17 * 11)
                .map(i -> i % 5 == 0 ? -1 : i % 3 == 0 ? 1 : 0)
                .toArray();
        RegionSplit split = RegionSplit.of(image("a", 17, target), 0.25);
        int[] train = target(split.train());
        int[] validation = target(split.validation());
        int held = 0;
        for (int i = 0; i < target.length; i++) {
            assertEquals(target[i], Math.max(train[i], validation[i]), "pixel " + i);
            assertTrue(train[i] < 0 || validation[i] < 0, "pixel " + i);
            if (validation[i] > 0) held++;
        }
        double all = IntStream.of(target).filter(v -> v > 0).count();
        assertEquals(0.25, held / all, 0.1);
        assertSame(split.train().image(), split.validation().image());
    }

    @Test
    void theCutLeavesForegroundInBothPartsThoughItLiesInACorner() {
        int[] target = new int[10 * 4];
        for (int x = 6; x < 10; x++) target[x] = target[x + 10] = 1;
        RegionSplit split = RegionSplit.of(image("corner", 10, target), 0.25);
        // Of class 1 and of the background, column 9 would hold back 2/8 and 2/32, columns 0 to 6 2/8 and 26/32, rows 2
        // and
        // 3 nothing and 20/32, row 0 4/8 and 6/32: only the last leaves each part a fair share of both.
        int[] expected = new int[40];
        java.util.Arrays.fill(expected, 10, 40, -1);
        for (int x = 6; x < 10; x++) expected[x] = 1;
        assertArrayEquals(expected, target(split.validation()));
    }

    @Test
    void rareClassesWeighAsMuchAsCommonOnes() {
        int[] target = new int[40];
        for (int x = 0; x < 40; x++) target[x] = x < 30 ? 1 : x < 32 ? 2 : 0;
        RegionSplit split = RegionSplit.of(image("line", 20, target), 0.5);
        for (int k = 0; k < 3; k++) {
            int index = k;
            boolean both = IntStream.of(target(split.train())).anyMatch(v -> v == index)
                    && IntStream.of(target(split.validation())).anyMatch(v -> v == index);
            assertTrue(both || index == 0, "class " + k);
        }
    }

    @Test
    void fewImagesAreCutAndManyAreDealtOut() {
        HoldOut holdOut = HoldOut.of(DataOptions.defaults(Path.of("i"), Path.of("m")), 3);
        AnnotatedImage one = image("one", 3, 0, 0, 1, 0, 1, 1, 1, 0, 0);
        List<String> notes = new ArrayList<>();
        Progress progress = new Progress() {
            @Override
            public void note(String line) {
                notes.add(line);
            }
        };
        TrainingSet single = holdOut.apply(List.of(one), plan(), progress);
        assertEquals(1, single.train().size());
        assertEquals(1, single.validation().size());
        assertTrue(notes.get(0).contains("only one image") && notes.get(0).contains("20 %"), notes.toString());
        List<AnnotatedImage> five = IntStream.range(0, 5)
                .mapToObj(i -> image("i" + i, 3, 0, 1, 1, 0, 0, 0))
                .toList();
        TrainingSet many = holdOut.apply(five, plan(), progress);
        assertEquals(4, many.train().size());
        assertArrayEquals(new int[] {0, 1, 1, 0, 0, 0}, target(many.validation().get(0)));
    }

    @Test
    void theFingerprintCountsKnownPixelsAndEachImageOnce() {
        AnnotatedImage one = image("one", 4, 0, 0, 0, 1, 1, 1, -1, -1);
        RegionSplit split = RegionSplit.of(one, 0.5);
        TrainingSet set = TrainingSet.of(List.of(split.train()), List.of(split.validation()), plan());
        assertEquals(1, set.fingerprint().images());
        assertArrayEquals(new double[] {0.5, 0.5}, set.fingerprint().annotated().classShares(), 1e-9);
        assertArrayEquals(new long[] {4, 2}, set.fingerprint().extent().median());
    }

    @Test
    void aValidationFolderNeedsFolders() {
        DataOptions data = DataOptions.defaults(Path.of("i"), Path.of("m")).withValidation("somewhere");
        assertThrows(OptionException.class, () -> HoldOut.of(data, 1));
    }
}
