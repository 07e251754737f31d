package sc.fiji.unet.loss;

import static org.junit.jupiter.api.Assertions.assertEquals;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.GradientCollector;
import java.util.Arrays;
import java.util.SplittableRandom;
import sc.fiji.unet.config.Spec;
import sc.fiji.unet.registry.Extensions;

/** The arguments of a loss as Java arrays; in double precision where finite differences have to be sharp. */
record LossCase(long[] shape, double[] logits, long[] target, double[] weight, DataType precision) {
    LossCase(long[] shape, double[] logits, long[] target, double[] weight) {
        this(shape, logits, target, weight, DataType.FLOAT64);
    }

    record Result(double value, double[] gradient) {}

    /** Reproducible random logits, every class, and weights of which some are 0 and some above 1. */
    static LossCase random(long seed, long... shape) {
        SplittableRandom random = new SplittableRandom(seed);
        int pixels = (int) (product(shape) / shape[1]);
        double[] logits = random.doubles(product(shape), -2, 2).toArray();
        long[] target = random.longs(pixels, 0, Math.max(2, shape[1])).toArray();
        double[] weight = random.doubles(pixels, 0.25, 2).toArray();
        for (int i = 0; i < pixels; i += 4) {
            weight[i] = 0;
            target[i] = 0;
        }
        return new LossCase(shape, logits, target, weight);
    }

    /** One image of one row. */
    static LossCase row(double[][] logitsOfClass, long[] target, double... weight) {
        double[] logits =
                Arrays.stream(logitsOfClass).flatMapToDouble(Arrays::stream).toArray();
        return new LossCase(new long[] {1, logitsOfClass.length, 1, target.length}, logits, target, weight);
    }

    LossCase withLogits(double[] other) {
        return new LossCase(shape, other, target, weight, precision);
    }

    LossCase withWeight(double[] other) {
        return new LossCase(shape, logits, target, other, precision);
    }

    /** What training computes with. */
    LossCase inSinglePrecision() {
        return new LossCase(shape, logits, target, weight, DataType.FLOAT32);
    }

    /** The pixel, counted over (N, s), that a logit, counted over (N, K, s), belongs to. */
    int pixelOf(int logit) {
        int classes = (int) shape[1];
        int perImage = (int) (product(shape) / shape[0] / classes);
        return logit / (perImage * classes) * perImage + logit % perImage;
    }

    double value(String spec) {
        return evaluate(spec).value;
    }

    Result evaluate(String spec) {
        return evaluate(spec, () -> {});
    }

    /** Runs something between the forward and the backward pass. */
    Result evaluate(String spec, Runnable between) {
        Extensions.Configured<SegmentationLoss> loss =
                Extensions.of(SegmentationLoss.class).get(Spec.parse(spec));
        try (NDManager manager = NDManager.newBaseManager();
                GradientCollector collector = Engine.getInstance().newGradientCollector()) {
            NDArray z = manager.create(logits, new Shape(shape)).toType(precision, false);
            z.setRequiresGradient(true);
            Shape pixels = z.getShape().slice(0, 1).addAll(z.getShape().slice(2));
            NDArray w = manager.create(weight, pixels).toType(precision, false);
            NDArray result = loss.extension().loss(z, manager.create(target, pixels), w, loss.options());
            assertEquals(0, result.getShape().dimension(), spec);
            assertEquals(precision, result.getDataType(), spec);
            between.run();
            collector.backward(result);
            NDArray gradient = z.getGradient().toType(DataType.FLOAT64, false);
            return new Result(result.toType(DataType.FLOAT64, false).getDouble(), gradient.toDoubleArray());
        }
    }

    private static long product(long... sizes) {
        return Arrays.stream(sizes).reduce(1, (a, b) -> a * b);
    }
}
