package sc.fiji.unet.torchscript;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import sc.fiji.unet.base.OptionException;
import sc.fiji.unet.config.Options;
import sc.fiji.unet.config.Spec;

/**
 * Optimizers as TorchScript, so that a step over all parameters is one call into libtorch's fused kernels. The class has
 * {@code forward(params, grads, m, v, steps, lr) -> norm}: it clips the gradients by their joint norm, updates parameters
 * and moments in place, sets the gradients to zero and returns the norm before clipping. A step whose gradients are not
 * finite changes nothing.
 */
public final class OptimizerCode {
    private static final String HEAD = Script.STATELESS
            + """
              def forward(self: __torch__.Net,
                params: List[Tensor],
                grads: List[Tensor],
                m: List[Tensor],
                v: List[Tensor],
                steps: List[Tensor],
                lr: float) -> Tensor:
                norm = torch.linalg_vector_norm(torch.stack(torch._foreach_norm(grads, 2)), 2)
                bad = torch.to(torch.logical_not(torch.isfinite(norm)), 6)
                scale = torch.clamp(torch.div(norm, CLIP), 1.)
                torch._foreach_add_(steps, torch.sub(torch.ones_like(bad), bad))
            """;
    private static final String TAIL =
            """
                torch._foreach_zero_(grads)
                return norm
            """;
    private static final String ADAM =
            """
                torch._fused_KIND_(params, grads, m, v, annotate(List[Tensor], []), steps, lr=lr, beta1=BETA1, beta2=BETA2, \
            weight_decay=DECAY, eps=EPS, amsgrad=False, maximize=False, grad_scale=scale, found_inf=bad)
            """;
    private static final String SGD =
            """
                torch._fused_sgd_(params, grads, m, weight_decay=DECAY, momentum=MOMENTUM, lr=lr, dampening=0., \
            nesterov=NESTEROV, maximize=False, is_first_step=False, grad_scale=scale, found_inf=bad)
            """;
    private static final String RMSPROP =
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

    private OptimizerCode() {}

    /** The ids of all optimizers. */
    public static List<String> ids() {
        return List.of("adam", "adamw", "sgd", "rmsprop");
    }

    /** Every option of an optimizer with its default; {@code clip} bounds the norm of the gradients. */
    public static Map<String, String> defaults(String id) {
        Map<String, String> defaults = new LinkedHashMap<>();
        switch (id) {
            case "adam", "adamw" -> {
                defaults.put("beta1", "0.9");
                defaults.put("beta2", "0.999");
                defaults.put("eps", "1e-8");
            }
            case "sgd" -> {
                defaults.put("momentum", "0.99");
                defaults.put("nesterov", "true");
            }
            case "rmsprop" -> {
                defaults.put("alpha", "0.99");
                defaults.put("eps", "1e-8");
            }
            default -> throw OptionException.unknown("optimizer", id, ids());
        }
        defaults.put("decay", id.equals("adamw") ? "0.01" : "0");
        defaults.put("clip", "5");
        return defaults;
    }

    /** The source text of an optimizer with these options. */
    public static String of(Spec spec) {
        Options options = Options.of("optimizer " + spec.id(), defaults(spec.id()), spec.options());
        String body =
                switch (spec.id()) {
                    case "sgd" -> sgd(options);
                    case "rmsprop" -> rmsprop(options);
                    default -> adam(spec.id(), options);
                };
        String code = HEAD + body + TAIL;
        return code.replace("CLIP", number(options, "clip", 1e-6, 1e9))
                .replace("DECAY", number(options, "decay", 0, 1));
    }

    private static String adam(String id, Options options) {
        return ADAM.replace("KIND", id)
                .replace("BETA1", number(options, "beta1", 0, 0.9999))
                .replace("BETA2", number(options, "beta2", 0, 0.999999))
                .replace("EPS", number(options, "eps", 1e-12, 1));
    }

    private static String sgd(Options options) {
        boolean nesterov = options.bool("nesterov");
        return SGD.replace("MOMENTUM", number(options, "momentum", nesterov ? 1e-9 : 0, 0.9999))
                .replace("NESTEROV", nesterov ? "True" : "False");
    }

    private static String rmsprop(Options options) {
        double alpha = options.real("alpha", 0, 0.9999);
        return RMSPROP.replace("ALPHA", Double.toString(alpha))
                .replace("REST", Double.toString(1 - alpha))
                .replace("EPS", number(options, "eps", 1e-12, 1));
    }

    private static String number(Options options, String key, double min, double max) {
        return Double.toString(options.real(key, min, max));
    }
}
