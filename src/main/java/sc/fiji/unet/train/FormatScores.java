package sc.fiji.unet.train;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import sc.fiji.unet.config.PrecisionChoice;
import sc.fiji.unet.nn.Calibration;
import sc.fiji.unet.nn.Inference;

/**
 * What each number format that predictions may choose makes of the validation images.
 *
 * @param network that was scored, with what is now known about the values inside it
 * @param dice mean over the classes, by format; float32 in any case, or nothing where there is no other
 */
public record FormatScores(Inference network, Map<PrecisionChoice, Double> dice) {
    /** Lines for the account of a training. */
    public Map<String, String> account() {
        Map<String, String> account = new LinkedHashMap<>();
        dice.forEach((format, value) -> account.put("Validation Dice in " + format.id(), text("%.4f", value)));
        Calibration calibration = network.calibration();
        if (calibration.isScored()) {
            account.put(
                    "int8",
                    text("%.3f %% of validation labels as in fp32; ", 100 * calibration.labels())
                            + left(calibration.floats())
                            + (calibration.isGood() ? "taken where it is faster" : "not taken unless asked for"));
        }
        return account;
    }

    private static String left(Set<String> floats) {
        return floats.isEmpty() ? "" : "left in fp32: " + String.join(", ", floats) + "; ";
    }

    private static String text(String format, double value) {
        return String.format(Locale.ROOT, format, value);
    }
}
