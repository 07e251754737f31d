package sc.fiji.unet.optimizer;

import java.util.Map;
import org.scijava.plugin.Plugin;
import sc.fiji.unet.config.Options;

/** Stochastic gradient descent with momentum, looking ahead by Nesterov's rule; that of the U-Net of 2015. */
@Plugin(type = OptimizerRule.class, name = "sgd", label = "Gradient descent with momentum")
public class Sgd implements OptimizerRule {
    private static final String UPDATE =
            """
                torch._fused_sgd_(params, grads, m, weight_decay=DECAY, momentum=MOMENTUM, lr=lr, dampening=0., \
            nesterov=NESTEROV, maximize=False, is_first_step=False, grad_scale=scale, found_inf=bad)
            """;

    @Override
    public Map<String, String> defaults() {
        return Options.defaults("momentum", "0.99", "nesterov", "true", DECAY, "0", CLIP, "5");
    }

    @Override
    public String update(Options options) {
        boolean nesterov = options.bool("nesterov");
        return UPDATE.replace("MOMENTUM", Double.toString(options.real("momentum", nesterov ? 1e-9 : 0, 0.9999)))
                .replace("NESTEROV", nesterov ? "True" : "False")
                .replace("DECAY", Double.toString(options.real(DECAY, 0, 1)));
    }

    @Override
    public double usualRate() {
        return 0.01;
    }
}
