package sc.fiji.unet.optimizer;

import sc.fiji.unet.config.Spec;
import sc.fiji.unet.registry.Extensions;
import sc.fiji.unet.registry.Extensions.Configured;
import sc.fiji.unet.torchscript.OptimizerCode;

/** The TorchScript of the optimizer that a person chose. */
public final class OptimizerScript {
    private static final double LEAST_CLIP = 1e-6;
    private static final double LARGEST_CLIP = 1e9;

    private OptimizerScript() {}

    /** The source text; unknown ids and options, and values out of bounds, are refused. */
    public static String of(Spec spec) {
        Configured<OptimizerRule> rule = Extensions.of(OptimizerRule.class).get(spec);
        double clip = rule.options().real(OptimizerRule.CLIP, LEAST_CLIP, LARGEST_CLIP);
        return OptimizerCode.of(rule.extension().update(rule.options()), clip);
    }

    /** The learning rate that is usual with this optimizer. */
    public static double usualRate(Spec spec) {
        return Extensions.of(OptimizerRule.class).get(spec.id()).usualRate();
    }
}
