package sc.fiji.unet.config;

import java.nio.file.Path;
import sc.fiji.unet.base.OptionException;

/**
 * What weights a training begins with in place of random ones, and what stays of them. Immutable.
 *
 * @param model folder of a trained model to begin with, or a file of weights that an encoder begins with; null to begin
 *     from scratch
 * @param freeze keep what the encoder takes from there as it is
 * @param refit choose the normalization from the new images instead of keeping the model's
 */
public record StartOptions(Path model, boolean freeze, boolean refit) {
    /** All weights random, as the seed draws them. */
    public static final StartOptions SCRATCH = new StartOptions(null, false, false);

    /** Refuses a choice that only makes sense with a model. */
    public StartOptions {
        if (model == null && (freeze || refit)) {
            throw new OptionException((freeze ? "freeze" : "refit")
                    + " = true: expected a model to start from as well; give start, or leave this off.");
        }
    }

    /** From this model, all of it free to learn, seen through its own normalization. */
    public static StartOptions from(Path model) {
        return new StartOptions(Checks.path("start", model), false, false);
    }

    /** Whether there is a model to begin with. */
    public boolean given() {
        return model != null;
    }
}
