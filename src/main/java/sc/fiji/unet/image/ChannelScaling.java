package sc.fiji.unet.image;

/**
 * What a normalisation does to pixel values, per channel: clip to [low, high], then gain * value + offset.
 *
 * @param gain one a channel
 * @param offset one a channel
 * @param low lower clip bound a channel, -infinity for none
 * @param high upper clip bound a channel, +infinity for none
 */
public record ChannelScaling(float[] gain, float[] offset, float[] low, float[] high) {}
