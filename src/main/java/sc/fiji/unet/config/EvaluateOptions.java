package sc.fiji.unet.config;

import java.nio.file.Path;

/**
 * Everything a person may say about an evaluation, under the names of the command's parameters. Immutable.
 *
 * @param prediction a label image or a folder of them
 * @param truth a mask or a folder of masks with the same file stems
 * @param model model folder to take class names and values from; null to detect them from the truth
 * @param choice which of the images
 * @param objects whether objects are scored
 * @param report a JSON file to write the figures to, with a table of the same name in CSV beside it; null for none
 */
public record EvaluateOptions(
        Path prediction, Path truth, Path model, Subset choice, ObjectScoring objects, Path report) {
    /** Refuses missing paths and choices. */
    public EvaluateOptions {
        Checks.path("prediction", prediction);
        Checks.path("truth", truth);
        Checks.given("choice", choice);
        Checks.given("objects", objects);
    }

    /** Every image, classes detected, no report. */
    public static EvaluateOptions defaults(Path prediction, Path truth) {
        return new EvaluateOptions(prediction, truth, null, Subset.ALL, ObjectScoring.AUTO, null);
    }

    /** A copy that takes classes from this model folder. */
    public EvaluateOptions withModel(Path value) {
        return new EvaluateOptions(prediction, truth, value, choice, objects, report);
    }

    /** A copy for other images. */
    public EvaluateOptions withChoice(Subset value) {
        return new EvaluateOptions(prediction, truth, model, value, objects, report);
    }

    /** A copy that writes this report. */
    public EvaluateOptions withReport(Path value) {
        return new EvaluateOptions(prediction, truth, model, choice, objects, value);
    }

    /** A copy that scores objects, or not. */
    public EvaluateOptions withObjects(ObjectScoring value) {
        return new EvaluateOptions(prediction, truth, model, choice, value, report);
    }
}
