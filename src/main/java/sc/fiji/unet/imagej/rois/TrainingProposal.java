package sc.fiji.unet.imagej.rois;

import ij.ImagePlus;
import ij.gui.Roi;
import java.util.List;
import java.util.Optional;
import sc.fiji.unet.imagej.labels.LabelSource;

/**
 * What a training dialog proposes to learn from, looking at the active image. What is empty stays as it is.
 *
 * @param source which of all that is open is meant
 * @param image what to learn from
 * @param labels a label image of it
 * @param outside what the pixels outside of all ROIs are
 * @param found what there is, for a person
 */
public record TrainingProposal(
        TrainingSource.Kind source,
        Optional<ImagePlus> image,
        Optional<ImagePlus> labels,
        Optional<UnlabeledPixels> outside,
        String found) {
    /** For the active image; null for none. */
    public static TrainingProposal of(ImagePlus active) {
        if (active == null) return ofNothing(TrainingSource.Kind.FOLDERS, TrainingSource.nothingDrawn(null));
        if (LabelSource.title(active).isPresent()) return ofLabels(active);
        List<Roi> all = RoiFiles.toLearn(active);
        if (PredictedRois.areAll(all)) {
            return ofNothing(TrainingSource.Kind.AUTO, PredictedRois.refusal(active.getTitle()));
        }
        List<Roi> drawn = PredictedRois.without(all);
        if (drawn.isEmpty()) return ofNothing(TrainingSource.Kind.AUTO, TrainingSource.nothingDrawn(active));
        return ofRois(active, drawn, drawn.size() < all.size());
    }

    private static TrainingProposal ofNothing(TrainingSource.Kind source, String found) {
        return new TrainingProposal(source, Optional.empty(), Optional.empty(), Optional.empty(), found);
    }

    /** A label image is nothing to learn from: the image that it belongs to is, with it. */
    private static TrainingProposal ofLabels(ImagePlus labels) {
        Optional<ImagePlus> open = LabelSource.image(labels);
        String closed = LabelSource.file(labels).isPresent() ? ", which is read again" : ", which is closed: open it";
        String found = labels.getTitle() + " holds the labels of "
                + LabelSource.title(labels).orElseThrow() + (open.isEmpty() ? closed : "")
                + ". Correct them first where they are a model's: it would learn what it knows.";
        return new TrainingProposal(TrainingSource.Kind.LABELS, open, Optional.of(labels), Optional.empty(), found);
    }

    private static TrainingProposal ofRois(ImagePlus active, List<Roi> drawn, boolean someLeft) {
        UnlabeledPixels.Proposal proposal = UnlabeledPixels.propose(active, drawn, RoiNaming.AUTO);
        String found = active.getTitle() + ": " + drawn.size() + (drawn.size() == 1 ? " ROI" : " ROIs")
                + (someLeft ? " (predicted ones left out). " : ". ") + proposal.because();
        return new TrainingProposal(
                TrainingSource.Kind.ROIS, Optional.empty(), Optional.empty(), Optional.of(proposal.outside()), found);
    }
}
