package sc.fiji.unet.train;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import sc.fiji.unet.base.CloseOnFailure;
import sc.fiji.unet.engine.ScriptModule;
import sc.fiji.unet.torchscript.AverageCode;
import sc.fiji.unet.torchscript.TorchScriptWriter;

/**
 * An exponential running average of the weights (Polyak and Juditsky 1992), which is calmer than the weights themselves.
 * In the first steps it follows faster, so that the random start is soon forgotten. One thread at a time.
 */
final class WeightAverage implements AutoCloseable {
    private static final String PREFIX = "ema_";
    private final double decay;
    private final Map<String, NDArray> parameters;
    private final ScriptModule script;
    private final NDManager memory;
    private final NDArray[] average;
    private long begun;

    /**
     * Begins with the weights as they are, or goes on with an average that was saved.
     *
     * @param decay share of the average that survives a step
     * @param parameters by name
     * @param saved what {@link #state()} gave among others
     * @param device on which the parameters are
     */
    WeightAverage(double decay, Map<String, NDArray> parameters, Map<String, float[]> saved, String device) {
        this.decay = decay;
        this.parameters = parameters;
        script = ScriptModule.load(file -> TorchScriptWriter.writeCode(file, AverageCode.text()), device, false);
        try (CloseOnFailure opened = new CloseOnFailure()) {
            opened.add(script, script::close);
            memory = script.newScope(); // the script's own: it goes with it
            List<NDArray> arrays = new ArrayList<>();
            parameters.forEach((name, parameter) -> {
                float[] values = saved.getOrDefault(PREFIX + name, null);
                arrays.add(memory.create(values == null ? parameter.toFloatArray() : values, parameter.getShape()));
            });
            average = arrays.toArray(NDArray[]::new);
            opened.succeeded();
        }
    }

    /** Takes in the weights after a step, counted from 0. */
    void update(long step) {
        long since = step - begun;
        call(1 - Math.min(decay, (1.0 + since) / (10.0 + since)));
    }

    /** From this step on it follows faster again, as something else is to be learned. */
    void beginAnew(long step) {
        begun = step;
    }

    /** Does something while the average is in the place of the weights. */
    <T> T inPlace(Supplier<T> work) {
        call(-1);
        try {
            return work.get();
        } finally {
            call(-1);
        }
    }

    private void call(double share) {
        try (NDManager scope = script.newScope()) {
            NDArray[] values = parameters.values().toArray(NDArray[]::new);
            script.call(scope, List.of(average, values), share);
        }
    }

    /** The average by name, under names of its own. */
    Map<String, float[]> state() {
        Map<String, float[]> state = new LinkedHashMap<>();
        int i = 0;
        for (String name : parameters.keySet()) state.put(PREFIX + name, average[i++].toFloatArray());
        return state;
    }

    @Override
    public void close() {
        memory.close();
        script.close();
    }
}
