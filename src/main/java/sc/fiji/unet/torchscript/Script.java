package sc.fiji.unet.torchscript;

import java.util.Locale;

/** Words and calls of the dialect of TorchScript that stands in archives, from which networks are written. */
final class Script {
    /** The head of a module that holds nothing; a forward method, indented by two, is to follow. */
    static final String STATELESS =
            """
            class Net(Module):
              __parameters__ = []
              __buffers__ = []
              training : bool
            """;

    private Script() {}

    static String call(String name, String... arguments) {
        return name + "(" + String.join(", ", arguments) + ")";
    }

    /** Some rows of a tensor (n, channels, rows, columns). */
    static String rows(String x, String begin, String end) {
        return call("torch.slice", x, "2", begin, end);
    }

    /** The dialect tells floats from integers by the point. */
    static String number(double value) {
        return String.format(Locale.ROOT, "%.17g", value).replaceAll("(\\.\\d+?)0+(e|$)", "$1$2");
    }
}
