package sc.fiji.unet.check;

import java.util.List;

/** Images of several depths, of which some were perhaps converted. */
final class BitDepthCheck implements DatasetCheck {
    @Override
    public List<Finding> of(Dataset set) {
        if (set.samples().isEmpty()) return List.of();
        String usual = set.commonest(sample -> sample.pixels().type());
        List<Suspect> suspects = set.where(sample -> !sample.pixels().type().equals(usual)).stream()
                .map(sample -> new Suspect(sample.name(), sample.pixels().type()))
                .toList();
        if (suspects.isEmpty()) return List.of();
        return List.of(new Finding(
                "Mixed bit depths",
                Finding.Level.WARNING,
                "Most images are " + usual + ", but " + Finding.images(suspects.size()) + " "
                        + (suspects.size() == 1 ? "is " : "are ")
                        + suspects.get(0).detail() + ": "
                        + Finding.namesOf(suspects) + ".",
                "A training normalizes each image by its own values, so that depth alone does not matter; what a"
                        + " conversion cut off does, and so does normalization=range.",
                suspects));
    }
}
