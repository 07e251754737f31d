package sc.fiji.unet.check;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import sc.fiji.unet.config.SplitPart;

/** The same image, or nearly so, among those that are learned from and those that judge. */
final class LeakCheck implements DatasetCheck {
    /** Neighbors in a film of a heart are less alike, copies in another format and size more. */
    private static final double ALIKE = 0.94;

    private record Twins(CheckedPair judge, CheckedPair learned, double likeness) {}

    @Override
    public List<Finding> of(Dataset set) {
        List<Twins> twins = new ArrayList<>();
        for (CheckedPair judge : set.where(sample -> sample.part() != SplitPart.TRAIN)) {
            Twins nearest = nearest(judge, set.of(SplitPart.TRAIN));
            if (nearest.likeness > ALIKE) twins.add(nearest);
        }
        if (twins.isEmpty()) return List.of();
        twins.sort(Comparator.comparingDouble(two -> -two.likeness));
        return List.of(new Finding(
                "Same images on both sides of the split",
                Finding.Level.WARNING,
                Finding.images(twins.size()) + " to validate or test on " + (twins.size() == 1 ? "is" : "are")
                        + " also learned from, or nearly so: "
                        + Finding.names(twins.stream().map(LeakCheck::text).toList())
                        + ".",
                "A training judges itself by them all the same, and its scores come out too good. Name the parts in a split"
                        + " file, such images in the same one.",
                twins.stream().map(LeakCheck::suspect).toList()));
    }

    /** An image of which a strip is held back has the same name on both sides, and is no leak. */
    private static Twins nearest(CheckedPair judge, List<CheckedPair> learned) {
        Twins best = new Twins(judge, judge, 0);
        for (CheckedPair other : learned) {
            if (other.name().equals(judge.name())) continue;
            double likeness = judge.look().likeness().to(other.look().likeness());
            if (likeness > best.likeness) best = new Twins(judge, other, likeness);
        }
        return best;
    }

    private static String text(Twins two) {
        return two.judge.name() + " = " + two.learned.name();
    }

    private static Suspect suspect(Twins two) {
        String detail = String.format(
                Locale.ROOT, "%s, like %s (correlation %.3f)", two.judge.part(), two.learned.name(), two.likeness);
        return new Suspect(two.judge.name(), detail, two.learned.name(), Turning.NONE);
    }
}
