package sc.fiji.unet.engine;

import java.util.Arrays;
import java.util.Optional;
import java.util.function.Consumer;
import sc.fiji.unet.nn.Graph;
import sc.fiji.unet.predict.PatchPredictor;
import sc.fiji.unet.predict.Request;
import sc.fiji.unet.torchscript.Form.Precision;

/**
 * Chooses the precision of a network when the first patch comes, by measuring on that patch, unless it was chosen before
 * for the same network on the same machine. All lanes get the same precision, so the first calls wait for the choice.
 */
final class AutoPredictor implements PatchPredictor {
    private final PrecisionSelection selection;
    private final DecisionCache decisions;
    private final Consumer<String> notes;
    private volatile PatchPredictor chosen;

    AutoPredictor(PrecisionSelection selection, DecisionCache decisions, Consumer<String> notes) {
        this.selection = selection;
        this.decisions = decisions;
        this.notes = notes;
    }

    @Override
    public int channels() {
        return graph().channels();
    }

    @Override
    public int classes() {
        return graph().classes();
    }

    private Graph graph() {
        return selection.network().graph();
    }

    @Override
    public int lanes() {
        return selection.devices().size();
    }

    /** Before the choice that of the precision chosen for this network before, or of the larger one. */
    @Override
    public double bytesPerPixel() {
        if (chosen != null) return chosen.bytesPerPixel();
        return selection.bytesPerPixel(known().orElse(Precision.FP32));
    }

    @Override
    public void predict(float[] input, int n, int[] size, Request request, float[] output) {
        if (chosen == null) chooseOnce(input, size);
        chosen.predict(input, n, size, request, output);
    }

    private synchronized void chooseOnce(float[] input, int[] size) {
        if (chosen == null) chosen = choose(input, size);
    }

    private PatchPredictor choose(float[] input, int[] size) {
        Optional<Precision> known = known();
        if (known.isPresent()) {
            notes.accept("Precision " + known.get().id() + ", as measured before on this machine.");
            return selection.compile(known.get());
        }
        PrecisionSelection.Verdict verdict = selection.decide(Sample.of(input, channels(), size, graph().stride()));
        notes.accept(verdict.reason());
        decisions.put(selection.key(), verdict.precision().id(), notes);
        return verdict.predictor();
    }

    /** What was chosen before for this network on this machine. */
    private Optional<Precision> known() {
        return decisions.get(selection.key()).flatMap(AutoPredictor::parse);
    }

    private static Optional<Precision> parse(String name) {
        return Arrays.stream(Precision.values())
                .filter(precision -> precision.id().equals(name))
                .findFirst();
    }

    @Override
    public void close() {
        if (chosen != null) chosen.close();
    }
}
