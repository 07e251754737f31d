package sc.fiji.unet.steps;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import sc.fiji.unet.image.PixelLayer;

/**
 * Steps as layers, which a network can have before or after all else: those that need no number of an image.
 *
 * @param image what comes first
 * @param pixel what follows
 */
public record PixelSteps(List<PreparationStep> image, List<PreparationStep> pixel) {
    private static final Set<String> OF_PIXELS = Set.of(
            "binarize",
            "clip",
            "exp",
            "fixed_zero_mean_unit_variance",
            "scale_linear",
            "sigmoid",
            "softmax",
            PreparationStep.CUT);
    private static final double STEEP = 0x1p30;
    private static final double SURE = 20; // sigmoid(-20) is 2e-9

    /** Parts steps after the last that has to look at an image, where there is anything that no single scaling can say. */
    public static PixelSteps beforeNetwork(List<PreparationStep> steps) {
        PixelSteps parts = of(steps);
        int end = parts.pixel.size();
        while (end > 0 && isOfPixels(parts.pixel.get(end - 1))) end--;
        List<PreparationStep> first = new ArrayList<>(parts.image);
        first.addAll(parts.pixel.subList(0, end));
        return new PixelSteps(first, parts.pixel.subList(end, parts.pixel.size()));
    }

    /**
     * Parts steps after what a scaling of each channel can say: at most its last step binarizes. Steps of other channels do not
     * wait for each other.
     */
    static PixelSteps of(List<PreparationStep> steps) {
        List<PreparationStep> first = new ArrayList<>();
        List<PreparationStep> rest = new ArrayList<>();
        for (PreparationStep step : steps) {
            if (step.id().equals("ensure_dtype")) continue;
            boolean late = isActivation(step)
                    || rest.stream().anyMatch(step::isOfSameChannels)
                    || first.stream()
                            .anyMatch(before -> before.id().equals("binarize") && step.isOfSameChannels(before));
            (late ? rest : first).add(step);
        }
        return new PixelSteps(first, rest);
    }

    private static boolean isActivation(PreparationStep step) {
        return Set.of("exp", "sigmoid", "softmax", PreparationStep.CUT).contains(step.id());
    }

    /** Whether a step needs no number of an image. */
    public static boolean isOfPixels(PreparationStep step) {
        return OF_PIXELS.contains(step.id())
                && !step.isAlong()
                && !step.has("min_percentile")
                && !step.has("max_percentile");
    }

    /** What a step is, of so many channels. */
    public static List<PixelLayer> layers(PreparationStep step, int channels) {
        int[] own = step.channels(channels);
        Range at = new Range(own[0], own[0] + own.length);
        int n = own.length;
        return switch (step.id()) {
            case "exp", "sigmoid", "softmax" -> List.of(PixelLayer.function(at.from, at.to, step.id()));
            case PreparationStep.CUT -> at.whole(step.arguments().getOrDefault("dtype", ""), n);
            case "binarize" -> at.above(step.numbers("threshold", n, 0.5));
            case "clip" ->
                at.clipped(
                        step.numbers("min", n, Double.NEGATIVE_INFINITY),
                        step.numbers("max", n, Double.POSITIVE_INFINITY));
            case "scale_linear" -> List.of(at.scaled(step.numbers("gain", n, 1), step.numbers("offset", n, 0), "none"));
            case "fixed_zero_mean_unit_variance" ->
                List.of(at.standardized(step.numbers("mean", n, 0), step.numbers("std", n, 1)));
            default -> throw new IllegalArgumentException(step.id() + " needs more than a pixel");
        };
    }

    /** Whether a step takes numbers of all of an image. */
    public static boolean isOfWhole(PreparationStep step) {
        return !isOfPixels(step) && !step.id().equals("ensure_dtype");
    }

    /** A map of so many channels that leaves them as they are. */
    public static PixelLayer identity(int channels) {
        return sorted(IntStream.range(0, channels).boxed().toList());
    }

    /** A map of all channels into the same in another order. */
    public static PixelLayer sorted(List<Integer> order) {
        float[][] rows = new float[order.size()][order.size()];
        for (int c = 0; c < rows.length; c++) rows[c][order.get(c)] = 1;
        return mapped(rows, new float[rows.length]);
    }

    /** A map of all channels into one more, which comes first and is 0, and by how much each is above its limit. */
    public static PixelLayer above(double... limits) {
        float[][] rows = new float[limits.length + 1][limits.length];
        float[] shift = new float[limits.length + 1];
        for (int c = 0; c < limits.length; c++) {
            rows[c + 1][c] = 1;
            shift[c + 1] = (float) (0 - limits[c]); // no -0.0
        }
        return mapped(rows, shift);
    }

    /** A map of all channels into others. */
    public static PixelLayer mapped(float[][] rows, float... shift) {
        double[][] wide = new double[rows.length][rows[0].length];
        double[] added = new double[shift.length];
        for (int k = 0; k < rows.length; k++) {
            for (int c = 0; c < rows[k].length; c++) wide[k][c] = rows[k][c];
            added[k] = shift[k];
        }
        return new PixelLayer(0, rows[0].length, wide, added, "none");
    }

    private record Range(int from, int to) {
        PixelLayer scaled(double[] gain, double[] offset, String then) {
            double[][] rows = new double[gain.length][gain.length];
            for (int c = 0; c < gain.length; c++) rows[c][c] = gain[c];
            return new PixelLayer(from, to, rows, offset.clone(), then);
        }

        PixelLayer standardized(double[] mean, double... deviation) {
            double[] gain = new double[mean.length];
            double[] offset = new double[mean.length];
            for (int c = 0; c < mean.length; c++) {
                gain[c] = 1 / deviation[c];
                offset[c] = -mean[c] / deviation[c];
            }
            return scaled(gain, offset, "none");
        }

        /** 1 above a threshold, else 0: a difference that keeps what a float can say of it, as steep as a step. */
        List<PixelLayer> above(double... threshold) {
            double[] one = filled(threshold.length, 1);
            double[] less = new double[threshold.length];
            for (int c = 0; c < less.length; c++) less[c] = -threshold[c];
            return List.of(
                    scaled(one, less, "none"), scaled(filled(one.length, STEEP), filled(one.length, -SURE), "sigmoid"));
        }

        /** By one bound after the other: what is beyond a bound becomes exactly that. */
        List<PixelLayer> clipped(double[] low, double... high) {
            double[] one = filled(low.length, 1);
            double[] minus = filled(low.length, -1);
            double[] less = new double[low.length];
            for (int c = 0; c < less.length; c++) less[c] = -low[c];
            List<PixelLayer> layers = new ArrayList<>();
            if (Double.isFinite(low[0])) layers.addAll(List.of(scaled(one, less, "relu"), scaled(one, low, "none")));
            if (Double.isFinite(high[0]))
                layers.addAll(List.of(scaled(minus, high, "relu"), scaled(minus, high, "none")));
            return layers;
        }

        /** Without what is behind the decimal point, and no further than short types reach. */
        List<PixelLayer> whole(String type, int n) {
            if (type.equals("bool")) return List.of(PixelLayer.function(from, to, "nonzero"));
            List<PixelLayer> layers = new ArrayList<>(List.of(PixelLayer.function(from, to, "truncate")));
            boolean positive = type.startsWith("u");
            double reach = Double.POSITIVE_INFINITY;
            if (type.matches("u?int8")) reach = positive ? 1 << Byte.SIZE : 1 << Byte.SIZE - 1;
            if (type.matches("u?int16")) reach = positive ? 1 << Short.SIZE : 1 << Short.SIZE - 1;
            layers.addAll(clipped(filled(n, positive ? 0 : -reach), filled(n, reach - 1)));
            return layers;
        }

        private static double[] filled(int n, double value) {
            double[] all = new double[n];
            Arrays.fill(all, value);
            return all;
        }
    }
}
