package sc.fiji.unet.imagej.pixels;

import ij.ImagePlus;
import ij.WindowManager;

/** Titles of results that nothing open has yet, as ImageJ makes them: the second "cells-objects" is "cells-objects-1". */
public final class Titles {
    private Titles() {}

    /** Renames an image that is about to be shown where an open one has its title; null is left alone. */
    public static void makeUnique(ImagePlus imp) {
        if (imp != null) imp.setTitle(WindowManager.makeUniqueName(imp.getTitle()));
    }

    /** The same for a table or another window. */
    public static String ofWindow(String title) {
        String free = title;
        for (int n = 1; WindowManager.getWindow(free) != null; n++) free = title + "-" + n;
        return free;
    }
}
