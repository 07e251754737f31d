package sc.fiji.unet.image;

/** Collects the linear scaling of each channel; a channel without contrast becomes all zero. */
final class LinearScaling {
    private final ChannelScaling scaling;

    LinearScaling(int channels) {
        scaling = ChannelScaling.identity(channels);
    }

    /** Maps zero to 0 and zero + unit to 1; a unit of 0 maps the whole channel to 0. */
    void set(int channel, double zero, double unit) {
        float gain = (float) (1 / unit);
        boolean flat = !(unit > 0) || Float.isInfinite(gain);
        scaling.gain()[channel] = flat ? 0 : gain;
        scaling.offset()[channel] = flat ? 0 : (float) (-zero / unit);
    }

    /** Clips a channel to [low, high] before it is mapped. */
    void clip(int channel, double low, double high) {
        scaling.low()[channel] = (float) low;
        scaling.high()[channel] = (float) high;
    }

    ChannelScaling scaling() {
        return scaling;
    }
}
