package sc.fiji.unet.predict;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import java.util.Arrays;
import java.util.Random;
import net.imglib2.img.array.ArrayImg;
import net.imglib2.img.array.ArrayImgs;
import net.imglib2.img.basictypeaccess.array.FloatArray;
import net.imglib2.type.numeric.real.FloatType;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import sc.fiji.unet.base.Progress;
import sc.fiji.unet.image.ChannelScaling;
import sc.fiji.unet.image.ImageSource;
import sc.fiji.unet.tile.BudgetTiling;
import sc.fiji.unet.tile.Geometry;
import sc.fiji.unet.tile.Tiling;

/** Whatever the image and the tiles, the result is that of the whole image at once. */
class TiledEqualsWholeTest {
    private static final int WHOLE = 400;

    private static float[] probabilities(ImageSource image, Geometry geometry, Tiling tiling) {
        ArrayImg<FloatType, FloatArray> out = ArrayImgs.floats(image.size()[0], image.size()[1], 2);
        new Segmenter(new FakeNetwork(image.channels(), 2), geometry, tiling)
                .fill(image, ChannelScaling.identity(image.channels()), new ProbabilitySink(out), Progress.NONE);
        return out.update(null).getCurrentStorageArray();
    }

    @Property(tries = 25, seed = "11")
    void inPlanesOfAnySize(
            @ForAll @IntRange(min = 1, max = 150) int width,
            @ForAll @IntRange(min = 1, max = 110) int height,
            @ForAll @IntRange(min = 1, max = 3) int channels,
            @ForAll @IntRange(max = 40) int margin,
            @ForAll @IntRange(min = 13, max = 40) int quarterOfTile) {
        byte[] pixels = new byte[width * height * channels];
        new Random(31L * width + height).nextBytes(pixels);
        ImageSource image = new ImageSource("random", ArrayImgs.unsignedBytes(pixels, width, height, channels));
        Geometry geometry = Geometry.of(2, FakeNetwork.STRIDE, FakeNetwork.HALO).withMargin(margin);
        float[] whole = probabilities(image, geometry, Tiling.fixed(1, WHOLE, WHOLE));
        int edge = FakeNetwork.STRIDE * quarterOfTile;
        Tiling fixed = Tiling.fixed(1 + quarterOfTile % 3, edge, edge + FakeNetwork.STRIDE);
        Tiling planned = new BudgetTiling(1, 80L * 80);
        for (Tiling tiling : Arrays.asList(fixed, planned)) {
            assertArrayEquals(whole, probabilities(image, geometry, tiling));
        }
    }
}
