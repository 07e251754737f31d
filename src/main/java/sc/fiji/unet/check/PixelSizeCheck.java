package sc.fiji.unet.check;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.List;

/** Images whose pixels are not of one size, so that the same object is larger in some. */
final class PixelSizeCheck implements DatasetCheck {
    private static final double MOST = 1.1;

    @Override
    public List<Finding> of(Dataset set) {
        double[] known = set.samples().stream()
                .mapToDouble(sample -> sample.pixels().micrometers())
                .filter(size -> !Double.isNaN(size))
                .sorted()
                .toArray();
        if (known.length == 0) return List.of();
        double usual = known[(known.length - 1) / 2];
        List<Suspect> suspects = set.where(sample -> differs(sample.pixels().micrometers(), usual)).stream()
                .map(sample -> new Suspect(sample.name(), text(sample.pixels().micrometers())))
                .toList();
        if (suspects.isEmpty()) return List.of();
        return List.of(new Finding(
                "Mixed pixel sizes",
                Finding.Level.WARNING,
                "A pixel is " + text(usual) + " wide in the median, but "
                        + suspects.get(0).detail() + " in " + Finding.images(suspects.size()) + ": "
                        + Finding.namesOf(suspects) + ".",
                "A training learns from pixels as they are and gives its model the median; images to segment are"
                        + " rescaled to that. Scale the images to one pixel size, or set the size (Image > Properties).",
                suspects));
    }

    private static boolean differs(double size, double usual) {
        return Double.isNaN(size) || Math.max(size / usual, usual / size) > MOST;
    }

    private static String text(double micrometers) {
        if (Double.isNaN(micrometers)) return "unknown";
        BigDecimal rounded = new BigDecimal(micrometers).round(new MathContext(3));
        return rounded.stripTrailingZeros().toPlainString() + " um";
    }
}
