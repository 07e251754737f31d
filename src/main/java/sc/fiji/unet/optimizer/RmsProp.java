package sc.fiji.unet.optimizer;

import java.util.Map;
import org.scijava.plugin.Plugin;
import sc.fiji.unet.config.Options;

/** Steps divided by a running average of the gradients' size (Tieleman and Hinton 2012). */
@Plugin(type = OptimizerRule.class, name = "rmsprop", label = "RMSprop")
public class RmsProp implements OptimizerRule {
    private static final String UPDATE =
            """
                if bool(torch.eq(bad, 0)):
                  torch._foreach_div_(grads, scale)
                  torch._foreach_add_(grads, params, alpha=DECAY)
                  torch._foreach_mul_(v, ALPHA)
                  torch._foreach_addcmul_(v, grads, grads, REST)
                  roots = torch._foreach_sqrt(v)
                  torch._foreach_add_(roots, EPS)
                  torch._foreach_addcdiv_(params, grads, roots, torch.neg(lr))
                else:
                  pass
            """;

    @Override
    public Map<String, String> defaults() {
        return Options.defaults("alpha", "0.99", "eps", "1e-8", DECAY, "0", CLIP, "5");
    }

    @Override
    public String update(Options options) {
        double alpha = options.real("alpha", 0, 0.9999);
        return UPDATE.replace("ALPHA", Double.toString(alpha))
                .replace("REST", Double.toString(1 - alpha))
                .replace("EPS", Double.toString(options.real("eps", 1e-12, 1)))
                .replace("DECAY", Double.toString(options.real(DECAY, 0, 1)));
    }
}
