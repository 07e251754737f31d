package sc.fiji.unet.torchscript;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import sc.fiji.unet.nn.op.UpConv;

/**
 * Writes a transposed convolution whose kernel is as large as its stride as what it then is: a convolution of kernel 1 that
 * computes all pixels of an output block as channels of one input pixel, and a rearrangement. Its gradient takes a third
 * of the time of libtorch's transposed convolution.
 */
final class UpConvCode {
    private final UpConv op;
    private final int rank;

    UpConvCode(UpConv op, int rank) {
        this.op = op;
        this.rank = rank;
    }

    /**
     * The expression, from those of the input, the weight (in, out, kernel...) and the bias.
     *
     * @param rounded what becomes of the weight once output channels come first
     */
    String of(String x, String weight, String bias, UnaryOperator<String> rounded) {
        int block = factors().stream().reduce(1, (a, b) -> a * b);
        List<Object> kernelFirst = new ArrayList<>(range(2, rank));
        kernelFirst.addAll(List.of(1, 0));
        String ones = ", 1".repeat(rank);
        String flat = "torch.reshape(torch.permute(" + weight + ", " + kernelFirst + "), [" + block * op.out() + ", "
                + op.in() + ones + "])";
        return arranged(
                x,
                "torch.conv" + rank + "d(" + x + ", " + rounded.apply(flat) + ", torch.repeat(" + bias + ", [" + block
                        + "]))");
    }

    /** The output of what was computed of x block by block: the pixels of a block as channels, one after the other. */
    String arranged(String x, String convolved) {
        return rearranged(x, "torch.permute(" + convolved + ", " + channelsLast() + ")");
    }

    /** From (N, y, x, fy, fx, C), with the kernel's axes f, to (N, y fy, x fx, C), shown as channels first. */
    private String rearranged(String x, String blocks) {
        List<String> split = new ArrayList<>(sizes(x, Collections.nCopies(rank, 1)));
        factors().forEach(factor -> split.add(String.valueOf(factor)));
        List<Object> interleave = new ArrayList<>(List.of(0));
        for (int d = 0; d < rank; d++) interleave.addAll(List.of(1 + d, 1 + rank + d));
        interleave.add(1 + 2 * rank);
        String apart = "torch.permute(torch.reshape(" + blocks + ", " + shape(split) + "), " + interleave + ")";
        List<Object> back = new ArrayList<>(List.of(0, rank + 1));
        back.addAll(range(1, rank));
        return "torch.permute(torch.reshape(" + apart + ", " + shape(sizes(x, factors())) + "), " + back + ")";
    }

    private List<Object> channelsLast() {
        List<Object> order = new ArrayList<>(List.of(0));
        order.addAll(range(2, rank));
        order.add(1);
        return order;
    }

    /** By axis, (z), y, x. */
    private List<Integer> factors() {
        int factor = op.factor();
        return rank == 2 ? List.of(factor, factor) : List.of(op.depth(), factor, factor);
    }

    private List<String> sizes(String x, List<Integer> factors) {
        List<String> sizes = new ArrayList<>(List.of("torch.size(" + x + ", 0)"));
        for (int d = 0; d < rank; d++) {
            String size = "torch.size(" + x + ", " + (2 + d) + ")";
            int factor = factors.get(d);
            sizes.add(factor == 1 ? size : "torch.mul(" + size + ", " + factor + ")");
        }
        return sizes;
    }

    private String shape(List<String> sizes) {
        return sizes.stream().collect(Collectors.joining(", ", "[", ", " + op.out() + "]"));
    }

    private static List<Object> range(int first, int n) {
        return IntStream.range(first, first + n).<Object>mapToObj(i -> i).toList();
    }
}
