package sc.fiji.unet.segment;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import net.imglib2.RandomAccessibleInterval;
import net.imglib2.img.array.ArrayImg;
import net.imglib2.img.array.ArrayImgs;
import net.imglib2.img.basictypeaccess.array.ByteArray;
import net.imglib2.type.numeric.integer.IntType;
import net.imglib2.type.numeric.integer.UnsignedByteType;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import sc.fiji.unet.Cards;
import sc.fiji.unet.base.Progress;
import sc.fiji.unet.config.LabelOptions;
import sc.fiji.unet.config.ModelCard;
import sc.fiji.unet.image.ImageSource;

/** Images of which memory holds no numbers of all pixels: their objects are those of the whole. */
class TouchingObjectsTest {
    private static SegmentRequest request(String objects, String minimum) {
        ModelCard card = new ModelCard(
                Cards.TINY, Cards.PLAIN, new ModelCard.Labels(Cards.twoClasses(), false, null).withPieces(List.of()));
        return SegmentRequest.of(new LabelOptions(objects, minimum, false, "auto", "auto"), card, false);
    }

    private static WholeImage whole(long[] size, SegmentRequest request) {
        long[] axes = Arrays.copyOf(size, size.length + 1);
        axes[size.length] = 1;
        return new WholeImage(new ImageSource("x", ArrayImgs.unsignedBytes(axes)), request, new MemoryStore(), 3);
    }

    private static ArrayImg<UnsignedByteType, ByteArray> random(long[] size) {
        ArrayImg<UnsignedByteType, ByteArray> classes = ArrayImgs.unsignedBytes(size);
        Random random = new Random(5);
        classes.forEach(pixel -> pixel.set(Math.max(0, random.nextInt(5) - 2)));
        return classes;
    }

    @ParameterizedTest
    @CsvSource({
        "components, 0, 1",
        "components, 5, 1",
        "semantic, 5, 1",
        "components, 0, 6",
        "components, 9, 6",
        "semantic, 9, 6"
    })
    void rowByRowIsWhatTheWholeGives(String objects, String minimum, int depth) {
        long[] size = depth == 1 ? new long[] {61, 47} : new long[] {31, 17, depth};
        SegmentRequest request = request(objects, minimum);
        ArrayImg<UnsignedByteType, ByteArray> expectedClasses = random(size);
        Segmentation expected =
                whole(size, request).finish(new Segmentation(expectedClasses, null, null, 0), 7, Progress.NONE);
        ArrayImg<UnsignedByteType, ByteArray> classes = random(size);
        Segmentation found = whole(size, request).touching(new Segmentation(classes, null, null, 0), 7, Progress.NONE);
        assertArrayEquals(
                expectedClasses.update(null).getCurrentStorageArray(),
                classes.update(null).getCurrentStorageArray());
        if (objects.equals("semantic")) {
            assertNull(found.objects());
            return;
        }
        assertEquals(expected.count(), found.count());
        assertArrayEquals(numbers(expected.objects()), numbers(found.objects()));
    }

    private static int[] numbers(RandomAccessibleInterval<IntType> objects) {
        return FlatPixels.ints(objects);
    }
}
