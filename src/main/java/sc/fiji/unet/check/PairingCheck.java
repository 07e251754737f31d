package sc.fiji.unet.check;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import sc.fiji.unet.base.InputException;
import sc.fiji.unet.data.ImageFolder;

/** Images without a mask, masks without an image, names of a split file that nobody has. */
final class PairingCheck implements DatasetCheck {
    private static final String REFUSES = "A training does not begin before each image has its mask.";

    @Override
    public List<Finding> of(Dataset set) {
        List<Finding> findings = new ArrayList<>();
        ImageFolder folder = set.files().folder();
        try {
            folder.requireComplete();
        } catch (InputException e) {
            findings.add(new Finding("Pairing", Finding.Level.REFUSED, e.getMessage(), REFUSES, suspects(folder)));
        }
        List<String> unlisted = set.files().unlisted();
        if (!unlisted.isEmpty()) {
            String what = "The split file names " + Finding.names(unlisted) + ", of which there is no pair.";
            findings.add(new Finding(
                    "Pairing",
                    Finding.Level.REFUSED,
                    what,
                    "A training does not begin before all it names are there."));
        }
        if (!folder.notes().isEmpty()) {
            findings.add(new Finding(
                    "Files left out",
                    Finding.Level.NOTE,
                    String.join(" ", folder.notes()),
                    "A training leaves them out, too."));
        }
        return findings;
    }

    private static List<Suspect> suspects(ImageFolder folder) {
        Stream<Suspect> images = folder.withoutMask().stream().map(file -> suspect(file, "has no mask"));
        return Stream.concat(images, folder.withoutImage().stream().map(file -> suspect(file, "has no image")))
                .toList();
    }

    private static Suspect suspect(Path file, String detail) {
        return new Suspect(file.getFileName().toString(), detail);
    }
}
