package sc.fiji.unet.label;

import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Keeps only the largest connected pieces of a class, where a class is known to form few, such as a ventricle that is one:
 * what else was predicted as that class, mostly specks far away, becomes background. After the post-processing of nnU-Net
 * (Isensee et al. 2021). Diagonal pixels are connected; arrays are row-major, ((z), y, x).
 */
public final class LargestComponents {
    private LargestComponents() {}

    /**
     * Drops the smaller pieces; of equal ones the first stays.
     *
     * @param classes class of each pixel; 0 and below is background
     * @param size x, y, (z)
     * @param most by class index how many pieces stay, 0 for all; classes beyond the list keep all
     * @return the same array where nothing is to be dropped, else a new one
     */
    public static int[] keep(int[] classes, int[] size, List<Integer> most) {
        if (keepsAll(most)) return classes;
        int[] pieces = new int[classes.length];
        int count = Components.label(classes, size, Connectivity.FULL, pieces);
        boolean[] dropped = dropped(classes, pieces, count, most);
        int[] kept = classes.clone();
        for (int i = 0; i < kept.length; i++) if (dropped[pieces[i]]) kept[i] = 0;
        return kept;
    }

    /** Whether limits drop nothing, whatever an image shows. */
    public static boolean keepsAll(List<Integer> most) {
        return most.stream().allMatch(n -> n == 0);
    }

    private static boolean[] dropped(int[] classes, int[] pieces, int count, List<Integer> most) {
        int[] pixels = new int[count + 1];
        int[] kind = new int[count + 1];
        for (int i = 0; i < pieces.length; i++) {
            pixels[pieces[i]]++;
            kind[pieces[i]] = classes[i];
        }
        boolean[] dropped = new boolean[count + 1];
        for (int k = 1; k < most.size(); k++) {
            int wanted = k;
            if (most.get(k) == 0) continue;
            IntStream.rangeClosed(1, count)
                    .filter(piece -> kind[piece] == wanted)
                    .boxed()
                    .sorted(Comparator.comparingInt(piece -> -pixels[piece]))
                    .skip(most.get(k))
                    .forEach(piece -> dropped[piece] = true);
        }
        return dropped;
    }

    /**
     * Counts the pieces of each class.
     *
     * @param kinds number of classes; higher ones must not occur
     * @return by class index; 0 for the background
     */
    public static int[] count(int[] classes, int[] size, int kinds) {
        int[] counts = new int[kinds];
        Components.ofEachValue(classes, size).forEach((k, n) -> counts[k] = n);
        return counts;
    }
}
