package sc.fiji.unet.check;

import java.util.List;
import java.util.Locale;
import sc.fiji.unet.data.ClassPlan;
import sc.fiji.unet.data.MaskReading;

/**
 * Masks of two values in which objects are 0 and all around them is not: some programs save a mask of true and false so that
 * true is black. Told by foreground that fills the edge of nearly every image and has several holes.
 */
final class InvertedMaskCheck implements DatasetCheck {
    private static final double EDGE = 0.8;
    private static final double MOST = 0.8;
    private static final int HOLES = 3;

    @Override
    public List<Finding> of(Dataset set) {
        ClassPlan plan = set.masks().plan();
        if (plan == null || plan.instances() || !plan.classes().isBinary()) return List.of();
        boolean zero = plan.classes().get(0).value() == 0 && plan.reading().seen() != MaskReading.Seen.COLOR;
        List<Suspect> suspects = set.where(sample -> isInverted(sample.look().surround())).stream()
                .map(InvertedMaskCheck::suspect)
                .toList();
        if (!zero
                || suspects.isEmpty()
                || suspects.size() < MOST * set.samples().size()) return List.of();
        return List.of(new Finding(
                "Inverted masks",
                Finding.Level.WARNING,
                "In the masks of " + Finding.images(suspects.size()) + " of "
                        + set.samples().size()
                        + ", what is not 0 lies around several pieces of 0 and fills most of the edge: "
                        + Finding.namesOf(suspects) + ".",
                "A training takes what is not 0 as foreground. If objects are 0 here, invert the masks (Edit > Invert in ImageJ)"
                        + " before; tifffile.py saves arrays of bool so, unless photometric='minisblack' is said.",
                suspects));
    }

    private static boolean isInverted(Surround surround) {
        return surround.edge() >= EDGE && surround.holes() >= HOLES;
    }

    private static Suspect suspect(CheckedPair sample) {
        Surround surround = sample.look().surround();
        return new Suspect(
                sample.name(),
                String.format(Locale.ROOT, "%.0f %% of the edge, %d holes", 100 * surround.edge(), surround.holes()));
    }
}
