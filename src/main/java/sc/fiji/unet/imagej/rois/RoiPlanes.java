package sc.fiji.unet.imagej.rois;

import ij.ImagePlus;
import ij.gui.Roi;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.IntStream;
import sc.fiji.unet.base.InputException;

/**
 * Between the position of a ROI, counted from 1 and 0 for all, and planes (plane = slice + slices * frame, from 0). The
 * channel of a position is left out: what is drawn on one channel holds for all.
 */
public final class RoiPlanes {
    private RoiPlanes() {}

    /**
     * The ROIs where they can be meant, if it is clear: those of one missing plane on an image that has but one; frames of a
     * stack of slices as slices, and slices of a series of frames as frames. Others stay as they are.
     *
     * @param note told what was done
     */
    static List<Roi> settled(List<Roi> rois, ImagePlus imp, Consumer<String> note) {
        int slices = imp.getNSlices();
        int frames = imp.getNFrames();
        Set<List<Integer>> places = new HashSet<>();
        for (Roi roi : rois) places.add(place(roi, imp));
        places.remove(List.of(0, 0));
        boolean fits = places.stream().allMatch(at -> at.get(0) <= slices && at.get(1) <= frames);
        if (fits) return rois;
        if (slices * frames == 1 && places.size() == 1) {
            note.accept("The ROIs lie on another plane of a stack; they are taken for the only one of " + imp.getTitle()
                    + ".");
            return moved(rois, roi -> new int[] {0, 0});
        }
        boolean asSlices = frames == 1 && places.stream().allMatch(at -> at.get(0) <= 1 && at.get(1) <= slices);
        boolean asFrames = slices == 1 && places.stream().allMatch(at -> at.get(1) <= 1 && at.get(0) <= frames);
        if (slices * frames == 1 || !asSlices && !asFrames) return rois;
        note.accept("The ROIs lie on " + (asSlices ? "frames" : "slices") + ", of which " + imp.getTitle()
                + " has one: they are taken for its " + (asSlices ? "slices." : "frames."));
        return moved(rois, roi -> {
            List<Integer> at = place(roi, imp);
            return asSlices ? new int[] {at.get(1), 0} : new int[] {0, at.get(0)};
        });
    }

    private static List<Roi> moved(List<Roi> rois, Function<Roi, int[]> to) {
        List<Roi> moved = new ArrayList<>();
        for (Roi roi : rois) {
            int[] at = to.apply(roi);
            Roi copy = (Roi) roi.clone();
            copy.setPosition(0, at[0], at[1]);
            moved.add(copy);
        }
        return moved;
    }

    /** Slice and frame as they are said; a position beyond the stack counts for the axis that it has. */
    private static List<Integer> place(Roi roi, ImagePlus imp) {
        if (roi.hasHyperStackPosition()) return List.of(roi.getZPosition(), roi.getTPosition());
        int index = Math.max(0, roi.getPosition());
        if (index == 0) return List.of(0, 0);
        if (index > imp.getStackSize()) return List.of(index, 0);
        int[] position = imp.convertIndexToPosition(index);
        return List.of(position[1], position[2]);
    }

    /** The planes that a ROI lies on. */
    static int[] of(Roi roi, ImagePlus imp) {
        int slice = roi.getZPosition();
        int frame = roi.getTPosition();
        if (!roi.hasHyperStackPosition()) {
            int index = Math.max(0, roi.getPosition()); // negative: a point ROI of one point, seen everywhere
            check(roi, "stack position", index, imp.getStackSize(), imp);
            int[] position = index == 0 ? new int[3] : imp.convertIndexToPosition(index);
            slice = position[1];
            frame = position[2];
        }
        check(roi, "slice", slice, imp.getNSlices(), imp);
        check(roi, "frame", frame, imp.getNFrames(), imp);
        return planes(slice, frame, imp);
    }

    /** Puts a ROI on one plane; on an image of one plane it needs no position. */
    public static void place(Roi roi, int plane, ImagePlus imp) {
        int slices = imp.getNSlices();
        boolean simple = imp.getNChannels() == 1 && imp.getNFrames() == 1;
        if (simple) roi.setPosition(slices == 1 ? 0 : plane + 1);
        if (!simple) roi.setPosition(0, plane % slices + 1, plane / slices + 1);
    }

    private static int[] planes(int slice, int frame, ImagePlus imp) {
        int slices = imp.getNSlices();
        return IntStream.range(0, slices * imp.getNFrames())
                .filter(plane -> slice == 0 || plane % slices == slice - 1)
                .filter(plane -> frame == 0 || plane / slices == frame - 1)
                .toArray();
    }

    private static void check(Roi roi, String what, int got, int max, ImagePlus imp) {
        if (got <= max) return;
        throw new InputException("ROI " + roi.getName() + " lies on " + what + " " + got + ", but " + imp.getTitle()
                + " has only " + max + ". Use the ROIs of this image, or clear their positions.");
    }
}
