package sc.fiji.unet.config;

import sc.fiji.unet.base.Choice;

/** In which form what was found goes to other programs, beside label images. */
public enum Exchange implements Choice {
    /** In none. */
    NONE,
    /** A file for each image, for QuPath. */
    GEOJSON,
    /** One file for all images, for programs that train on boxes and outlines. */
    COCO,
    /** A label image for each image that says its classes and pixel size, for whoever reads OME's format. */
    OME_TIFF,
    /** In each of these forms. */
    ALL;

    /** The constant of this word. */
    public static Exchange of(String word) {
        return Choice.of(Exchange.class, "exchange", word);
    }

    /** Whether it is this one, or all. */
    public boolean asksFor(Exchange form) {
        return this == form || this == ALL;
    }
}
