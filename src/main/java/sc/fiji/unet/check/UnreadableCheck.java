package sc.fiji.unet.check;

import java.util.List;

/** Files that cannot be read, and masks of another size than their images. */
final class UnreadableCheck implements DatasetCheck {
    @Override
    public List<Finding> of(Dataset set) {
        List<Dataset.Unreadable> unreadable = set.files().unreadable();
        if (unreadable.isEmpty()) return List.of();
        List<Suspect> suspects = unreadable.stream()
                .map(pair -> new Suspect(pair.name(), pair.why()))
                .toList();
        String what = unreadable.size() == 1
                ? unreadable.get(0).why()
                : unreadable.size() + " pairs cannot be read, the first because: "
                        + unreadable.get(0).why();
        return List.of(new Finding(
                "Unreadable files",
                Finding.Level.REFUSED,
                what,
                "A training does not begin while they are in the folder.",
                suspects));
    }
}
