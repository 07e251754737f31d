package sc.fiji.unet.train;

import sc.fiji.unet.base.Sizes;
import sc.fiji.unet.nn.Graph;
import sc.fiji.unet.torchscript.Form.Precision;

/** What a plan wants to know of the machine: how fast it trains, and in which number format. */
@FunctionalInterface
public interface TrainingSpeed {
    /**
     * How fast a network trains in the number format that suits it best.
     *
     * @param graph the network
     * @param patch x, y, (z) of what it learns from, multiples of its stride
     */
    Measurement of(Graph graph, int[] patch);

    /** How many pixels a network learns from in a second, on a machine as fast for it as for the measured one. */
    default double pixelsASecond(Graph graph, Graph measured, int[] patch) {
        double perPixel = TrainingBenchmark.PASS_AND_GRADIENT * graph.flops(patch) / Sizes.product(patch);
        return of(measured, patch).flops() / perPixel;
    }

    /**
     * How fast one network trains on this machine, and in which number format.
     *
     * @param precision the fastest number format that learns the same
     * @param flops floating-point operations a second in it, forward and backward pass together
     * @param reason why this one, for people
     */
    record Measurement(Precision precision, double flops, String reason) {}
}
