package sc.fiji.unet.label;

import java.util.Arrays;
import sc.fiji.unet.base.InputException;

/**
 * What a network said about a whole image, as row-major arrays.
 *
 * @param size x, y, (z)
 * @param spacing physical size of a pixel along x, y, (z)
 * @param classes ((z), y, x) class of each pixel; 0 and below is background
 * @param probabilities (class, (z), y, x) in [0, 1]; null where nobody kept them. One plane alone is that of class 1.
 */
public record ClassMap(int[] size, double[] spacing, int[] classes, float[] probabilities) {
    /** Refuses arrays that do not fit the size. */
    public ClassMap {
        int pixels = Pixels.count(size);
        boolean fits = probabilities == null || pixels == 0 || probabilities.length % pixels == 0;
        if (size.length < 2 || size.length > 3 || spacing.length != size.length || classes.length != pixels || !fits) {
            throw new InputException(
                    "A class map of " + Arrays.toString(size) + " pixels needs 2 or 3 axes, a spacing for "
                            + "each, a class for each pixel and whole planes of probabilities; got " + spacing.length
                            + " spacings and " + classes.length + " classes.");
        }
    }

    /** Square pixels, no probabilities. */
    public ClassMap(int[] size, int... classes) {
        this(size, ones(size.length), classes, null);
    }

    /** A map of the same size and probabilities with other classes. */
    public ClassMap withClasses(int[] value) {
        return new ClassMap(size, spacing, value, probabilities);
    }

    /** Probability of its own class at each foreground pixel, 0 in the background. */
    float[] confidence() {
        int planes = probabilities.length / classes.length;
        float[] confidence = new float[classes.length];
        for (int i = 0; i < classes.length; i++) {
            if (classes[i] <= 0) continue;
            int plane = planes == 1 ? 0 : classes[i];
            if (plane >= planes) {
                throw new InputException("Class " + classes[i] + " has no probabilities: got " + planes + " planes.");
            }
            confidence[i] = probabilities[plane * classes.length + i];
        }
        return confidence;
    }

    private static double[] ones(int n) {
        double[] ones = new double[n];
        Arrays.fill(ones, 1);
        return ones;
    }
}
