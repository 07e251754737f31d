package sc.fiji.unet.imagej.evaluation;

import ij.ImagePlus;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import sc.fiji.unet.base.InputException;
import sc.fiji.unet.config.Auto;
import sc.fiji.unet.config.ClassList;
import sc.fiji.unet.config.ObjectScoring;
import sc.fiji.unet.data.ClassPlan;
import sc.fiji.unet.data.LabelImage;
import sc.fiji.unet.data.LabelSurvey;
import sc.fiji.unet.evaluate.EvaluatedImages;
import sc.fiji.unet.evaluate.EvaluatedObjects;
import sc.fiji.unet.imagej.labels.ObjectClasses;
import sc.fiji.unet.imagej.labels.PredictedClasses;
import sc.fiji.unet.imagej.pixels.ImagePlusSources;
import sc.fiji.unet.imagej.rois.AnnotatedImages;
import sc.fiji.unet.label.Targets;
import sc.fiji.unet.metrics.EvaluatedImage;

/** An open label image beside an open image of the truth. */
public final class ImageGroundTruth implements EvaluatedImages {
    private final ImagePlus prediction;
    private final List<LabelImage> truths;
    private final ClassPlan plan;
    private final ObjectScoring objects;

    /**
     * Pairs two images of one size.
     *
     * @param truth class values, with names in its info or without, or numbers of objects
     * @param objects whether objects are scored
     */
    public ImageGroundTruth(ImagePlus prediction, ImagePlus truth, ObjectScoring objects) {
        if (!Arrays.equals(prediction.getDimensions(), truth.getDimensions())) {
            throw new InputException(prediction.getTitle() + " and " + truth.getTitle()
                    + " differ in size: expected a label image and the truth of the same image.");
        }
        this.prediction = prediction;
        this.objects = objects;
        truths = ObjectClasses.labels(truth, 2);
        plan = AnnotatedImages.plan(truth, truths.stream().map(LabelSurvey::of).toList(), Auto.WORD);
    }

    @Override
    public ClassList classes() {
        return plan.classes();
    }

    @Override
    public int count() {
        return 1;
    }

    @Override
    public String name(int file) {
        return ImagePlusSources.name(prediction, 0, 1);
    }

    @Override
    public List<EvaluatedImage> evaluated(int file) {
        PredictedClasses predicted = new PredictedClasses(prediction, classes());
        EvaluatedObjects scoring = EvaluatedObjects.of(objects, plan.instances());
        List<EvaluatedImage> planes = new ArrayList<>();
        for (int i = 0; i < truths.size(); i++) {
            int slice = i % prediction.getNSlices() + 1;
            String name = ImagePlusSources.name(prediction, slice, i / prediction.getNSlices() + 1);
            int[] size = {prediction.getWidth(), prediction.getHeight()};
            EvaluatedImage evaluated =
                    new EvaluatedImage(name, size, Targets.array(plan.target(truths.get(i))), predicted.indices(i));
            int plane = i;
            planes.add(scoring.add(
                    evaluated, () -> Targets.array(plan.objects(truths.get(plane))), () -> predicted.objects(plane)));
        }
        return planes;
    }
}
