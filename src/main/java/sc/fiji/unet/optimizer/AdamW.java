package sc.fiji.unet.optimizer;

import java.util.Map;
import org.scijava.plugin.Plugin;
import sc.fiji.unet.config.Options;

/** Adam whose weight decay is no part of the gradient (Loshchilov and Hutter 2019). */
@Plugin(type = OptimizerRule.class, name = "adamw", label = "Adam with decoupled weight decay")
public class AdamW implements OptimizerRule {
    @Override
    public Map<String, String> defaults() {
        return Options.defaults("beta1", "0.9", "beta2", "0.999", "eps", "1e-8", DECAY, "0.01", CLIP, "5");
    }

    @Override
    public String update(Options options) {
        return Adam.update("adamw", options);
    }
}
