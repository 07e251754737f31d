package sc.fiji.unet.workflow;

import java.util.Optional;
import sc.fiji.unet.auxiliary.AuxiliaryTargets;
import sc.fiji.unet.base.OptionException;
import sc.fiji.unet.config.Auto;
import sc.fiji.unet.config.FitOptions;
import sc.fiji.unet.config.TrainOptions;
import sc.fiji.unet.data.TrainingSet;
import sc.fiji.unet.label.PostProcess;
import sc.fiji.unet.registry.Extensions;

/**
 * What a training learns beside classes.
 *
 * @param id of the auxiliary targets
 * @param reason why these, for people; empty where nobody has to be told
 */
record ChosenTargets(String id, String reason) {
    /** On nuclei ahead of the others at IoU 0.75 and by the mean of 0.5 to 0.9, though hardly; at 0.5 classes were. */
    private static final String BEST = "distance";

    /** With what a starting point implies; what it learned of objects is of no use to classes alone. */
    static TrainOptions asked(TrainOptions options, Optional<StartingPoint> before, TrainingSet set) {
        TrainOptions asked = before.map(point -> point.asked(options)).orElse(options);
        boolean objects = set.classes().instances();
        return objects
                ? asked
                : asked.withFit(asked.fit().withAuxiliary(options.fit().auxiliary()));
    }

    /** The id that is planned with; who plans for no images in particular learns classes alone. */
    static String planned(FitOptions options) {
        return options.auxiliary().equals(Auto.WORD) ? AuxiliaryTargets.NONE : options.auxiliary();
    }

    /** How many outputs they need, for images of so many axes. */
    static int count(FitOptions options, int rank) {
        return Extensions.of(AuxiliaryTargets.class)
                .get(planned(options))
                .names(rank)
                .size();
    }

    /** What a person wants, else the best where masks hold objects. */
    static ChosenTargets of(String asked, TrainingSet set) {
        boolean objects = set.classes().instances();
        if (asked.equals(Auto.WORD)) {
            return objects
                    ? new ChosenTargets(BEST, "auxiliary = " + BEST + ": the masks hold objects, which may touch")
                    : new ChosenTargets(AuxiliaryTargets.NONE, "");
        }
        if (set.view().slices()) requireUndirected(asked);
        if (set.view().slices() || set.view().rank() == 3) requireForVolumes(asked);
        if (objects || asked.equals(AuxiliaryTargets.NONE)) return new ChosenTargets(asked, "");
        throw new OptionException(
                "auxiliary = " + asked + ": expected masks with a number for each object, but these hold"
                        + " classes. Say classes=instances if their values are numbers of objects, or auxiliary=auto.");
    }

    private static void requireForVolumes(String asked) {
        String separation = Extensions.of(AuxiliaryTargets.class).get(asked).separation();
        if (!Extensions.of(PostProcess.class).get(separation).planar()) return;
        throw new OptionException(
                "auxiliary = " + asked + ": it is for planes, and these are volumes. Expected auxiliary=" + BEST
                        + " or auto, or dimensions=2D.");
    }

    /** A network for planes says nothing of the direction across them, in which objects of a stack have to be followed. */
    private static void requireUndirected(String asked) {
        if (!Extensions.of(AuxiliaryTargets.class).get(asked).directed()) return;
        throw new OptionException(
                "auxiliary = " + asked + ": slices seen with their neighbors show no direction from slice to slice."
                        + " Expected auxiliary=" + BEST + " or auto, or dimensions=3D.");
    }
}
