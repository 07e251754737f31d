package sc.fiji.unet.config;

import sc.fiji.unet.base.Choice;

/** A part of a set of annotated images, by what it is for. */
public enum SplitPart implements Choice {
    /** The images that are learned from. */
    TRAIN,
    /** The images that the best model is chosen by; the word is {@code val}. */
    VALIDATION,
    /** The images that training never reads, kept for the final judgment. */
    TEST;

    /** The constant of this word. */
    public static SplitPart of(String word) {
        return Choice.of(SplitPart.class, "part", word);
    }

    @Override
    public String id() {
        return this == VALIDATION ? "val" : Choice.super.id();
    }

    /** In messages, as people write it. */
    @Override
    public String toString() {
        return id();
    }
}
