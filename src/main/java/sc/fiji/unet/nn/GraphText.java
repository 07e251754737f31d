package sc.fiji.unet.nn;

import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import sc.fiji.unet.base.OptionException;
import sc.fiji.unet.nn.op.Activation;
import sc.fiji.unet.nn.op.Add;
import sc.fiji.unet.nn.op.BatchNorm;
import sc.fiji.unet.nn.op.Concat;
import sc.fiji.unet.nn.op.Conv;
import sc.fiji.unet.nn.op.Crop;
import sc.fiji.unet.nn.op.Foreign;
import sc.fiji.unet.nn.op.InstanceNorm;
import sc.fiji.unet.nn.op.MaxPool;
import sc.fiji.unet.nn.op.Mirror;
import sc.fiji.unet.nn.op.Multiply;
import sc.fiji.unet.nn.op.Op;
import sc.fiji.unet.nn.op.OpTable;
import sc.fiji.unet.nn.op.Readout;
import sc.fiji.unet.nn.op.Unpool;
import sc.fiji.unet.nn.op.UpConv;
import sc.fiji.unet.nn.op.Upsample;

/**
 * A graph as one word, for networks that no architecture builds: operations with slashes between, each after an at sign
 * followed by the nodes that it reads, counted from the image as 0, where that is not the one before. The channels of the
 * last convolution are written as {@code *}: they are as many as there are classes.
 */
public final class GraphText {
    private static final Pattern NODE = Pattern.compile("([a-z])([^@]*)(?:@(\\d{1,6}(?:\\.\\d{1,6})*))?");
    private static final Pattern CONV = Pattern.compile("(\\*|\\d{1,5})k(\\d{1,3})s(\\d{1,3})p(\\d{1,3})(n?)");
    private static final Pattern UP = Pattern.compile("(\\*|\\d{1,5})f(\\d{1,3})");
    private static final Pattern POOL = Pattern.compile("(\\d{1,3})s(\\d{1,3})p(\\d{1,3})");
    private static final Pattern FOREIGN = Pattern.compile("(\\d{1,4})h(\\d{1,4})");
    private static final int MOST_NODES = 4000;

    private final GraphBuilder graph;
    private final int classes;

    private GraphText(GraphBuilder graph, int classes) {
        this.graph = graph;
        this.classes = classes;
    }

    /** Whether the last node that chooses how many channels there are is a convolution. */
    private static int classifier(Graph graph) {
        for (int i = graph.nodes().size() - 1; i > 0; i = graph.nodes().get(i).input()) {
            Op op = graph.nodes().get(i).op();
            if (op instanceof Conv || op instanceof UpConv) return i;
            boolean keeps =
                    op instanceof Activation || op instanceof Readout || op instanceof Upsample || op instanceof Crop;
            if (!keeps) return -1;
        }
        return -1;
    }

    /** The word that {@link #parse} makes the same graph of, but for the names of its nodes. */
    public static String of(Graph graph) {
        int classifier = classifier(graph);
        OpTable<Integer, String> words = new OpTable<Integer, String>("A model card")
                .with(Conv.class, (op, at) -> conv(op, at == classifier))
                .with(UpConv.class, (op, at) -> "t" + (at == classifier ? "*" : op.out()) + "f" + op.factor())
                .with(BatchNorm.class, (op, at) -> "b" + op.eps())
                .with(InstanceNorm.class, (op, at) -> "i" + op.eps())
                .with(Activation.class, (op, at) -> activation(op))
                .with(MaxPool.class, (op, at) -> "m" + op.kernel() + "s" + op.stride() + "p" + op.padding())
                .with(Upsample.class, (op, at) -> "u" + op.factor())
                .with(Unpool.class, (op, at) -> "w" + op.factor())
                .with(Concat.class, (op, at) -> "j")
                .with(Add.class, (op, at) -> "a")
                .with(Multiply.class, (op, at) -> "y")
                .with(Foreign.class, (op, at) -> "o" + op.stride() + "h" + op.halo())
                .with(Crop.class, (op, at) -> "d" + op.border())
                .with(Readout.class, (op, at) -> (op.bounded() ? "p" : "q") + op.classes())
                .with(Mirror.class, (op, at) -> "e" + op.border());
        return IntStream.range(1, graph.nodes().size())
                .mapToObj(i -> {
                    Node node = graph.nodes().get(i);
                    return words.of(node.op(), i, node.name()) + inputs(node, i);
                })
                .collect(Collectors.joining("/"));
    }

    private static String conv(Conv op, boolean classifier) {
        String out = classifier ? "*" : String.valueOf(op.out());
        return "c" + out + "k" + op.kernel() + "s" + op.stride() + "p" + op.padding() + (op.bias() ? "" : "n");
    }

    private static String activation(Activation op) {
        return switch (op.kind()) {
            case RELU -> "r";
            case LEAKY_RELU -> "l" + op.slope();
            case SIGMOID -> "g";
            case SOFTMAX -> "x";
        };
    }

    private static String inputs(Node node, int index) {
        if (node.inputs().equals(List.of(index - 1))) return "";
        return node.inputs().stream().map(String::valueOf).collect(Collectors.joining(".", "@", ""));
    }

    /**
     * Builds the graph that a word says.
     *
     * @param rank spatial axes
     * @param channels of the image
     * @param classes channels of the output
     */
    public static Graph parse(String text, int rank, int channels, int classes) {
        String[] words = text.split("/", -1);
        if (words.length > MOST_NODES)
            throw new OptionException("graph has " + words.length + " operations, too many.");
        GraphText read = new GraphText(new GraphBuilder(rank, channels), classes);
        for (int i = 0; i < words.length; i++) read.add(words[i], i + 1);
        Graph built = read.graph.build();
        if (built.classes() == classes) return built;
        throw new OptionException("This imported network gives " + built.classes() + " numbers a pixel, not " + classes
                + ": it cannot be fitted to other classes. Choose an architecture of your own.");
    }

    private void add(String word, int index) {
        Matcher node = NODE.matcher(word);
        if (!node.matches()) throw unknown(word);
        int[] inputs = node.group(3) == null
                ? new int[] {index - 1}
                : Pattern.compile("\\.")
                        .splitAsStream(node.group(3))
                        .mapToInt(Integer::parseInt)
                        .toArray();
        for (int input : inputs) if (input >= index) throw unknown(word);
        try {
            graph.add("n" + index, op(node.group(1).charAt(0), node.group(2), inputs, word), inputs);
        } catch (NumberFormatException e) {
            throw unknown(word);
        }
    }

    private Op op(char kind, String text, int[] inputs, String word) {
        return switch (kind) {
            case 'c' -> conv(matched(CONV, text, word), inputs[0]);
            case 't' -> upConv(matched(UP, text, word), inputs[0]);
            case 'b' -> new BatchNorm(graph.channels(inputs[0]), real(text), 0.1);
            case 'i' -> new InstanceNorm(graph.channels(inputs[0]), real(text));
            case 'r' -> new Activation(Activation.Kind.RELU);
            case 'l' -> new Activation(Activation.Kind.LEAKY_RELU, real(text));
            case 'g' -> new Activation(Activation.Kind.SIGMOID);
            case 'x' -> new Activation(Activation.Kind.SOFTMAX);
            case 'm' -> pool(matched(POOL, text, word));
            case 'u' -> new Upsample(positive(text));
            case 'w' -> new Unpool(positive(text));
            case 'j' -> new Concat();
            case 'a' -> new Add();
            case 'y' -> new Multiply();
            case 'd' -> new Crop(positive(text));
            case 'p' -> new Readout(positive(text));
            case 'q' -> new Readout(text.equals("0") ? 0 : positive(text), false);
            case 'e' -> new Mirror(positive(text));
            case 'o' -> foreign(matched(FOREIGN, text, word));
            default -> throw unknown(word);
        };
    }

    private Op conv(Matcher said, int input) {
        return new Conv(
                graph.channels(input),
                channels(said.group(1)),
                positive(said.group(2)),
                positive(said.group(3)),
                Integer.parseInt(said.group(4)),
                said.group(5).isEmpty());
    }

    private Op upConv(Matcher said, int input) {
        return new UpConv(graph.channels(input), channels(said.group(1)), positive(said.group(2)));
    }

    private static Op pool(Matcher said) {
        return new MaxPool(positive(said.group(1)), positive(said.group(2)), Integer.parseInt(said.group(3)));
    }

    private Op foreign(Matcher said) {
        return new Foreign(classes, positive(said.group(1)), Integer.parseInt(said.group(2)));
    }

    private int channels(String said) {
        return said.equals("*") ? classes : positive(said);
    }

    private static int positive(String said) {
        int value = Integer.parseInt(said);
        if (value < 1) throw new NumberFormatException(said);
        return value;
    }

    private static double real(String said) {
        double value = Double.parseDouble(said);
        if (!(value >= 0 && value < 1000)) throw new NumberFormatException(said);
        return value;
    }

    private static Matcher matched(Pattern pattern, String text, String word) {
        Matcher matcher = pattern.matcher(text);
        if (!matcher.matches()) throw unknown(word);
        return matcher;
    }

    private static OptionException unknown(String word) {
        String shown = word.length() > 40 ? word.substring(0, 40) + "..." : word;
        return new OptionException(String.format(
                Locale.ROOT,
                "graph: \"%s\" is no operation. Import the model again, or copy its folder again.",
                shown));
    }
}
