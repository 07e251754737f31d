package sc.fiji.unet.distributed;

import java.util.List;
import sc.fiji.unet.image.ChannelScaling;
import sc.fiji.unet.image.PixelLayer;

/**
 * How an image is normalized, as it is kept for those who do its blocks: numbers as their bits, of which some are infinite.
 *
 * @param bits gain, offset, lower and upper bound, each of all channels and places
 * @param places as the scaling has them
 * @param layers that follow; null where nothing does
 * @param then what follows these; null where nothing does
 */
record KeptScaling(int[][] bits, int[] places, List<PixelLayer> layers, KeptScaling then) {
    static KeptScaling of(ChannelScaling scaling) {
        int[][] bits = {bits(scaling.gain()), bits(scaling.offset()), bits(scaling.low()), bits(scaling.high())};
        ChannelScaling.Then then = scaling.then();
        return then == null
                ? new KeptScaling(bits, scaling.places(), null, null)
                : new KeptScaling(bits, scaling.places(), then.layers(), of(then.scaling()));
    }

    ChannelScaling scaling() {
        ChannelScaling first =
                new ChannelScaling(numbers(bits[0]), numbers(bits[1]), numbers(bits[2]), numbers(bits[3]), places);
        return then == null ? first : first.followedBy(layers, then.scaling());
    }

    private static int[] bits(float... numbers) {
        int[] bits = new int[numbers.length];
        for (int i = 0; i < bits.length; i++) bits[i] = Float.floatToRawIntBits(numbers[i]);
        return bits;
    }

    private static float[] numbers(int... bits) {
        float[] numbers = new float[bits.length];
        for (int i = 0; i < bits.length; i++) numbers[i] = Float.intBitsToFloat(bits[i]);
        return numbers;
    }
}
