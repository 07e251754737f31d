package sc.fiji.unet.imagej.rois;

import ij.ImagePlus;
import ij.gui.Roi;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import sc.fiji.unet.base.Choice;

/** What the pixels outside of all ROIs are in training: background, or nothing that anybody knows. */
public enum UnlabeledPixels implements Choice {
    /** Whatever {@link #propose} finds. */
    AUTO,
    /** Everything of interest was outlined, so the rest is background. */
    BACKGROUND,
    /** Only examples were marked; about the rest nobody said anything. */
    IGNORED;

    /** A single place may look like the others by chance. */
    private static final int FEWEST_ALIKE = 3;

    /**
     * What pixels outside probably are, judging by what was drawn.
     *
     * @param outside {@link #BACKGROUND} or {@link #IGNORED}
     * @param because why, in one sentence for a person
     */
    public record Proposal(UnlabeledPixels outside, String because) {}

    /** The constant of this word, case ignored. */
    public static UnlabeledPixels of(String word) {
        return Choice.ofAnyCase(UnlabeledPixels.class, "meaning of pixels outside ROIs", word);
    }

    /** This constant, or what {@link #AUTO} makes of these ROIs. */
    public UnlabeledPixels resolve(ImagePlus imp, List<Roi> rois, RoiNaming naming) {
        return this == AUTO ? propose(imp, rois, naming).outside() : this;
    }

    /** Proposes what the pixels outside mean, from what was drawn and whether more of the image looks like it. */
    public static Proposal propose(ImagePlus imp, List<Roi> rois, RoiNaming naming) {
        Proposal drawn = propose(rois, naming);
        List<Roi> outlines =
                RoiPlanes.settled(rois.stream().filter(RoiShape::marksPixels).toList(), imp, note -> {});
        boolean ofOneClass = naming.tags(outlines).stream()
                        .map(RoiNaming.Tag::className)
                        .distinct()
                        .count()
                == 1;
        if (drawn.outside() == IGNORED
                || !ofOneClass
                || outlines.size() < 2
                || outlines.stream().anyMatch(RoiShape::isScribble)) return drawn;
        int alike = LookAlikes.count(imp, outlines);
        if (alike < FEWEST_ALIKE || alike * 2 < outlines.size()) return drawn;
        return new Proposal(
                IGNORED,
                alike
                        + " places without a ROI look like those with one, so unmarked pixels are left open: ignored. Choose"
                        + " background if they are none.");
    }

    /** Proposes what the pixels outside mean from the ROIs alone, without looking at the image. */
    public static Proposal propose(List<Roi> rois, RoiNaming naming) {
        List<Roi> drawn = rois.stream().filter(RoiShape::marksPixels).toList();
        Set<String> classes = naming.tags(drawn).stream()
                .map(RoiNaming.Tag::className)
                .filter(name -> !name.equals(RoiNaming.IGNORE))
                .collect(Collectors.toCollection(TreeSet::new));
        if (classes.contains(RoiNaming.BACKGROUND)) {
            return new Proposal(IGNORED, "Some ROIs are named background, so unmarked pixels are left open: ignored.");
        }
        long scribbles = drawn.stream().filter(RoiShape::isScribble).count();
        if (scribbles * 2 <= drawn.size()) {
            return new Proposal(BACKGROUND, "The ROIs outline whole objects, so what lies outside is background.");
        }
        if (classes.size() < 2) {
            return new Proposal(
                    BACKGROUND, "Points or lines mark one class only, so what lies outside has to be background.");
        }
        return new Proposal(
                IGNORED,
                "Points or lines mark examples of " + String.join(", ", classes) + "; what lies outside is ignored.");
    }
}
