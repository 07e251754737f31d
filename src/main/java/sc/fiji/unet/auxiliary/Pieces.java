package sc.fiji.unet.auxiliary;

import java.util.Arrays;
import sc.fiji.unet.label.ClassMap;
import sc.fiji.unet.label.Components;
import sc.fiji.unet.label.Connectivity;
import sc.fiji.unet.label.Growth;
import sc.fiji.unet.label.Instances;

/** Makes objects of one piece each of labels that may lie in several. For one thread. */
final class Pieces {
    private final ClassMap map;
    private final int[] labels;

    /**
     * Takes labels that no two classes share.
     *
     * @param labels changed; foreground of none goes to its neighbors
     */
    Pieces(ClassMap map, int[] labels) {
        this.map = map;
        this.labels = labels;
    }

    /** Keeps the largest piece of each, gives the rest to neighbors of its class, and numbers all; returns how many. */
    int whole() {
        int[] pieces = new int[labels.length];
        int count = Components.label(labels, map.size(), Connectivity.FULL, pieces);
        boolean[] largest = largest(pieces, count);
        for (int i = 0; i < labels.length; i++) labels[i] = largest[pieces[i]] ? pieces[i] : 0;
        int[] classes = map.classes();
        Growth.of(labels, map.size(), (from, near) -> classes[near] == classes[from]);
        leftOver(count);
        return Instances.compact(labels, label -> true);
    }

    private boolean[] largest(int[] pieces, int count) {
        int[] pixels = new int[count + 1];
        int[] labelOf = new int[count + 1];
        for (int i = 0; i < pieces.length; i++) {
            pixels[pieces[i]]++;
            labelOf[pieces[i]] = labels[i];
        }
        int[] best = new int[Arrays.stream(labels).max().orElse(0) + 1];
        for (int n = 1; n <= count; n++)
            if (pixels[n] > pixels[best[labelOf[n]]] || best[labelOf[n]] == 0) best[labelOf[n]] = n;
        boolean[] largest = new boolean[count + 1];
        for (int n = 1; n <= count; n++) largest[n] = best[labelOf[n]] == n;
        return largest;
    }

    /** Foreground that no object reaches is one by itself. */
    private void leftOver(int count) {
        int[] rest = new int[labels.length];
        for (int i = 0; i < rest.length; i++) if (labels[i] == 0 && map.classes()[i] > 0) rest[i] = map.classes()[i];
        Components.label(rest, map.size(), Connectivity.FACE, rest);
        for (int i = 0; i < rest.length; i++) if (rest[i] > 0) labels[i] = count + rest[i];
    }
}
