package sc.fiji.unet.benchmark;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import sc.fiji.unet.engine.ScriptModule;
import sc.fiji.unet.torchscript.TorchScriptWriter;

/** How fast this machine multiplies large square matrices in libtorch: what no network can beat. */
final class MatrixProduct {
    private static final int TIMES = 8;
    private static final int[] EDGES = {512, 2048, 4096};

    private static final String HEAD = "class Net(Module):\n  __parameters__ = []\n  __buffers__ = []\n"
            + "  training : bool\n  def forward(self: __torch__.Net,\n    x: Tensor) -> Tensor:\n";

    private MatrixProduct() {}

    /** The same of bytes, as a convolution of kernel 1, in operations a second. */
    static double ofBytes(Stopwatch watch) {
        int rows = 64;
        int channels = 1024;
        String pack = "ops.onednn.qconv_prepack(torch.to(torch.zeros([C, C, 1, 1], dtype=6, layout=None, device=None,"
                + " pin_memory=None), 1), s, 1., 0, [1, 1], [0, 0], [1, 1], 1, None)";
        StringBuilder code = new StringBuilder(HEAD)
                .append("    s = torch.ones([C], dtype=6, layout=None, device=None, pin_memory=None)\n")
                .append("    z = torch.to(torch.zeros_like(s), 3)\n    w = ")
                .append(pack)
                .append("\n    y0 = torch.contiguous(torch.to(x, 0), memory_format=2)\n");
        for (int i = 0; i < TIMES; i++) {
            code.append("    y" + (i + 1) + " = ops.onednn.qconv2d_pointwise(y" + i + ", 1., 0, w, s, z, None, [1, 1],")
                    .append(" [0, 0], [1, 1], 1, 1., 0, 0, \"none\", annotate(List[Optional[number]], []), \"\")\n");
        }
        code.append("    return torch.to(y" + TIMES + ", 6)\n");
        String text = code.toString().replace("[C", "[" + channels).replace(" C,", " " + channels + ",");
        double seconds = seconds(text, new Shape(1, channels, rows, rows), watch);
        return TIMES * 2.0 * rows * rows * channels * channels / seconds;
    }

    /** In operations a second; type 6 is float32, 15 is bfloat16. */
    static double flops(int type, Stopwatch watch) {
        double best = 0;
        for (int edge : EDGES) {
            if (best > 0 && operations(edge) / best > watch.seconds()) break; // slow formats would take minutes
            best = Math.max(best, operations(edge) / seconds(type, edge, watch));
        }
        return best;
    }

    private static double operations(int edge) {
        return TIMES * 2.0 * edge * edge * edge;
    }

    private static double seconds(int type, int edge, Stopwatch watch) {
        StringBuilder code = new StringBuilder(HEAD + "    a = torch.to(x, " + type + ")\n    y0 = a\n");
        for (int i = 0; i < TIMES; i++) code.append("    y").append(i + 1).append(" = torch.mm(a, y" + i + ")\n");
        code.append("    return torch.to(y" + TIMES + ", 6)\n");
        return seconds(code.toString(), new Shape(edge, edge), watch);
    }

    private static double seconds(String code, Shape input, Stopwatch watch) {
        try (ScriptModule module = ScriptModule.load(file -> TorchScriptWriter.writeCode(file, code), "cpu", false);
                NDManager scope = module.newScope()) {
            NDArray x = scope.zeros(input);
            return watch.best(() -> module.forward(x, false).close());
        }
    }
}
