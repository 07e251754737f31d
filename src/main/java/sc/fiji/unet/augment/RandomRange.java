package sc.fiji.unet.augment;

import java.util.SplittableRandom;
import sc.fiji.unet.base.OptionException;
import sc.fiji.unet.config.Options;

/** Random numbers between bounds that a person may have set by the options of an augmentation. */
final class RandomRange {
    private RandomRange() {}

    /** Uniform between the options "min" and "max", which must lie within the bounds and in this order. */
    static double between(Options options, double lowest, double highest, SplittableRandom random) {
        double[] range = range(options, lowest, highest);
        return range[0] + (range[1] - range[0]) * random.nextDouble();
    }

    /** As above on a logarithmic scale: a factor and its inverse are equally likely where both are allowed. */
    static double factor(Options options, double lowest, double highest, SplittableRandom random) {
        double[] range = range(options, lowest, highest);
        return range[0] * Math.pow(range[1] / range[0], random.nextDouble());
    }

    /** Uniform in [-bound, bound). */
    static double symmetric(double bound, SplittableRandom random) {
        return bound * (2 * random.nextDouble() - 1);
    }

    private static double[] range(Options options, double lowest, double highest) {
        double min = options.real("min", lowest, highest);
        double max = options.real("max", lowest, highest);
        if (min > max) throw new OptionException("min = " + min + " exceeds max = " + max + ": expected min <= max.");
        return new double[] {min, max};
    }
}
