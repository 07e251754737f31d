package sc.fiji.unet.check;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Masks that are mirrored or turned: their outlines lie on the edges of their images clearly better when they are moved
 * back. That is either so of most masks of a set, or of a few of which the others show how well outlines lie.
 */
final class MirroredMaskCheck implements DatasetCheck {
    private static final int SHORTEST_OUTLINE = 24;
    private static final int FEWEST_IMAGES = 3;
    private static final double GAIN_OF_SET = 0.06;
    private static final double SURE = 4;
    private static final double GAIN_OF_ONE = 0.15;
    private static final double FITTING = 0.65;
    private static final double BY_CHANCE = 0.5;
    private static final double CLEARLY_WORSE = 0.12;
    private static final double LOSS_OF_OTHERS = 0.08;

    @Override
    public List<Finding> of(Dataset set) {
        List<CheckedPair> samples = set.where(sample -> fit(sample).outline() >= SHORTEST_OUTLINE);
        Optional<Turning> all = moved().filter(symmetry -> isOfSet(samples, symmetry))
                .max(Comparator.comparingDouble(symmetry ->
                        Arrays.stream(gains(samples, symmetry)).average().orElse(0)));
        if (all.isPresent()) return List.of(ofSet(samples, all.get()));
        List<Suspect> few = ofFew(samples);
        return few.isEmpty()
                ? List.of()
                : List.of(finding(
                        few,
                        few.size() == 1 ? "The mask of one image fits" : "The masks of " + few.size() + " images fit"));
    }

    private static Stream<Turning> moved() {
        return Stream.of(Turning.values()).filter(symmetry -> symmetry != Turning.NONE);
    }

    private static EdgeFit fit(CheckedPair sample) {
        return sample.look().fit();
    }

    private static double[] gains(List<CheckedPair> samples, Turning symmetry) {
        return samples.stream()
                .mapToDouble(sample -> fit(sample).gain(symmetry))
                .filter(gain -> !Double.isNaN(gain))
                .toArray();
    }

    /** Whether the mean gain is large, and so much larger than its standard error that it is no chance. */
    private static boolean isOfSet(List<CheckedPair> samples, Turning symmetry) {
        double[] gains = gains(samples, symmetry);
        if (gains.length < FEWEST_IMAGES || gains.length * 2 < samples.size()) return false;
        double mean = Arrays.stream(gains).average().orElseThrow();
        double variance =
                Arrays.stream(gains).map(gain -> (gain - mean) * (gain - mean)).sum() / (gains.length - 1);
        return mean >= GAIN_OF_SET && mean >= SURE * Math.sqrt(variance / gains.length);
    }

    private static Finding ofSet(List<CheckedPair> samples, Turning symmetry) {
        List<Suspect> suspects = samples.stream()
                .filter(sample -> fit(sample).gain(symmetry) > 0)
                .sorted(Comparator.comparingDouble(sample -> -fit(sample).gain(symmetry)))
                .map(sample -> suspect(sample, symmetry))
                .toList();
        return finding(suspects, "Most masks (" + suspects.size() + " of " + samples.size() + ") fit");
    }

    private static List<Suspect> ofFew(List<CheckedPair> samples) {
        double[] usual = samples.stream()
                .mapToDouble(sample -> fit(sample).score(Turning.NONE))
                .sorted()
                .toArray();
        if (usual.length < FEWEST_IMAGES || usual[usual.length / 2] < FITTING) return List.of();
        double typical = usual[usual.length / 2];
        return samples.stream()
                .filter(sample -> isTold(samples, best(sample)))
                .filter(sample -> fit(sample).score(Turning.NONE) < typical - CLEARLY_WORSE)
                .filter(sample -> fit(sample).gain(best(sample)) >= GAIN_OF_ONE)
                .filter(sample -> fit(sample).score(best(sample)) >= (typical + BY_CHANCE) / 2)
                .sorted(Comparator.comparingDouble(sample -> -fit(sample).gain(best(sample))))
                .map(sample -> suspect(sample, best(sample)))
                .toList();
    }

    /** Whether most masks fit clearly worse where they are moved so: a heart in the middle of its image does not. */
    private static boolean isTold(List<CheckedPair> samples, Turning symmetry) {
        double[] gains = gains(samples, symmetry);
        Arrays.sort(gains);
        return gains[gains.length / 2] <= -LOSS_OF_OTHERS;
    }

    private static Turning best(CheckedPair sample) {
        return moved().filter(symmetry -> !Double.isNaN(fit(sample).score(symmetry)))
                .max(Comparator.comparingDouble(symmetry -> fit(sample).score(symmetry)))
                .orElseThrow();
    }

    private static Suspect suspect(CheckedPair sample, Turning symmetry) {
        return new Suspect(sample.name(), symmetry.words(), "", symmetry);
    }

    private static Finding finding(List<Suspect> suspects, String whose) {
        return new Finding(
                "Mirrored or turned masks",
                Finding.Level.WARNING,
                whose + " on edges clearly better when " + suspects.get(0).detail() + ": " + Finding.namesOf(suspects)
                        + ".",
                "A training takes them as they are and learns wrong places. Mirror or turn them (Image > Transform in"
                        + " ImageJ) before.",
                suspects);
    }
}
