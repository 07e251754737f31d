package sc.fiji.unet.optimizer;

import java.util.Map;
import org.scijava.plugin.Plugin;
import sc.fiji.unet.config.Options;

/** Steps scaled by running averages of the gradients and their squares (Kingma and Ba 2015). */
@Plugin(type = OptimizerRule.class, name = "adam", label = "Adam")
public class Adam implements OptimizerRule {
    private static final String UPDATE =
            """
                torch._fused_KIND_(params, grads, m, v, annotate(List[Tensor], []), steps, lr=lr, beta1=BETA1, beta2=BETA2, \
            weight_decay=DECAY, eps=EPS, amsgrad=False, maximize=False, grad_scale=scale, found_inf=bad)
            """;

    @Override
    public Map<String, String> defaults() {
        return Options.defaults("beta1", "0.9", "beta2", "0.999", "eps", "1e-8", DECAY, "0", CLIP, "5");
    }

    @Override
    public String update(Options options) {
        return update("adam", options);
    }

    /** The update of one of libtorch's kinds of Adam. */
    static String update(String kind, Options options) {
        return UPDATE.replace("KIND", kind)
                .replace("BETA1", Double.toString(options.real("beta1", 0, 0.9999)))
                .replace("BETA2", Double.toString(options.real("beta2", 0, 0.999999)))
                .replace("EPS", Double.toString(options.real("eps", 1e-12, 1)))
                .replace("DECAY", Double.toString(options.real(DECAY, 0, 1)));
    }
}
