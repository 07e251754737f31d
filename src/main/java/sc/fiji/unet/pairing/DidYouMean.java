package sc.fiji.unet.pairing;

import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** An example for people whose names are not understood: two files that look as if they belong together. */
public final class DidYouMean {
    private DidYouMean() {}

    /** A sentence with the two names that are most alike; empty where nothing is left to pair. */
    public static String example(List<Path> images, List<Path> masks) {
        if (images.isEmpty() || masks.isEmpty()) return "";
        Path image = images.get(0);
        Optional<Path> nearest = masks.stream().min(Comparator.comparingInt(mask -> distance(image, mask)));
        String stem = NamePairs.stem(image);
        String extension =
                FileStem.extension(nearest.orElseThrow().getFileName().toString());
        return "Did you mean " + image.getFileName() + " and " + nearest.get().getFileName() + "? Then call the mask "
                + stem + "_mask" + (extension.isEmpty() ? "" : "." + extension) + ", and the others likewise. ";
    }

    /** The fewest letters to put in, take out or change. */
    private static int distance(Path image, Path mask) {
        String a = NamePairs.stem(image);
        String b = NamePairs.stem(mask);
        int[] row = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) row[j] = j;
        for (int i = 1; i <= a.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int change = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(change, Math.min(row[j], row[j - 1]) + 1);
            }
        }
        return row[b.length()];
    }
}
