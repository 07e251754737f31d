package sc.fiji.unet.engine;

import java.util.Arrays;
import java.util.Optional;
import java.util.function.Consumer;
import sc.fiji.unet.config.PrecisionChoice;
import sc.fiji.unet.nn.Graph;
import sc.fiji.unet.predict.PatchPredictor;
import sc.fiji.unet.predict.Request;

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
        return selection.bytesPerPixel(known().orElse(PrecisionChoice.FP32));
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
        Optional<PrecisionChoice> known = known();
        if (known.isPresent()) {
            notes.accept("Precision " + known.get().id() + ", as measured before on this machine.");
            return selection.compile(known.get());
        }
        Sample sample = Sample.of(input, channels(), size, graph().stride());
        PrecisionSelection.Verdict verdict = selection.decide(sample);
        notes.accept(verdict.reason());
        decisions.put(selection.key(), verdict.precision().id(), notes);
        return verdict.predictor();
    }

    /** What was chosen before for this network on this machine. */
    private Optional<PrecisionChoice> known() {
        return decisions.get(selection.key()).flatMap(this::parse);
    }

    private Optional<PrecisionChoice> parse(String name) {
        return Arrays.stream(PrecisionChoice.values())
                .filter(precision ->
                        precision != PrecisionChoice.AUTO && precision.id().equals(name))
                .filter(precision -> precision != PrecisionChoice.INT8 || selection.hasBytes())
                .findFirst();
    }

    @Override
    public void close() {
        if (chosen != null) chosen.close();
    }
}
