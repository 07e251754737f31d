package sc.fiji.unet.workflow;

import sc.fiji.unet.augment.Augmentation;
import sc.fiji.unet.augment.AugmentationPlan;
import sc.fiji.unet.auxiliary.AuxiliaryTargets;
import sc.fiji.unet.config.Auto;
import sc.fiji.unet.config.FitOptions;
import sc.fiji.unet.config.Spec;
import sc.fiji.unet.config.TrainOptions;
import sc.fiji.unet.engine.Devices;
import sc.fiji.unet.image.Normalization;
import sc.fiji.unet.loss.SegmentationLoss;
import sc.fiji.unet.nn.Architecture;
import sc.fiji.unet.optimizer.OptimizerScript;
import sc.fiji.unet.registry.Extensions;
import sc.fiji.unet.registry.Extensions.Configured;
import sc.fiji.unet.schedule.Schedule;

/** The names and options that a training can be given. */
final class KnownOptions {
    private KnownOptions() {}

    /** Refuses misspelled names and options at once, before any image is read. */
    static void require(TrainOptions options) {
        Devices.requireOne(options.run().device());
        // values of its options are looked at only when a network is built; this one is for no image in particular
        Configured<Architecture> chosen =
                Extensions.of(Architecture.class).get(options.network().spec());
        chosen.extension().build(2, 1, 2, chosen.options());
        FitOptions fit = options.fit();
        if (!Auto.is(fit.loss())) Extensions.of(SegmentationLoss.class).get(fit.loss());
        if (!fit.auxiliary().equals(Auto.WORD))
            Extensions.of(AuxiliaryTargets.class).get(fit.auxiliary());
        if (!Auto.is(fit.optimizer())) OptimizerScript.of(fit.optimizer());
        if (!Auto.is(fit.schedule())) new Schedule(fit.schedule());
        Spec normalization = options.input().normalization();
        if (!Auto.is(normalization)) Extensions.of(Normalization.class).get(normalization);
        String augmentation = options.input().augmentation();
        if (augmentation.equals(Auto.WORD)) return;
        for (AugmentationPlan.Step step : AugmentationPlan.parse(augmentation).steps()) {
            Extensions.of(Augmentation.class).get(step.spec());
        }
    }
}
