package sc.fiji.unet.imagej.live;

/**
 * What a person wants to see over the image.
 *
 * @param coloring whether what is predicted is shown, and in which colors
 * @param doubt whether it is shown where the network is not certain
 * @param strokes whether they are shown
 * @param opacity of classes and doubt, 0 to 1
 * @param threshold least probability of what is shown: of the class, or the mean of the object
 */
record LiveLook(Coloring coloring, boolean doubt, boolean strokes, double opacity, double threshold) {
    /** What is shown at first. */
    static final LiveLook FIRST = new LiveLook(Coloring.CLASS, false, true, 0.4, 0);

    /** The colors of what is predicted. */
    enum Coloring {
        /** It is not shown. */
        NONE,
        /** Each pixel in the color of its class. */
        CLASS,
        /** Each object in a color that says how sure the network is of it. */
        CONFIDENCE
    }
}
