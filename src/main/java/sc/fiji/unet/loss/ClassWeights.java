package sc.fiji.unet.loss;

import java.util.Arrays;
import sc.fiji.unet.base.OptionException;

/**
 * How much a pixel of each class counts in a loss, written {@code 1:2.5:1}, background first; {@code none} where all
 * count the same. Planning writes the balanced weights it found in this form.
 *
 * @param values one for each class, 0 or more; empty where all are the same
 */
record ClassWeights(float[] values) {
    static final String KEY = "classweights";
    static final String NONE = "none";

    static ClassWeights parse(String text) {
        if (text.equals(NONE)) return new ClassWeights(new float[0]);
        String[] words = text.split(":");
        float[] values = new float[words.length];
        for (int i = 0; i < words.length; i++) values[i] = weight(words[i], text);
        return new ClassWeights(values);
    }

    boolean equal() {
        return values.length == 0;
    }

    /** The values, of which there must be one for each class. */
    float[] of(int classes) {
        if (values.length == classes) return values;
        throw new OptionException(KEY + " = " + Arrays.toString(values) + " has " + values.length
                + " numbers: expected one for each of the " + classes + " classes, background first.");
    }

    private static float weight(String word, String text) {
        try {
            float weight = Float.parseFloat(word);
            if (weight >= 0 && weight < Float.POSITIVE_INFINITY) return weight;
            throw OptionException.outOfRange(KEY, text, "numbers of 0 or more, separated by colons");
        } catch (NumberFormatException e) {
            throw OptionException.notANumber(KEY, word);
        }
    }
}
