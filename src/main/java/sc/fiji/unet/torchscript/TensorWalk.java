package sc.fiji.unet.torchscript;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import sc.fiji.unet.nn.Tensor;

/** Collects the tensors of a module and of those within it, as long as it is one that a program could have written. */
final class TensorWalk {
    private static final int DEEPEST = 100;
    private final TensorReader tensors;
    private final Unpacking budget;
    private final List<Tensor> found = new ArrayList<>();
    private long visitsLeft;

    /**
     * A walk that sees no more than was written.
     *
     * @param tensors reads each of them
     * @param budget what their numbers count against
     * @param visits the most values to look at: each takes a byte of the pickle at least
     */
    TensorWalk(TensorReader tensors, Unpacking budget, long visits) {
        this.tensors = tensors;
        this.budget = budget;
        visitsLeft = visits;
    }

    /** The tensors by depth; modules that loop, nest too deep or share too much are refused. */
    List<Tensor> of(Object module) throws IOException {
        collect("", module, 0);
        return found;
    }

    private void collect(String prefix, Object value, int depth) throws IOException {
        if (!(value instanceof PickleReader.Instance instance)) return;
        if (TensorReader.isTensor(instance)) {
            tensors.read(prefix, instance).ifPresent(this::keep);
            return;
        }
        if (depth > DEEPEST) throw new IllegalArgumentException("its modules nest more than " + DEEPEST + " deep");
        for (Map.Entry<Object, Object> entry : instance.state().entrySet()) {
            if (--visitsLeft < 0)
                throw new IllegalArgumentException("its modules loop or share more than its pickle describes");
            String name = prefix.isEmpty() ? entry.getKey().toString() : prefix + "." + entry.getKey();
            collect(name, entry.getValue(), depth + 1);
        }
    }

    private void keep(Tensor tensor) {
        budget.spend((long) Float.BYTES * tensor.values().length, tensor.name());
        found.add(tensor);
    }
}
