package sc.fiji.unet.live;

/**
 * A place where the network is not certain.
 *
 * @param plane of the session
 * @param box what to look at
 * @param doubt mean of it, from 0 where it is certain to 1
 */
public record DoubtfulPlace(int plane, Rect box, double doubt) {}
