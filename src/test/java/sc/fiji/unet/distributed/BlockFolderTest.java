package sc.fiji.unet.distributed;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import sc.fiji.unet.image.ChannelScaling;

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
    }

    private void requireKept(ChannelScaling scaling) {
        BlockFolder blocks = new BlockFolder(folder);
        blocks.write(7, scaling);
        ChannelScaling read = blocks.readScaling(7);
        assertEquals(scaling.channels(), read.channels());
        assertArrayEquals(scaling.gain(), read.gain());
        assertArrayEquals(scaling.offset(), read.offset());
        assertArrayEquals(scaling.low(), read.low());
        assertArrayEquals(scaling.high(), read.high());
        for (int d = 0; d < 3; d++) assertEquals(place(scaling, d), place(read, d));
    }

    private static int place(ChannelScaling scaling, int axis) {
        return axis < scaling.places().length ? scaling.places()[axis] : 1;
    }
}
