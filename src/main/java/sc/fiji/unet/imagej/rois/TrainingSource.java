package sc.fiji.unet.imagej.rois;

import ij.ImagePlus;
import ij.gui.Roi;
import java.nio.file.Path;
import java.util.List;
import sc.fiji.unet.base.Choice;
import sc.fiji.unet.base.InputException;
import sc.fiji.unet.base.OptionException;
import sc.fiji.unet.base.Progress;
import sc.fiji.unet.config.DataOptions;
import sc.fiji.unet.data.HoldOut;
import sc.fiji.unet.data.ImageFolder;
import sc.fiji.unet.data.LoadOptions;
import sc.fiji.unet.data.PairReader;
import sc.fiji.unet.data.TrainingSet;
import sc.fiji.unet.image.ImageSource;
import sc.fiji.unet.imagej.files.ImageFiles;
import sc.fiji.unet.imagej.labels.LabelSource;
import sc.fiji.unet.imagej.pixels.ImagePlusSources;
import sc.fiji.unet.imagej.pixels.OpenImages;

/**
 * What a person has open or names to learn from; any of it may be null.
 *
 * @param said which of it is meant
 * @param image the active one
 * @param labels an open label image
 * @param images a folder
 * @param masks the folder of their masks or ROI files; null: beside the images
 */
public record TrainingSource(Kind said, ImagePlus image, ImagePlus labels, Path images, Path masks) {
    /** Where the images to learn from and their truth are. */
    public enum Kind implements Choice {
        /** Whichever is given, in the order folders, labels, ROIs. */
        AUTO,
        /** The active image and its ROIs. */
        ROIS,
        /** Every open image with ROIs in its overlay. */
        ALL,
        /** The active image and a label image. */
        LABELS,
        /** Folders of images, with masks or files of ROIs. */
        FOLDERS;

        /** The constant of this word. */
        public static Kind of(String word) {
            return Choice.of(Kind.class, "source", word);
        }
    }

    /** What to do where an image has no ROIs; null is no image. */
    static String nothingDrawn(ImagePlus active) {
        String what = active == null ? "No image is open: open one," : "No ROIs on " + active.getTitle() + ":";
        return what + " outline cells and press t, or choose a label image or folders.";
    }

    /** What is chosen; folders only where they are learned from, as the model remembers these as its origin. */
    public DataOptions data(String classes, Path split, String validation) {
        Path folder = kind() == Kind.FOLDERS ? images : null;
        Path beside = folder == null || masks == null ? folder : masks;
        return new DataOptions(folder, beside, classes, split, validation);
    }

    /** A name for what is learned. */
    public String subject() {
        return switch (kind()) {
            case FOLDERS -> images.toAbsolutePath().getParent().getFileName().toString();
            case ALL -> "open-images";
            case LABELS -> labelsAreActive() ? LabelSource.title(active()).orElseThrow() : active().getTitle();
            default -> active().getTitle();
        };
    }

    /**
     * Reads the images and their truth, and splits them.
     *
     * @param painter says what ROIs mean
     * @param rois where those of the active image are
     * @param seed of the split, where there is no file of it
     */
    public TrainingSet load(DataOptions data, RoisToLabels painter, RoiSource rois, long seed, Progress progress) {
        return switch (kind()) {
            case ROIS ->
                AnnotatedImages.ofRois(
                        List.of(new DrawnImage(active(), drawn(rois, progress))),
                        AnnotatedImages.Look.ofRois(data),
                        painter,
                        HoldOut.of(data, seed),
                        progress);
            case ALL ->
                AnnotatedImages.ofRois(
                        OpenDrawings.ofOverlays(progress),
                        AnnotatedImages.Look.ofRois(data),
                        painter,
                        HoldOut.of(data, seed),
                        progress);
            case LABELS -> {
                AnnotatedImages.Labeled labeled = labeled(progress);
                AnnotatedImages.Look look = AnnotatedImages.Look.of(data, labeled.image());
                yield AnnotatedImages.ofLabels(labeled, look, data.classes(), HoldOut.of(data, seed), progress);
            }
            default -> AnnotatedFolders.load(data, painter, LoadOptions.defaults(), seed, progress);
        };
    }

    /** The planes of the first image that would be read, whatever else is wrong with what is given. */
    public List<ImageSource> first(Progress progress) {
        if (kind() == Kind.ALL)
            return ImagePlusSources.of(OpenDrawings.ofOverlays(progress).get(0).image(), 2);
        if (kind() == Kind.LABELS) return ImagePlusSources.of(labeled(progress).image(), 2);
        if (kind() == Kind.ROIS) return ImagePlusSources.of(active(), 2);
        Path beside = masks == null ? images : masks;
        ImageFiles reader = new ImageFiles();
        boolean drawn = RoiFolders.is(images, beside);
        return drawn
                ? reader.images(ImageFolder.list(images, reader).get(0), 2, progress)
                : PairReader.first(images, beside, reader);
    }

    /** The kind that is read: what a person said, or what {@link Kind#AUTO} comes to; never that itself. */
    private Kind kind() {
        boolean nothing = labels == null && image == null;
        if (said == Kind.FOLDERS && images == null) {
            if (nothing) throw new OptionException(nothingDrawn(null));
            throw new OptionException(
                    "images is missing: expected a folder of images to learn from, as source = folders.");
        }
        if (said != Kind.AUTO) return said;
        if (images != null) return Kind.FOLDERS;
        if (image != null && labelsAreActive()) return Kind.LABELS;
        if (nothing) throw new OptionException(nothingDrawn(null));
        return labels != null ? Kind.LABELS : Kind.ROIS;
    }

    /** Also where a macro runs with the label image active, as it was when the line was recorded. */
    private boolean labelsAreActive() {
        return (labels == null || labels == image)
                && LabelSource.title(active()).isPresent();
    }

    private AnnotatedImages.Labeled labeled(Progress progress) {
        if (!labelsAreActive()) {
            if (labels == null) {
                throw new OptionException("labels is missing: expected an open label image of the size of "
                        + active().getTitle() + ", as source = labels.");
            }
            return new AnnotatedImages.Labeled(active(), OpenImages.require("labels", labels));
        }
        ImagePlus open = LabelSource.image(image)
                .or(() -> LabelSource.file(image).map(file -> ImageFiles.open(file, progress)))
                .orElseThrow(() -> new InputException(image.getTitle() + " holds the labels of "
                        + LabelSource.title(image).orElseThrow()
                        + ", which is closed: expected it to be open. Open it and make it the active image."));
        return new AnnotatedImages.Labeled(open, image);
    }

    private ImagePlus active() {
        if (image == null) throw new InputException(nothingDrawn(null));
        return OpenImages.require("image", image);
    }

    private List<Roi> drawn(RoiSource rois, Progress progress) {
        List<Roi> all = rois.rois(image, RoiFiles::toLearn);
        if (all.isEmpty()) throw new InputException(nothingDrawn(image));
        return PredictedRois.drawn(image.getTitle(), all, progress);
    }
}
