package sc.fiji.unet.nn.op;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeSet;

/**
 * How a file format says operations, kind by kind. An operation that is not in the table is refused by name: a file without
 * it, or with something near it, would compute something else than the network does.
 *
 * @param <N> what the words are made from besides the operation, such as its place in the network
 * @param <W> words of the format
 */
public final class OpTable<N, W> {
    /** How a format says operations of one kind, such as convolutions. */
    @FunctionalInterface
    public interface Words<O extends Op, N, W> {
        /** The words for an operation at a node. */
        W of(O op, N node);
    }

    private final String format;
    private final Map<Class<? extends Op>, Words<Op, N, W>> words = new LinkedHashMap<>();

    /** An empty table; the format is named in refusals. */
    public OpTable(String format) {
        this.format = format;
    }

    /** Adds how operations of this kind are said. */
    public <O extends Op> OpTable<N, W> with(Class<O> kind, Words<O, N, W> said) {
        words.put(kind, (op, node) -> said.of(kind.cast(op), node));
        return this;
    }

    /**
     * The words for an operation.
     *
     * @param op what is to be said
     * @param node where it stands
     * @param name of the node, for the refusal
     * @throws IllegalArgumentException where the format has none
     */
    public W of(Op op, N node, String name) {
        return words.getOrDefault(op.getClass(), (o, n) -> refuse(op, name)).of(op, node);
    }

    private W refuse(Op op, String name) {
        TreeSet<String> known = new TreeSet<>();
        words.keySet().forEach(kind -> known.add(kind.getSimpleName()));
        throw new IllegalArgumentException(
                format + " has no words for " + op.getClass().getSimpleName() + ", the operation of " + name
                        + ": expected one of " + known + ". Add it to the class that writes them.");
    }
}
