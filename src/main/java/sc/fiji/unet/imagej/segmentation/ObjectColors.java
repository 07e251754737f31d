package sc.fiji.unet.imagej.segmentation;

import sc.fiji.unet.base.Choice;

/** What the colors of outlines tell. */
public enum ObjectColors implements Choice {
    /** The class. */
    CLASS,
    /** Nothing but that objects are not the same. */
    OBJECT,
    /** How sure the network is of each object, in label images too. */
    CONFIDENCE;

    /** The constant of this word. */
    public static ObjectColors of(String word) {
        return Choice.of(ObjectColors.class, "color", word);
    }
}
