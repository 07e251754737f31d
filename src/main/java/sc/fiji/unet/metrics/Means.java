package sc.fiji.unet.metrics;

import java.util.stream.DoubleStream;

/** Means of measures that are not defined everywhere. */
final class Means {
    private Means() {}

    /** The mean of those that are not NaN; NaN where none is left. */
    static double ofDefined(DoubleStream values) {
        return values.filter(v -> !Double.isNaN(v)).average().orElse(Double.NaN);
    }
}
