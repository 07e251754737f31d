package sc.fiji.unet.imagej.training;

import ij.ImagePlus;
import ij.gui.Roi;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import sc.fiji.unet.base.InputException;
import sc.fiji.unet.base.OptionException;
import sc.fiji.unet.base.Progress;
import sc.fiji.unet.imagej.pixels.OpenImages;
import sc.fiji.unet.imagej.rois.DrawnImage;
import sc.fiji.unet.imagej.rois.RoiCertainty;
import sc.fiji.unet.imagej.rois.RoiFiles;
import sc.fiji.unet.imagej.rois.RoiFolders;
import sc.fiji.unet.imagej.rois.RoiNaming;
import sc.fiji.unet.imagej.rois.RoiSource;
import sc.fiji.unet.imagej.rois.UnlabeledPixels;

/**
 * Where the images lie whose predicted ROIs a person put right: one is open, or a folder holds them.
 *
 * @param image an open one; null for none
 * @param folder of images with files of ROIs, instead; null for none
 * @param rois where those of the open image are
 */
public record CorrectedImages(ImagePlus image, Path folder, RoiSource rois) {
    private static final int DOUBTFUL = 3;

    /**
     * What a dialog proposes for the open image, and why.
     *
     * @param outside what unmarked pixels are, as a person says it
     * @param found which ROIs are taken, and why the rest is what it is
     */
    public record Proposal(String outside, String found) {}

    /** What the ROIs of the open image look like; none where there are none. */
    public Optional<Proposal> propose() {
        List<Roi> drawn = image == null ? List.of() : drawn();
        if (drawn.isEmpty()) return Optional.empty();
        UnlabeledPixels.Proposal proposal = UnlabeledPixels.propose(image, drawn, RoiNaming.AUTO);
        return Optional.of(new Proposal(
                proposal.outside().name().toLowerCase(Locale.ROOT),
                image.getTitle() + ": " + source(drawn) + ". " + proposal.because() + doubtful(drawn)));
    }

    /** Names the objects that are worth looking at first, and selects the least certain of all where nothing is selected. */
    private String doubtful(List<Roi> drawn) {
        List<Roi> some = RoiCertainty.leastFirst(drawn);
        if (some.isEmpty()) return "";
        if (image.getRoi() == null) image.setRoi((Roi) some.get(0).clone());
        return some.stream()
                .limit(DOUBTFUL)
                .map(roi -> String.format(
                        Locale.ROOT,
                        "%s (%.2f)",
                        roi.getName(),
                        RoiCertainty.of(roi).orElseThrow()))
                .collect(Collectors.joining(", ", " Least certain: ", "."));
    }

    /**
     * The images with their ROIs; an open image shows from now on what was taken of it.
     *
     * @param needed whether none at all is refused
     */
    public List<DrawnImage> read(boolean needed, Progress progress) {
        if (folder != null) return inFolder(progress);
        if (image == null && needed) {
            throw new OptionException("There is nothing to store: expected an open image with corrected ROIs, or images"
                    + " = a folder of images with ROI files.");
        }
        if (image == null) return List.of();
        OpenImages.require("image", image);
        List<Roi> drawn = drawn();
        progress.note(image.getTitle() + ": " + source(drawn));
        RoiFiles.showCorrected(image, drawn);
        return List.of(new DrawnImage(image, drawn));
    }

    private List<DrawnImage> inFolder(Progress progress) {
        if (RoiFolders.is(folder, folder)) return RoiFolders.read(folder, folder, progress);
        throw new InputException(folder + " holds no ROI files: expected images with the ROIs of each in a file of"
                + " the same name (.roi, .zip), as the ROI Manager saves them.");
    }

    private List<Roi> drawn() {
        return rois.rois(image, RoiFiles::toCorrect);
    }

    /** Says which ROIs are taken, and which are not. */
    private String source(List<Roi> drawn) {
        int inOverlay = RoiFiles.overlay(image).size();
        boolean fromManager = rois != RoiSource.OVERLAY && !RoiFiles.manager().isEmpty();
        if (!fromManager) {
            if (inOverlay == 0) return "its selection";
            return drawn.size() + (drawn.size() == 1 ? " ROI" : " ROIs") + " of the overlay";
        }
        int inManager = RoiFiles.manager().size();
        int joined = drawn.size() - inManager;
        String left = inOverlay == 0 ? "" : ", not the " + inOverlay + " of the overlay";
        return inManager + " ROIs of the ROI Manager" + (joined > 0 ? ", " + joined + " drawn in the overlay" : left);
    }
}
