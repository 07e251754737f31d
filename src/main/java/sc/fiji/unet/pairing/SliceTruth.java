package sc.fiji.unet.pairing;

import java.nio.file.Path;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Masks of single slices of a volume, as the Cell Tracking Challenge calls them: man_seg_TTT_ZZZ.tif is the truth of slice ZZZ,
 * counted from 0, of the volume tTTT.tif.
 */
public final class SliceTruth {
    private static final Pattern NAME = Pattern.compile("(?i)man_?seg_?(\\d{3,9})_(\\d{3,9})");

    private static final Pattern WHOLE = Pattern.compile("(?i)man_?seg_?(\\d{3,9})");

    private SliceTruth() {}

    /** Which slice a mask is the truth of, from 0; empty where it is not named so. */
    public static OptionalInt slice(Path mask) {
        Matcher name = NAME.matcher(FileStem.of(mask.getFileName().toString()));
        return name.matches() ? OptionalInt.of(Integer.parseInt(name.group(2))) : OptionalInt.empty();
    }

    /** Whether all of these are masks of slices. */
    public static boolean are(Collection<Path> masks) {
        return masks.stream().allMatch(mask -> slice(mask).isPresent());
    }

    /** The masks of slices among these whose volume has a mask of all its slices too, which says more. */
    public static List<Path> besideWhole(Collection<Path> masks) {
        Set<Integer> whole = new HashSet<>();
        for (Path mask : masks) {
            Matcher name = WHOLE.matcher(FileStem.of(mask.getFileName().toString()));
            if (name.matches()) whole.add(Integer.parseInt(name.group(1)));
        }
        return masks.stream()
                .filter(mask -> {
                    Matcher name = NAME.matcher(FileStem.of(mask.getFileName().toString()));
                    return name.matches() && whole.contains(Integer.parseInt(name.group(1)));
                })
                .toList();
    }

    /** The number of the volume that a slice belongs to, with its leading zeros; the name itself where it is none. */
    static String volume(String stem) {
        Matcher name = NAME.matcher(stem);
        return name.matches() ? name.group(1) : stem;
    }
}
