package sc.fiji.unet.distributed;

import java.io.Serializable;

/**
 * One of the rounds in which a large image is segmented; all tasks of a stage may be done at the same time, in any order.
 *
 * @param kind what is done
 * @param level of resolution, for those that are made one after the other
 */
public record Stage(Kind kind, int level) implements Serializable {
    /** What is done in a stage. */
    public enum Kind {
        /** The normalization of each image. */
        SCALING("Reading all pixels"),
        /** The classes of each block. */
        CLASSES("Segmenting"),
        /** The connected pieces of each block. */
        PIECES("Finding pieces"),
        /** The objects of pieces in which several may be. */
        OBJECTS("Telling objects apart"),
        /** The labels of each block. */
        LABELS("Writing labels"),
        /** A coarser level of the labels. */
        LEVELS("Writing coarser levels");

        private final String said;

        Kind(String said) {
            this.said = said;
        }
    }

    Stage(Kind kind) {
        this(kind, 0);
    }

    /** What it does, for people. */
    public String said() {
        return kind.said;
    }
}
