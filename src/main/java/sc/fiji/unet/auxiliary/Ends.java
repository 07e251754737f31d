package sc.fiji.unet.auxiliary;

import sc.fiji.unet.label.ClassMap;
import sc.fiji.unet.label.Components;
import sc.fiji.unet.label.Connectivity;
import sc.fiji.unet.label.Window;

/** The places in which pixels end that are moved. */
final class Ends {
    private Ends() {}

    /**
     * Numbers pixels by the place and the class in which they end.
     *
     * @param ends the pixel in which each ends; -1 for none
     * @param join by how many pixels ends are widened on each side; those that touch then are one place
     * @param least places where fewer pixels end are none
     * @param labels filled with the number of the place, 0 for none
     */
    static void number(ClassMap map, int[] ends, int join, int least, int[] labels) {
        int[] places = new int[ends.length];
        for (int end : ends) if (end >= 0 && places[end] == 0) mark(map, end, join, places);
        int count = Components.label(places, map.size(), Connectivity.FULL, places);
        int[] pixels = new int[count + 1];
        for (int end : ends) if (end >= 0) pixels[places[end]]++;
        int classes = 1;
        for (int k : map.classes()) classes = Math.max(classes, k + 1);
        for (int i = 0; i < labels.length; i++) {
            boolean ended = ends[i] >= 0 && pixels[places[ends[i]]] >= least;
            labels[i] = ended ? places[ends[i]] * classes + map.classes()[i] : 0;
        }
    }

    /** An end and the pixels around it. */
    private static void mark(ClassMap map, int end, int join, int[] places) {
        Window around = Window.of(map.size(), end).expand(join, map.size());
        for (int k = 0; k < around.count(); k++) places[around.indexIn(map.size(), k)] = 1;
    }
}
