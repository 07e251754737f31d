package sc.fiji.unet.check;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/** Images of one value, and images whose values lie in another range than those of the others. */
final class ValueRangeCheck implements DatasetCheck {
    private static final int FEWEST_IMAGES = 4;
    private static final double TIMES = 50;

    @Override
    public List<Finding> of(Dataset set) {
        List<Finding> findings = new ArrayList<>();
        List<CheckedPair> constant = set.where(sample -> sample.pixels().range().constant());
        if (!constant.isEmpty()) findings.add(ofOneValue(constant));
        List<CheckedPair> varied = set.where(sample -> sample.pixels().range().extent() > 0);
        if (varied.size() >= FEWEST_IMAGES) strange(varied, findings);
        return findings;
    }

    private static Finding ofOneValue(List<CheckedPair> constant) {
        List<Suspect> suspects = constant.stream()
                .map(sample -> new Suspect(
                        sample.name(),
                        "all pixels are " + number(sample.pixels().range().min())))
                .toList();
        return new Finding(
                "Images of one value",
                Finding.Level.WARNING,
                Finding.images(suspects.size()) + " " + (suspects.size() == 1 ? "holds" : "hold") + " a single value: "
                        + Finding.namesOf(suspects) + ".",
                "A training learns from them that black is whatever their masks say. Remove them.",
                suspects);
    }

    private static void strange(List<CheckedPair> samples, List<Finding> findings) {
        double usual = samples.stream()
                .map(sample -> sample.pixels().range().extent())
                .sorted()
                .toList()
                .get(samples.size() / 2);
        List<Suspect> suspects = samples.stream()
                .filter(sample -> times(sample, usual) > TIMES)
                .sorted(Comparator.comparingDouble(sample -> -times(sample, usual)))
                .map(sample -> new Suspect(
                        sample.name(),
                        "values mostly " + number(sample.pixels().range().low()) + " to "
                                + number(sample.pixels().range().high())))
                .toList();
        if (suspects.isEmpty()) return;
        findings.add(new Finding(
                "Values out of range",
                Finding.Level.WARNING,
                Finding.images(suspects.size()) + " " + (suspects.size() == 1 ? "has" : "have")
                        + " values in a range more than " + (int) TIMES + " times larger or smaller than usual: "
                        + Finding.namesOf(suspects) + ".",
                "A training normalizes each image by its own values; with normalization=range such images are black or"
                        + " white. Look whether they were scaled or hold dead pixels.",
                suspects));
    }

    private static double times(CheckedPair sample, double usual) {
        double extent = sample.pixels().range().extent();
        return Math.max(extent / usual, usual / extent);
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, "%.4g", value);
    }
}
