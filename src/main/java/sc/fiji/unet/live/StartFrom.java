package sc.fiji.unet.live;

import java.nio.file.Path;

/**
 * What the network of a live session has learned before it sees a stroke. Immutable.
 *
 * @param word {@code own}, {@code random}, or null for a model
 * @param model the folder of the model to go on with; null for none
 */
public record StartFrom(String word, Path model) {
    /** What this program has learned on its own samples, where the network has the shape for it; else as random. */
    public static final StartFrom OWN = new StartFrom("own", null);

    /** Nothing: random weights. */
    public static final StartFrom RANDOM = new StartFrom("random", null);

    /** What a person said: one of the two words, or where a model is. */
    public static StartFrom of(Path said) {
        if (said.equals(Path.of(OWN.word))) return OWN;
        return said.equals(Path.of(RANDOM.word)) ? RANDOM : new StartFrom(null, said);
    }

    /** Whether it is a model. */
    public boolean isModel() {
        return model != null;
    }

    /** As it is said. */
    @Override
    public String toString() {
        return isModel() ? model.toString() : word;
    }
}
