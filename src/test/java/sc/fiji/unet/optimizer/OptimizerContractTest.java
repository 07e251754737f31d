package sc.fiji.unet.optimizer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import sc.fiji.unet.base.OptionException;
import sc.fiji.unet.config.Spec;
import sc.fiji.unet.engine.ScriptModule;
import sc.fiji.unet.registry.Extensions;
import sc.fiji.unet.torchscript.TorchScriptWriter;

/** Holds for every optimizer that is registered. */
class OptimizerContractTest {
    private static final float[] START = {3, -2, 0.5f};

    static Stream<String> ids() {
        return Extensions.of(OptimizerRule.class).labels().keySet().stream();
    }

    /** Parameters of half the sum of their squares, whose gradient they are. */
    private static final class Slope implements AutoCloseable {
        private final ScriptModule script;
        private final NDManager memory;
        private final NDArray parameters;
        private final List<NDArray[]> state;

        Slope(String id) {
            String code = OptimizerScript.of(Spec.parse(id));
            script = ScriptModule.load(file -> TorchScriptWriter.writeCode(file, code), "cpu", false);
            memory = script.newScope();
            parameters = memory.create(START.clone());
            state = List.of(zeros(), zeros(), new NDArray[] {memory.create(new float[1], new Shape())});
        }

        private NDArray[] zeros() {
            return new NDArray[] {memory.zeros(new Shape(START.length))};
        }

        /** One step; returns the norm of the gradient before it was clipped. */
        float step(float[] gradient, double rate) {
            NDArray[] gradients = {memory.create(gradient)};
            List<NDArray[]> all =
                    List.of(new NDArray[] {parameters}, gradients, state.get(0), state.get(1), state.get(2));
            float norm = script.call(memory, all, rate).getFloat();
            assertTrue(new NDList(gradients).singletonOrThrow().eq(0).all().getBoolean(), "gradients are set to zero");
            return norm;
        }

        float[] parameters() {
            return parameters.toFloatArray();
        }

        @Override
        public void close() {
            memory.close();
            script.close();
        }
    }

    @ParameterizedTest
    @MethodSource("ids")
    void goesDownhill(String id) {
        try (Slope slope = new Slope(id)) {
            for (int i = 0; i < 200; i++) slope.step(slope.parameters(), 0.02);
            double size = 0;
            for (float value : slope.parameters()) size += value * value;
            assertTrue(size < 1, Arrays.toString(slope.parameters()) + " began at " + Arrays.toString(START));
        }
    }

    @ParameterizedTest
    @MethodSource("ids")
    void clipsTheJointNormAndTellsTheOneBefore(String id) {
        try (Slope clipped = new Slope(id + " clip=1");
                Slope small = new Slope(id + " clip=1000000")) {
            assertEquals(50, clipped.step(new float[] {30, 40, 0}, 0.01), 1e-4);
            assertEquals(1, small.step(new float[] {0.6f, 0.8f, 0}, 0.01), 1e-5);
            for (int i = 0; i < START.length; i++) {
                assertEquals(small.parameters()[i], clipped.parameters()[i], 1e-5, "parameter " + i);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("ids")
    void aGradientThatIsNotFiniteChangesNothing(String id) {
        try (Slope slope = new Slope(id)) {
            slope.step(new float[] {Float.NaN, 1, 1}, 0.1);
            assertEquals(Arrays.toString(START), Arrays.toString(slope.parameters()));
        }
    }

    @ParameterizedTest
    @MethodSource("ids")
    void decayMakesWeightsSmaller(String id) {
        try (Slope slope = new Slope(id + " decay=0.5")) {
            slope.step(new float[START.length], 0.1);
            for (int i = 0; i < START.length; i++) {
                assertTrue(Math.abs(slope.parameters()[i]) < Math.abs(START[i]), "parameter " + i);
            }
        }
    }

    @Test
    void unknownIdsAndOptionsAreRefused() {
        assertThrows(OptionException.class, () -> OptimizerScript.of(Spec.parse("adamm")));
        assertThrows(OptionException.class, () -> OptimizerScript.of(Spec.parse("sgd beta1=0.5")));
        assertThrows(OptionException.class, () -> OptimizerScript.of(Spec.parse("adam clip=0")));
    }
}
