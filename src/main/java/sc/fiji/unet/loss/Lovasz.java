package sc.fiji.unet.loss;

import ai.djl.ndarray.NDArray;
import java.util.Map;
import org.scijava.plugin.Plugin;
import sc.fiji.unet.config.Options;

/**
 * Lovasz-softmax (Berman et al. 2018): the convex extension of the Jaccard loss, 1 - IoU, to probabilities, the mean over
 * the classes present. A pixel of weight w counts like w pixels in the intersection and the union, so one of weight 0
 * leaves both as they are and its place in the sort has no slope.
 *
 * <p>Options: {@code batch}, one IoU for the whole batch rather than the mean over its images; {@code background},
 * whether class 0 counts.
 */
@Plugin(type = SegmentationLoss.class, name = "lovasz", label = "Lovasz-softmax")
public class Lovasz implements SegmentationLoss {
    private static final double TINY = 1e-12;

    @Override
    public Map<String, String> defaults() {
        return Options.defaults("batch", "true", "background", "true");
    }

    @Override
    public NDArray loss(NDArray logits, NDArray target, NDArray weight, Options options) {
        FlatBatch batch = FlatBatch.of(logits, target, weight);
        NDArray truth = batch.oneHot();
        NDArray weights = batch.weight().expandDims(1).broadcast(truth.getShape());
        NDArray errors = truth.sub(batch.probability()).abs();
        return meanOfPresent(rows(errors, options), rows(truth, options), rows(weights, options));
    }

    /** (R, P): a row for each class, or each class of each image. */
    private static NDArray rows(NDArray perPixel, Options options) {
        NDArray classes = options.bool("background") ? perPixel : perPixel.get(":, 1:, :");
        if (!options.bool("batch"))
            return classes.reshape(-1, classes.getShape().get(2));
        return classes.swapAxes(0, 1).reshape(classes.getShape().get(1), -1);
    }

    private static NDArray meanOfPresent(NDArray errors, NDArray truth, NDArray weight) {
        NDArray order = errors.stopGradient().argSort(1, false);
        NDArray slope = slopes(truth.gather(order, 1), weight.gather(order, 1));
        NDArray perRow = errors.gather(order, 1).mul(slope).sum(new int[] {1});
        NDArray present = truth.mul(weight).sum(new int[] {1}).gt(0).toType(errors.getDataType(), false);
        return perRow.mul(present).sum().div(Scalars.maximum(present.sum(), 1));
    }

    /** (R, P): what each further wrong pixel, the worst first, adds to the Jaccard loss. */
    private static NDArray slopes(NDArray truth, NDArray weight) {
        NDArray there = truth.mul(weight);
        NDArray total = there.sum(new int[] {1}, true);
        NDArray intersection = total.sub(there.cumSum(1));
        NDArray union = total.add(weight.sub(there).cumSum(1));
        NDArray jaccard = intersection.div(Scalars.maximum(union, TINY)).neg().add(1);
        NDArray before = jaccard.get(":, :-1");
        NDArray first = jaccard.get(":, 0:1");
        NDArray steps = first.concat(jaccard.get(":, 1:").sub(before), 1);
        return steps.mul(weight.gt(0)); // a parallel sum may round differently from one pixel to the next
    }
}
