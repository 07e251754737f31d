package sc.fiji.unet.planning;

import sc.fiji.unet.augment.AugmentationPlan;
import sc.fiji.unet.augment.Preset;
import sc.fiji.unet.data.Fingerprint;

/** Which changes patches meet where nobody said so. */
public final class PresetChoice {
    private static final double SHORT_TRAINING_MINUTES = 2;
    /** Lungs have 0.14; left ventricles have 0.08, and those of new patients are found better when learned with flips. */
    private static final double ORIENTED = 0.1;

    private PresetChoice() {}

    /** For a training of so many minutes (0 for no limit) on images that differ so much from their mirror images. */
    public static Preset of(double minutes, double orientation) {
        if (minutes > 0 && minutes <= SHORT_TRAINING_MINUTES) return Preset.LIGHT;
        return orientation < ORIENTED ? Preset.MICROSCOPY : Preset.MEDICAL;
    }

    /**
     * The steps of a preset. One without flips mirrors volumes all the same along axes that tell nothing, as classes lie as
     * often on either side: left and right hands, say.
     */
    public static AugmentationPlan plan(Preset preset, Fingerprint.Mirroring orientation) {
        String flips = flips(preset, orientation);
        return AugmentationPlan.parse(flips.isEmpty() ? preset.id() : "flip axes=" + flips + "; " + preset.id());
    }

    /** Why this preset, in words. */
    public static String reason(Preset preset, Fingerprint.Mirroring orientation) {
        if (preset != Preset.MEDICAL) return preset.description();
        String flips = flips(preset, orientation);
        return "images have an up and a down, or a left and a right: " + preset.description()
                + (flips.isEmpty() ? "" : " but along " + flips);
    }

    private static String flips(Preset preset, Fingerprint.Mirroring orientation) {
        return preset == Preset.MEDICAL ? orientation.alike(ORIENTED) : "";
    }
}
