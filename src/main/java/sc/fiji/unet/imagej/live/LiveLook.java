package sc.fiji.unet.imagej.live;

/**
 * What a person wants to see over the image.
 *
 * @param prediction whether classes are shown
 * @param doubt whether it is shown where the network is not certain
 * @param strokes whether they are shown
 * @param opacity of classes and doubt, 0 to 1
 * @param threshold least probability of a class that is shown
 */
record LiveLook(boolean prediction, boolean doubt, boolean strokes, double opacity, double threshold) {
    /** What is shown at first. */
    static final LiveLook FIRST = new LiveLook(true, false, true, 0.4, 0);
}
