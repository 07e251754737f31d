package sc.fiji.unet.imagej.segmentation;

import ij.ImagePlus;
import ij.gui.Roi;
import java.awt.Rectangle;
import java.util.List;
import net.imglib2.FinalInterval;
import net.imglib2.Interval;
import sc.fiji.unet.base.Progress;
import sc.fiji.unet.config.LabelOptions;
import sc.fiji.unet.config.ModelCard;
import sc.fiji.unet.config.PrecisionChoice;
import sc.fiji.unet.image.ImageSource;
import sc.fiji.unet.imagej.labels.SegmentedBy;
import sc.fiji.unet.imagej.pixels.ImagePlusSources;
import sc.fiji.unet.imagej.pixels.PageChannels;
import sc.fiji.unet.model.KnownModels;
import sc.fiji.unet.model.LoadedModel;
import sc.fiji.unet.model.ModelFolder;
import sc.fiji.unet.segment.ChannelMemory;
import sc.fiji.unet.segment.ObjectMethod;
import sc.fiji.unet.segment.PixelStore;
import sc.fiji.unet.segment.SegmentRequest;
import sc.fiji.unet.segment.Segmentation;
import sc.fiji.unet.segment.SpillingStore;
import sc.fiji.unet.workflow.ComponentLimits;

/**
 * Segments an open image: every frame, with a 2-D model every slice, of a rectangular selection only that part. Blocks
 * until done; call it off the event thread.
 *
 * @param labels what becomes of what the network says
 * @param probabilities whether they are wanted
 */
public record ImageSegmentation(LabelOptions labels, boolean probabilities) {
    /** Refuses unknown ways to tell objects apart. */
    public ImageSegmentation {
        ObjectMethod.requireKnown(labels);
    }

    /**
     * Opens a model, segments with it, and remembers it as one that this person uses, and as this image's.
     *
     * @param device what to compute on
     */
    public SegmentedImage run(
            ImagePlus imp, ModelFolder model, String device, PrecisionChoice precision, Progress progress) {
        try (LoadedModel loaded = LoadedModel.open(model, device, LoadedModel.libtorch(precision, progress))) {
            SegmentedImage segmented = run(imp, loaded, progress);
            SegmentedBy.write(imp, model.path(), labels.channels().toString());
            KnownModels.ofThisPerson().remember(model.path(), progress::note);
            return segmented;
        }
    }

    /** Segments with an open model. */
    public SegmentedImage run(ImagePlus imp, LoadedModel model, Progress progress) {
        ModelCard card = model.card();
        ChannelMemory memory = ChannelMemory.of(labels.channels(), card, progress::note);
        ImagePlus seen = PageChannels.of(imp, memory, progress::note);
        List<ImageSource> sources = ImagePlusSources.of(seen, card.imageRank());
        Rectangle part = part(imp, progress);
        LabelOptions wanted = labels.withChannels(memory.choice().ofWhole());
        SegmentRequest request = SegmentRequest.of(wanted, card, probabilities);
        if (!labels.everyPiece()) ComponentLimits.noted(card.labels(), progress);
        SegmentedPlanes planes = new SegmentedPlanes(card.imageRank() == 3);
        try (PixelStore store = new SpillingStore()) {
            Interval target = interval(part, sources.get(0));
            for (Segmentation found : model.segmenter().run(sources, target, request, store, progress)) {
                planes.add(found.classes(), found.objects());
                planes.addCertainty(found.certainty());
                if (probabilities) planes.add(found.probabilities());
            }
            SegmentedImage segmented = planes.finish(seen, part, card.classes().indexed());
            return seen == imp ? segmented : segmented.of(imp);
        }
    }

    private static Rectangle part(ImagePlus imp, Progress progress) {
        Rectangle whole = new Rectangle(imp.getWidth(), imp.getHeight());
        Roi roi = imp.getRoi();
        if (roi == null) return whole;
        boolean rectangle = roi.getType() == Roi.RECTANGLE && roi.getCornerDiameter() == 0;
        Rectangle part = roi.getBounds().intersection(whole);
        if (rectangle && !part.isEmpty()) return part;
        progress.note("The selection is not a rectangle within the image: the whole image is segmented.");
        return whole;
    }

    private static Interval interval(Rectangle part, ImageSource source) {
        long[] size = source.size();
        long[] min = new long[size.length];
        min[0] = part.x;
        min[1] = part.y;
        long[] max = {part.x + part.width - 1L, part.y + part.height - 1L, size[size.length - 1] - 1};
        return new FinalInterval(min, java.util.Arrays.copyOf(max, size.length));
    }
}
