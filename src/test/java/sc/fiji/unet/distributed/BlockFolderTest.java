package sc.fiji.unet.distributed;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import sc.fiji.unet.image.ChannelScaling;
import sc.fiji.unet.image.PixelLayer;

class BlockFolderTest {
    @TempDir
    Path folder;

    @Test
    void keepsHowAnImageIsNormalized() {
        requireKept(ChannelScaling.identity(2));
        float[] six = {1, 2, 3, 4, 5, 6};
        float[] more = {-1, 0.5f, 3, 0, Float.NEGATIVE_INFINITY, 1e-30f};
        requireKept(new ChannelScaling(six, more, more, six, 1, 3));
        requireKept(new ChannelScaling(six, more, six, more, 1, 1, 3));
        PixelLayer softmax = PixelLayer.function(0, 2, "softmax");
        PixelLayer twice = new PixelLayer(0, 1, new double[][] {{2}}, new double[] {-1}, "none");
        ChannelScaling last = new ChannelScaling(six, more, six, more, 1, 1, 3);
        requireKept(ChannelScaling.identity(2)
                .followedBy(List.of(softmax), ChannelScaling.identity(2).followedBy(List.of(twice), last)));
    }

    private void requireKept(ChannelScaling scaling) {
        BlockFolder blocks = new BlockFolder(folder);
        blocks.write(7, scaling);
        requireSame(scaling, blocks.readScaling(7));
    }

    private static void requireSame(ChannelScaling scaling, ChannelScaling read) {
        assertEquals(scaling.channels(), read.channels());
        assertArrayEquals(scaling.gain(), read.gain());
        assertArrayEquals(scaling.offset(), read.offset());
        assertArrayEquals(scaling.low(), read.low());
        assertArrayEquals(scaling.high(), read.high());
        for (int d = 0; d < 3; d++) assertEquals(place(scaling, d), place(read, d));
        assertEquals(scaling.then() == null, read.then() == null);
        if (scaling.then() == null) return;
        float[] values = {1, 2, 3, 4};
        for (int i = 0; i < scaling.then().layers().size(); i++)
            assertArrayEquals(
                    scaling.then().layers().get(i).of(values, 2),
                    read.then().layers().get(i).of(values, 2));
        requireSame(scaling.then().scaling(), read.then().scaling());
    }

    private static int place(ChannelScaling scaling, int axis) {
        return axis < scaling.places().length ? scaling.places()[axis] : 1;
    }
}
