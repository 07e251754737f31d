package sc.fiji.unet.imagej.training;

import ij.ImagePlus;
import java.nio.file.Path;
import java.util.List;
import sc.fiji.unet.base.Progress;
import sc.fiji.unet.config.ChannelChoice;
import sc.fiji.unet.config.ModelCard;
import sc.fiji.unet.imagej.files.AnnotationTiffs;
import sc.fiji.unet.imagej.labels.Annotation;
import sc.fiji.unet.imagej.pixels.PageChannels;
import sc.fiji.unet.imagej.rois.AnnotatedFolders;
import sc.fiji.unet.imagej.rois.AnnotatedImages;
import sc.fiji.unet.imagej.rois.DrawnImage;
import sc.fiji.unet.imagej.rois.PredictedRois;
import sc.fiji.unet.imagej.rois.RoiClasses;
import sc.fiji.unet.imagej.rois.RoiNaming;
import sc.fiji.unet.imagej.rois.RoisToLabels;
import sc.fiji.unet.imagej.rois.UnlabeledPixels;
import sc.fiji.unet.model.ModelFolder;
import sc.fiji.unet.workflow.CorrectionTraining;

/** Corrections that people make with ROIs in ImageJ. Stateless. */
public final class Corrections {
    private static final double POINT_RADIUS = 3;

    private Corrections() {}

    /**
     * The training that goes on from a model, whose images ImageJ reads and writes.
     *
     * @param channels of the images that are added; auto: as the model was trained
     */
    public static CorrectionTraining of(Path model, ChannelChoice channels) {
        return new CorrectionTraining(
                model,
                channels,
                new AnnotationTiffs(new ModelFolder(model).card().imageRank()),
                (data, load, seed, progress) ->
                        AnnotatedFolders.load(data, RoisToLabels.defaults(), load, seed, progress));
    }

    /**
     * Stores a corrected image; each plane that has ROIs is an image, for a model of volumes each frame that has any. Where
     * ROIs overlap, what a person drew covers what was predicted. Pages that are channels for the model are one plane.
     *
     * @param outside what unmarked pixels are
     * @return the names under which planes are stored
     */
    public static List<String> add(
            CorrectionTraining training, DrawnImage found, UnlabeledPixels outside, Progress progress) {
        DrawnImage drawn = asOne(found, training, progress);
        ModelCard card = training.card();
        RoisToLabels painter = new RoisToLabels(
                RoiNaming.AUTO, outside, POINT_RADIUS, card.labels().instances());
        Annotation annotation =
                painter.paint(drawn.image(), PredictedRois.first(drawn.rois()), new RoiClasses(card.classes()));
        annotation.notes().forEach(progress::note);
        return training.add(AnnotatedImages.annotated(drawn.image(), annotation, false, card.imageRank()));
    }

    /** As the model takes it: what was drawn on one of the pages that are channels holds for all of them. */
    private static DrawnImage asOne(DrawnImage drawn, CorrectionTraining training, Progress progress) {
        ImagePlus seen = PageChannels.of(drawn.image(), training.channels(progress::note), progress::note);
        return seen == drawn.image() ? drawn : drawn.onPlane(seen);
    }
}
