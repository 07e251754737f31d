package sc.fiji.unet.train;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import sc.fiji.unet.base.CloseOnFailure;
import sc.fiji.unet.config.Spec;
import sc.fiji.unet.engine.ScriptModule;
import sc.fiji.unet.optimizer.OptimizerScript;
import sc.fiji.unet.torchscript.TorchScriptWriter;

/**
 * An optimizer whose state can be saved and restored: the moments live here, the arithmetic in libtorch. One thread at a
 * time.
 */
final class Optimizer implements AutoCloseable {
    private static final String STEPS = "optimizer_steps";
    private final ScriptModule script;
    private final Map<String, NDArray> parameters;
    private final NDManager memory;
    private final NDArray[] first;
    private final NDArray[] second;
    private final NDArray[] steps;
    private NDArray[] gradients;

    /**
     * Prepares to improve these parameters.
     *
     * @param spec id and options
     * @param parameters by name
     * @param saved what {@link #state()} gave, or empty to begin anew
     * @param device on which the parameters are
     */
    Optimizer(Spec spec, Map<String, NDArray> parameters, Map<String, float[]> saved, String device) {
        this.parameters = parameters;
        script = ScriptModule.load(file -> TorchScriptWriter.writeCode(file, OptimizerScript.of(spec)), device, false);
        try (CloseOnFailure opened = new CloseOnFailure()) {
            opened.add(script, script::close);
            memory = script.newScope(); // the script's own: it goes with it
            first = moments("m_", saved);
            second = moments("v_", saved);
            NDArray count = memory.create(saved.containsKey(STEPS) ? saved.get(STEPS) : new float[1], new Shape());
            steps = new NDArray[first.length];
            java.util.Arrays.setAll(steps, i -> i == 0 ? count : count.duplicate());
            opened.succeeded();
        }
    }

    private NDArray[] moments(String prefix, Map<String, float[]> saved) {
        List<NDArray> moments = new ArrayList<>();
        parameters.forEach((name, parameter) -> {
            float[] values = saved.get(prefix + name);
            moments.add(
                    values == null ? memory.zeros(parameter.getShape()) : memory.create(values, parameter.getShape()));
        });
        return moments.toArray(NDArray[]::new);
    }

    /** Applies the gradients that the parameters hold, sets them to zero and returns their norm before clipping. */
    double step(NDManager scope, double learningRate) {
        NDArray[] values = parameters.values().toArray(NDArray[]::new);
        if (gradients == null) {
            gradients = new NDArray[values.length];
            java.util.Arrays.setAll(gradients, i -> values[i].getGradient());
        }
        return script.call(scope, List.of(values, gradients, first, second, steps), learningRate)
                .getFloat();
    }

    /** Sets to zero what an unfinished backward pass left; before the first one there is nothing. */
    void discardGradients() {
        for (NDArray parameter : parameters.values()) {
            try (NDArray gradient = parameter.getGradient()) {
                gradient.muli(0);
            }
        }
    }

    /** Moments and step count, by name. */
    Map<String, float[]> state() {
        Map<String, float[]> state = new LinkedHashMap<>();
        int i = 0;
        for (String name : parameters.keySet()) {
            state.put("m_" + name, first[i].toFloatArray());
            state.put("v_" + name, second[i].toFloatArray());
            i++;
        }
        state.put(STEPS, steps[0].toFloatArray());
        return state;
    }

    @Override
    public void close() {
        if (gradients != null) for (NDArray gradient : gradients) gradient.close();
        memory.close();
        script.close();
    }
}
