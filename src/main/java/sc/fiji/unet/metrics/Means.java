package sc.fiji.unet.metrics;

import java.util.stream.DoubleStream;

/** Means of measures that are NaN where they are not defined, as the Dice of a class that is not there. */
final class Means {
    private Means() {}

    /** The mean of those that are not NaN; NaN where none is left. */
    static double ofDefined(DoubleStream values) {
        return values.filter(v -> !Double.isNaN(v)).average().orElse(Double.NaN);
    }
}
