package sc.fiji.unet.optimizer;

import sc.fiji.unet.config.Options;
import sc.fiji.unet.registry.Extension;

/**
 * How parameters follow their gradients: an extension point. A rule is TorchScript, as a step over all parameters is then
 * one call into libtorch's fused kernels; see {@link OptimizerScript} for what surrounds it.
 */
public interface OptimizerRule extends Extension {
    /** The option of every rule for the decay of the weights; 0 for none. */
    String DECAY = "decay";

    /** The option of every rule that bounds the joint norm of all gradients, which are scaled down to it. */
    String CLIP = "clip";

    /**
     * Lines of a TorchScript method, indented by four blanks, that update {@code params} in place from {@code grads}.
     * {@code m}, {@code v} (two moments for each parameter) and {@code steps} are theirs to keep; {@code lr} is the
     * rate, {@code scale} what gradients are to be divided by to be clipped, and {@code bad} is 1 where a gradient is
     * not finite, in which case nothing may change.
     */
    String update(Options options);

    /** The learning rate that is usual with this rule. */
    default double usualRate() {
        return 0.001;
    }
}
