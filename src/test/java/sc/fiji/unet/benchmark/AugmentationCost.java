package sc.fiji.unet.benchmark;

import java.util.List;
import java.util.stream.Stream;
import sc.fiji.unet.augment.AugmentationPlan;
import sc.fiji.unet.augment.Preset;
import sc.fiji.unet.base.Progress;
import sc.fiji.unet.config.Spec;
import sc.fiji.unet.data.AnnotatedImage;
import sc.fiji.unet.image.ChannelScaling;
import sc.fiji.unet.image.Normalization;
import sc.fiji.unet.registry.Extensions;
import sc.fiji.unet.sampling.BatchQueue;
import sc.fiji.unet.sampling.PatchBatch;
import sc.fiji.unet.sampling.PatchSampler;
import sc.fiji.unet.sampling.SamplerOptions;
import sc.fiji.unet.torchscript.Form.Precision;
import sc.fiji.unet.train.TrainingEvent;

/**
 * What making batches costs a training: steps on batches that are drawn and augmented ahead, as in a training, beside
 * steps on one that lies ready; in one loop and in turn, so that slow minutes hit both alike.
 */
final class AugmentationCost implements TrainingEvent.Listener, Progress {
    private static final int BATCHES_AHEAD = 4; // as many as a training
    private static final int BLOCK = 3 * BATCHES_AHEAD;

    private final double seconds;
    private final Sum ready = new Sum();
    private final Sum pipeline = new Sum();
    private long started;
    private long last;
    private boolean done;

    /** Seconds of the mean step, as batches that come late make single steps slow. */
    record Steps(double ready, double pipeline) {}

    private static final class Sum {
        private double seconds;
        private int steps;

        void add(double second) {
            seconds += second;
            steps++;
        }

        double mean() {
            return seconds / steps;
        }
    }

    private AugmentationCost(double seconds) {
        this.seconds = seconds;
    }

    /** Times steps for so many seconds on gray images with the augmentation of every training but the shortest. */
    static Steps measure(Precision precision, double seconds) {
        PatchSampler sampler = sampler();
        PatchBatch batch = sampler.batch(0);
        AugmentationCost cost = new AugmentationCost(seconds);
        try (BatchQueue queue = new BatchQueue(sampler::batch, 1, 1, BATCHES_AHEAD)) {
            TrainingStepSpeed.run(1, precision, step -> isOfPipeline(step) ? queue.take() : batch, cost);
        }
        return new Steps(cost.ready.mean(), cost.pipeline.mean());
    }

    private static PatchSampler sampler() {
        List<AnnotatedImage> images = Stream.of(
                        new Bumps(256, 256), new Bumps(300, 420), new Bumps(512, 512), new Bumps(1024, 768))
                .map(Bumps::annotated)
                .toList();
        var zscore = Extensions.of(Normalization.class).get(Spec.parse("zscore"));
        List<ChannelScaling> scalings = images.stream()
                .map(image -> zscore.extension().fit(image.image(), zscore.options()))
                .toList();
        SamplerOptions options = SamplerOptions.defaults(Subject.PATCHES, Subject.EDGE, Subject.EDGE)
                .withAugmentation(AugmentationPlan.of(Preset.MICROSCOPY));
        return new PatchSampler(images, scalings, options);
    }

    /** Block by block. */
    private static boolean isOfPipeline(long step) {
        return step / BLOCK % 2 == 1;
    }

    /** Whether all is warm, and neither is the step fed by what was made during the block before, nor slowed by it. */
    private static boolean counts(long step) {
        return step >= 2 * BLOCK && step % BLOCK >= BATCHES_AHEAD;
    }

    @Override
    public void on(TrainingEvent event) {
        if (!(event instanceof TrainingEvent.StepDone stepDone)) return;
        long step = stepDone.step() - 1;
        long now = System.nanoTime();
        if (counts(step)) (isOfPipeline(step) ? pipeline : ready).add((now - last) / 1e9);
        last = now;
        if (step == 2 * BLOCK) started = now;
        boolean endsPair = (step + 1) % (2 * BLOCK) == 0;
        done = step > 2 * BLOCK && endsPair && now - started > seconds * 1e9;
    }

    @Override
    public boolean stopRequested() {
        return done;
    }
}
