package sc.fiji.unet.torchscript;

/**
 * Main memory from libtorch as TorchScript. The class has {@code forward(length)}, which gives an array of so many floats.
 * Page-locked memory is for machines with CUDA; elsewhere libtorch refuses it.
 */
public final class MemoryCode {
    private static final String CODE = Script.STATELESS
            + """
              def forward(self: __torch__.Net,
                length: float) -> Tensor:
                return torch.empty([int(length)], dtype=6, layout=None, device=torch.device("cpu"), pin_memory=LOCKED)
            """;

    private MemoryCode() {}

    /** The source text, for page-locked memory or for memory of the usual kind. */
    public static String of(boolean locked) {
        return CODE.replace("LOCKED", locked ? "True" : "False");
    }
}
