package sc.fiji.unet.benchmark;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import sc.fiji.unet.engine.ScriptModule;
import sc.fiji.unet.torchscript.TorchScriptWriter;

/** How fast this machine multiplies large square matrices in libtorch: what no network can beat. */
final class MatrixProduct {
    private static final int TIMES = 8;

    private MatrixProduct() {}

    /** In operations a second; type 6 is float32, 15 is bfloat16. */
    static double flops(int type, Stopwatch watch) {
        return Math.max(flops(type, 2048, watch), flops(type, 4096, watch));
    }

    private static double flops(int type, int edge, Stopwatch watch) {
        StringBuilder code = new StringBuilder("class Net(Module):\n  __parameters__ = []\n  __buffers__ = []\n"
                + "  training : bool\n  def forward(self: __torch__.Net,\n    x: Tensor) -> Tensor:\n"
                + "    a = torch.to(x, " + type + ")\n    y0 = a\n");
        for (int i = 0; i < TIMES; i++) code.append("    y").append(i + 1).append(" = torch.mm(a, y" + i + ")\n");
        code.append("    return torch.to(y" + TIMES + ", 6)\n");
        try (ScriptModule module =
                        ScriptModule.load(file -> TorchScriptWriter.writeCode(file, code.toString()), "cpu", false);
                NDManager scope = module.newScope()) {
            NDArray x = scope.zeros(new Shape(edge, edge));
            double seconds = watch.best(() -> module.forward(x, false).close());
            return TIMES * 2.0 * edge * edge * edge / seconds;
        }
    }
}
