package sc.fiji.unet.torchscript;

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

    private OptimizerCode() {}

    /**
     * The source text around the rule of an optimizer.
     *
     * @param update lines that change the parameters, indented by four
     * @param clip the joint norm that gradients are clipped to
     */
    public static String of(String update, double clip) {
        return HEAD.replace("CLIP", Double.toString(clip)) + update + TAIL;
    }
}
