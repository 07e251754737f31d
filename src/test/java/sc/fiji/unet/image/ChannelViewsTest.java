package sc.fiji.unet.image;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import net.imglib2.RandomAccessibleInterval;
import net.imglib2.img.Img;
import net.imglib2.img.array.ArrayImgs;
import net.imglib2.img.basictypeaccess.array.ShortArray;
import net.imglib2.img.planar.PlanarImg;
import net.imglib2.type.numeric.RealType;
import net.imglib2.type.numeric.integer.UnsignedShortType;
import org.junit.jupiter.api.Test;
import sc.fiji.unet.base.InputException;
import sc.fiji.unet.config.ChannelChoice;

class ChannelViewsTest {
    private static final long[] SIZE = {5, 3, 2, 4};

    private final Set<Integer> read = new TreeSet<>();

    /** Volumes whose pixels tell their plane. */
    private Img<UnsignedShortType> lazy() {
        return LazyPlanes.image(new UnsignedShortType(), SIZE, i -> {
            read.add(i);
            short[] plane = new short[15];
            for (int k = 0; k < plane.length; k++) plane[k] = (short) (100 * i + k);
            return new ShortArray(plane);
        });
    }

    private static void assertChannels(RandomAccessibleInterval<? extends RealType<?>> pixels, List<Integer> channels) {
        assertEquals(channels.size(), pixels.dimension(3));
        for (int c = 0; c < channels.size(); c++) {
            for (int z = 0; z < 2; z++) {
                int expected = 100 * (2 * channels.get(c) + z) + 5 + 3;
                assertEquals(expected, pixels.getAt(3, 1, z, c).getRealDouble());
            }
        }
    }

    @Test
    void planesThatNobodyChoseAreNotRead() {
        ImageSource some = ChannelViews.of(new ImageSource("lazy", lazy()), List.of(3, 1));
        assertEquals(Set.of(), read);
        assertChannels(some.pixels(), List.of(3, 1));
        assertEquals(Set.of(2, 3, 6, 7), read);
    }

    @Test
    void planesInMemoryAreShared() {
        PlanarImg<UnsignedShortType, ?> all = LazyPlanes.planar(lazy());
        PlanarImg<?, ?> some = (PlanarImg<?, ?>) ChannelViews.of(new ImageSource("planar", all), List.of(2, 0, 0))
                .pixels();
        assertSame(all.getPlane(5), some.getPlane(1));
        assertSame(all.getPlane(0), some.getPlane(4));
        assertChannels(
                ChannelViews.of(new ImageSource("planar", all), List.of(2, 0, 0))
                        .pixels(),
                List.of(2, 0, 0));
    }

    @Test
    void anyOtherImageIsLookedAt() {
        short[] values = new short[5 * 3 * 2 * 4];
        for (int i = 0; i < values.length; i++) values[i] = (short) (100 * (i / 15) + i % 15);
        ImageSource image = new ImageSource("array", ArrayImgs.unsignedShorts(values, SIZE));
        assertChannels(ChannelViews.of(image, List.of(1, 3)).pixels(), List.of(1, 3));
        assertSame(image, ChannelViews.of(image, List.of(0, 1, 2, 3)));
        assertSame(image, ChannelViews.chosen(image, ChannelChoice.AUTO));
        assertChannels(ChannelViews.chosen(image, ChannelChoice.parse("4")).pixels(), List.of(3));
        String message = assertThrows(
                        InputException.class, () -> ChannelViews.chosen(image, ChannelChoice.parse("2,5")))
                .getMessage();
        assertEquals(
                "channels = 2,5: array has the channels 1 to 4. Choose among these, or leave channels at auto.",
                message);
    }

    private static ImageSource colors(float... values) {
        return new ImageSource("colors", ArrayImgs.floats(values, 2, 1, values.length / 2));
    }

    @Test
    void aSetPassesAsGrayWhereNoImageHasAColor() {
        Grayness gray = Grayness.of(colors(1, 2));
        Grayness equal = Grayness.of(colors(1, 2, 1, 2, 1, 2));
        Grayness red = Grayness.of(colors(1, 2, 1, 2, 1, 3));
        assertEquals(List.of(Grayness.GRAY, Grayness.GRAY_IN_COLOR, Grayness.COLOR), List.of(gray, equal, red));
        assertEquals(Grayness.COLOR, Grayness.of(colors(1, 2, 1, 2)), "two channels are no RGB image");
        assertTrue(Grayness.passesAsGray(List.of(equal, gray)));
        assertEquals(
                List.of(false, false, false),
                List.of(
                        Grayness.passesAsGray(List.of(gray, gray)),
                        Grayness.passesAsGray(List.of(equal, red)),
                        Grayness.passesAsGray(List.of(gray, red))));
    }
}
