package sc.fiji.unet.check;

import java.util.List;
import sc.fiji.unet.image.Grayness;

/** Images with different numbers of channels, and those that are stored in color but are gray. */
final class ChannelCheck implements DatasetCheck {
    @Override
    public List<Finding> of(Dataset set) {
        if (set.samples().isEmpty()) return List.of();
        List<Grayness> all =
                set.samples().stream().map(sample -> sample.pixels().grayness()).toList();
        if (Grayness.passesAsGray(all)) {
            return List.of(new Finding(
                    "Gray in color",
                    Finding.Level.NOTE,
                    Grayness.note(all),
                    "Gray and such images may be mixed; the model takes either."));
        }
        int usual = set.commonest(sample -> sample.pixels().channels());
        List<Suspect> suspects = set.where(sample -> sample.pixels().channels() != usual).stream()
                .map(sample ->
                        new Suspect(sample.name(), channels(sample.pixels().channels())))
                .toList();
        if (suspects.isEmpty()) return List.of();
        return List.of(new Finding(
                "Mixed channels",
                Finding.Level.REFUSED,
                "Most images have " + channels(usual) + ", but " + Finding.images(suspects.size()) + " "
                        + (suspects.size() == 1 ? "has " : "have ")
                        + suspects.get(0).detail() + ": "
                        + Finding.namesOf(suspects) + ".",
                "A training does not begin: convert the images to one type, or choose channels that all have, as in"
                        + " channels=1.",
                suspects));
    }

    private static String channels(int count) {
        return count + (count == 1 ? " channel" : " channels");
    }
}
