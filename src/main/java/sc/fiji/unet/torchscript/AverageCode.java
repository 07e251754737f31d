package sc.fiji.unet.torchscript;

/**
 * A running average of weights as TorchScript, so that an update of all arrays is one call into libtorch's fused kernels.
 * The class has {@code forward(average, params, share)}: it moves the average towards the parameters by this share of the
 * way; a negative share exchanges the two.
 */
public final class AverageCode {
    private static final String CODE = Script.STATELESS
            + """
              def forward(self: __torch__.Net,
                average: List[Tensor],
                params: List[Tensor],
                share: float) -> Tensor:
                if torch.lt(share, 0.):
                  kept = torch._foreach_add(params, 0.)
                  torch._foreach_copy_(params, average)
                  torch._foreach_copy_(average, kept)
                else:
                  torch._foreach_lerp_(average, params, share)
                return average[0]
            """;

    private AverageCode() {}

    /** The source text of the module. */
    public static String text() {
        return CODE;
    }
}
