package sc.fiji.unet.workflow;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import sc.fiji.unet.base.InputException;
import sc.fiji.unet.config.StartOptions;
import sc.fiji.unet.config.TrainOptions;
import sc.fiji.unet.data.TrainingSet;
import sc.fiji.unet.model.ModelFolder;
import sc.fiji.unet.nn.Weights;

/** What a training begins with in place of chance. Read at once, as a model's folder may be the one to be replaced. */
sealed interface StartingPoint permits StartingModel, StartingEncoder {
    /** What was asked, completed by what the starting point implies where nobody said otherwise. */
    TrainOptions asked(TrainOptions said);

    /** The weights to begin with. */
    Begun begin(TrainingPlan plan, Weights initial, TrainingSet set);

    /**
     * The first weights of a training.
     *
     * @param weights of all parameters
     * @param taken names of those that are not fresh
     * @param report what was taken, for people; the sum in the first line
     */
    record Begun(Weights weights, Set<String> taken, List<String> report) {
        /** Copies the lists. */
        public Begun {
            taken = Set.copyOf(taken);
            report = List.copyOf(report);
        }

        /** The plan with what became of the start: only what was taken can stay frozen. */
        TrainingPlan applyTo(TrainingPlan plan) {
            Set<String> frozen = new HashSet<>(plan.fit().rules().frozen());
            frozen.retainAll(taken);
            List<String> lines = new ArrayList<>(report);
            if (!frozen.isEmpty()) lines.add("Frozen: " + frozen.size() + " arrays of the encoder.");
            return plan.withFrozen(frozen).withReason("start = " + String.join("\n", lines));
        }
    }

    /** A folder, or the card in it, is a model to go on with; any other file holds weights of an encoder. */
    static Optional<StartingPoint> of(StartOptions options) {
        if (!options.given()) return Optional.empty();
        Path path = options.model();
        requireThere(options);
        if (Files.isDirectory(path)) return Optional.of(StartingModel.read(new ModelFolder(path), options));
        Path folder = path.toAbsolutePath().getParent();
        boolean card = path.toAbsolutePath().equals(new ModelFolder(folder).cardFile());
        if (card) return Optional.of(StartingModel.read(new ModelFolder(folder), options));
        return Optional.of(StartingEncoder.read(options));
    }

    /** Refuses what is not there. */
    static void requireThere(StartOptions options) {
        if (!options.given() || Files.exists(options.model())) return;
        throw new InputException(
                "There is no " + options.model() + " to start from: expected the folder of a trained model,"
                        + " or a file of weights (.pt, .pth, .safetensors). Check the path.");
    }
}
