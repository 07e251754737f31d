package sc.fiji.unet.imagej.rois;

import ij.ImagePlus;
import ij.gui.Roi;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import sc.fiji.unet.base.InputException;
import sc.fiji.unet.base.OptionException;
import sc.fiji.unet.imagej.labels.Annotation;
import sc.fiji.unet.label.RegionPainter;

/**
 * Paints ROIs into class and instance labels. Later ROIs cover earlier ones. Planes of a stack on which nothing was drawn
 * stay ignored: nobody annotated them (a ROI named background says that a plane holds nothing). Where the rest is ignored, a
 * rim around outlined objects is background, or nothing would say where they end. Thread safe.
 *
 * @param naming what of a ROI says its class
 * @param outside what unmarked pixels of annotated planes are
 * @param pointRadius radius of the disk that a point becomes, in pixels; at least 0
 * @param gap whether a line of background is kept between touching objects of one class, and the rim around them
 */
public record RoisToLabels(RoiNaming naming, UnlabeledPixels outside, double pointRadius, boolean gap) {
    /** Checks the radius. */
    public RoisToLabels {
        if (!(pointRadius >= 0 && pointRadius <= 1000)) {
            throw OptionException.outOfRange("radius", pointRadius, "0 to 1000 pixels");
        }
    }

    /** Everything found out from the ROIs, points of 3 pixels radius, touching objects kept apart. */
    public static RoisToLabels defaults() {
        return new RoisToLabels(RoiNaming.AUTO, UnlabeledPixels.AUTO, 3, true);
    }

    /** Paints with the classes that the ROIs themselves name. */
    public Annotation paint(ImagePlus imp, List<Roi> rois) {
        List<String> notes = new ArrayList<>();
        List<Roi> named = RoiNumbers.apart(List.of(new DrawnImage(imp, rois)), naming, notes::add)
                .get(0)
                .rois();
        Annotation annotation = paint(imp, named, RoiClasses.of(drawn(imp, named), naming));
        notes.addAll(annotation.notes());
        return annotation.withNotes(notes);
    }

    /**
     * Paints with a given list of classes.
     *
     * @param imp gives the size and the number of slices and frames; its pixels are read only to find out what is outside
     * @throws InputException where nothing was drawn, or a ROI has another class or lies on a slice that is not there
     */
    public Annotation paint(ImagePlus imp, List<Roi> rois, RoiClasses classes) {
        List<String> notes = new ArrayList<>();
        List<Roi> drawn = RoiPlanes.settled(drawn(imp, rois), imp, notes::add);
        UnlabeledPixels around = outside.resolve(imp, drawn, naming);
        Painting painting = new Painting(imp, around);
        List<RoiNaming.Tag> tags = naming.tags(drawn);
        for (int i = 0; i < drawn.size(); i++) painting.add(drawn.get(i), tags.get(i), classes);
        if (around == UnlabeledPixels.IGNORED && outlinesObjects(drawn, classes)) painting.surround();
        addNotes(notes, imp, rois, drawn);
        return painting.finish(classes, notes);
    }

    /**
     * Whether ROIs stand for whole objects that are to be told apart, so that a network can learn where each ends. Outlines of
     * several classes do only where they are numbered: tissues are outlined, too.
     */
    boolean tellsObjects(ImagePlus imp, List<Roi> rois, RoiClasses classes) {
        if (!gap || classes.list().size() < 2) return false;
        List<Roi> drawn =
                RoiPlanes.settled(rois.stream().filter(RoiShape::marksPixels).toList(), imp, note -> {});
        boolean single = classes.list().isBinary();
        boolean whole = outside.resolve(imp, drawn, naming) == UnlabeledPixels.BACKGROUND;
        return single && whole || outlinesObjects(drawn, classes);
    }

    /** Numbered outlines are of objects, and so are those of the only class where nothing else says what is background. */
    private boolean outlinesObjects(List<Roi> drawn, RoiClasses classes) {
        List<RoiNaming.Tag> tags = naming.tags(drawn);
        List<RoiNaming.Tag> outlines = IntStream.range(0, drawn.size())
                .filter(i -> !RoiShape.isScribble(drawn.get(i)))
                .mapToObj(tags::get)
                .filter(tag -> !tag.className().equals(RoiNaming.BACKGROUND)
                        && !tag.className().equals(RoiNaming.IGNORE))
                .toList();
        if (!gap || outlines.isEmpty()) return false;
        boolean numbered = outlines.stream().anyMatch(tag -> !tag.instance().isEmpty());
        boolean background = tags.stream().anyMatch(tag -> tag.className().equals(RoiNaming.BACKGROUND));
        return numbered || classes.list().size() == 2 && !background;
    }

    private static List<Roi> drawn(ImagePlus imp, List<Roi> rois) {
        List<Roi> drawn = rois.stream().filter(RoiShape::marksPixels).toList();
        if (!drawn.isEmpty()) return drawn;
        throw new InputException(
                imp.getTitle() + " has no ROI that marks pixels: expected ROIs in its overlay or in the"
                        + " ROI Manager. Outline some objects, press t after each, and name them by their class.");
    }

    private void addNotes(List<String> notes, ImagePlus imp, List<Roi> rois, List<Roi> drawn) {
        if (outside == UnlabeledPixels.AUTO)
            notes.add(UnlabeledPixels.propose(imp, drawn, naming).because());
        int left = rois.size() - drawn.size();
        if (left > 0) notes.add(left + " text, arrow or picture ROIs of the overlay were left out.");
        if (drawn.stream().anyMatch(CenterOutline::is)) {
            notes.add(
                    "Some ROIs go through the centers of their outermost pixels, as cellpose writes them: these pixels"
                            + " count as inside.");
        }
    }

    /** An object by its number; a person and a model count each for themselves. */
    private record Numbered(RoiNaming.Tag tag, boolean predicted) {}

    /** One run: the planes painted so far and the labels given to objects. */
    private final class Painting {
        private final ImagePlus imp;
        private final RegionPainter[] planes;
        private final int background;
        private final Map<Numbered, Integer> labels = new HashMap<>();
        private final BitSet outlined = new BitSet();
        private int objects;
        private int outsideImage;

        Painting(ImagePlus imp, UnlabeledPixels outside) {
            this.imp = imp;
            background = outside == UnlabeledPixels.BACKGROUND ? 0 : RegionPainter.IGNORE;
            planes = new RegionPainter[imp.getNSlices() * imp.getNFrames()];
        }

        void add(Roi roi, RoiNaming.Tag tag, RoiClasses classes) {
            int classIndex = classes.index(tag.className());
            for (Roi part : RoiShape.parts(roi)) {
                int label = classIndex > 0 ? label(new Numbered(tag, PredictedRois.is(roi))) : 0;
                if (label > 0 && !RoiShape.isScribble(part)) outlined.set(label);
                int painted = 0;
                for (int plane : RoiPlanes.of(part, imp)) {
                    painted += painter(plane).paint(RoiShape.region(part, pointRadius, imp), classIndex, label);
                }
                if (painted == 0) outsideImage++;
            }
        }

        void surround() {
            Arrays.stream(planes).filter(p -> p != null).forEach(plane -> plane.surround(outlined::get));
        }

        private int label(Numbered object) {
            return object.tag().instance().isEmpty() ? ++objects : labels.computeIfAbsent(object, o -> ++objects);
        }

        private RegionPainter painter(int plane) {
            if (planes[plane] == null) planes[plane] = new RegionPainter(imp.getWidth(), imp.getHeight(), background);
            return planes[plane];
        }

        Annotation finish(RoiClasses classes, List<String> notes) {
            if (outsideImage > 0) notes.add(outsideImage + " ROIs lie outside of the image.");
            if (gap) Arrays.stream(planes).filter(p -> p != null).forEach(RegionPainter::separateTouching);
            RegionPainter unknown = new RegionPainter(imp.getWidth(), imp.getHeight(), RegionPainter.IGNORE);
            int[][] kinds = new int[planes.length][];
            int[][] instances = new int[planes.length][];
            int[][] whole = new int[planes.length][];
            IntStream.range(0, planes.length).forEach(i -> {
                RegionPainter plane = planes[i] == null ? unknown : planes[i];
                kinds[i] = plane.classes();
                instances[i] = plane.instances();
                whole[i] = plane.wholeInstances();
            });
            return new Annotation(
                    imp.getWidth(),
                    imp.getHeight(),
                    imp.getNSlices(),
                    imp.getNFrames(),
                    classes.list(),
                    kinds,
                    instances,
                    whole,
                    List.copyOf(notes));
        }
    }
}
