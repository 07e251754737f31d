package sc.fiji.unet.train;

import sc.fiji.unet.base.Progress;
import sc.fiji.unet.predict.PatchPredictor;

/** Scores a network on images that it does not learn from. */
@FunctionalInterface
public interface Validation {
    /**
     * How well a network segments the validation images.
     *
     * @param loss cross-entropy of the true class, mean over known pixels
     * @param dice mean over foreground classes, pooled over all images
     * @param iou mean over foreground classes, pooled over all images
     * @param classDice by class index, NaN for what does not occur
     */
    record Scores(double loss, double dice, double iou, double[] classDice) {}

    /** Segments and scores every validation image. The predictor stays the caller's. */
    Scores score(PatchPredictor predictor, Progress progress);
}
