package sc.fiji.unet.config;

import sc.fiji.unet.base.Choice;

/** Whether an evaluation scores objects beside pixels, and what an object is. */
public enum ObjectScoring implements Choice {
    /** Objects are scored where the truth tells them apart by numbers. */
    AUTO,
    /** The connected parts of each class are its objects. */
    PARTS,
    /** Pixels are scored and objects are not. */
    NONE;

    /** The constant of this word. */
    public static ObjectScoring of(String word) {
        return Choice.of(ObjectScoring.class, "objects", word);
    }
}
