package sc.fiji.unet.workflow;

import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import sc.fiji.unet.config.ClassInfo;
import sc.fiji.unet.config.InputException;
import sc.fiji.unet.config.InputOptions;
import sc.fiji.unet.config.ModelCard;
import sc.fiji.unet.config.NetworkOptions;
import sc.fiji.unet.config.Progress;
import sc.fiji.unet.config.StartOptions;
import sc.fiji.unet.config.TrainOptions;
import sc.fiji.unet.data.TrainingSet;
import sc.fiji.unet.nn.Graph;
import sc.fiji.unet.nn.Transfer;
import sc.fiji.unet.nn.Weights;
import sc.fiji.unet.torchscript.TorchScriptReader;

/** A trained model that another training begins with. Read at once, as the folder may be the one to be replaced. */
record StartingModel(ModelCard card, Transfer.Source network, StartOptions options) {
    /** Reads the model where there is one to begin with. */
    static Optional<StartingModel> of(StartOptions options) {
        if (!options.given()) return Optional.empty();
        ModelFolder folder = new ModelFolder(options.model());
        ModelCard card = folder.card();
        Graph graph = ModelFolder.graph(card);
        Weights weights = TorchScriptReader.read(folder.networkFile())
                .requireFit(graph, folder.networkFile().toString());
        return Optional.of(new StartingModel(card, new Transfer.Source(graph, weights), options));
    }

    /** What was asked, with the model's architecture and normalisation where nobody asked for others. */
    TrainOptions asked(TrainOptions said) {
        NetworkOptions network = said.network();
        if (network.equals(NetworkOptions.defaults())) {
            network = network.withArchitecture(card.network().spec());
        }
        InputOptions input = said.input();
        if (!options.refit() && TrainOptions.isAuto(input.normalization())) {
            input = input.withNormalization(card.input().spec());
        }
        return said.withNetwork(network).withInput(input);
    }

    /** The weights to begin with; says what was taken. */
    Weights begin(TrainingPlan plan, Weights initial, TrainingSet set, Progress progress) {
        if (plan.graph().rank() != card.network().rank()) {
            throw new InputException(
                    "The model " + options.model() + " is for " + card.network().rank()
                            + "-D images, but these have " + plan.graph().rank()
                            + " dimensions. Start from another model, or from scratch.");
        }
        Transfer transfer = Transfer.of(
                network,
                plan.graph(),
                initial,
                outputs(plan.graph(), set.classes().classes()));
        if (transfer.taken().isEmpty()) {
            throw new InputException("Nothing of the model " + options.model() + " ("
                    + card.network().spec()
                    + ") fits the network " + plan.architecture()
                    + ": expected the same architecture. Leave the architecture at its default to take the model's.");
        }
        say(transfer, plan, progress);
        return transfer.weights();
    }

    private void say(Transfer transfer, TrainingPlan plan, Progress progress) {
        progress.note(
                "Starting from " + options.model() + ": " + transfer.taken().size() + " arrays taken as they are");
        if (!transfer.adapted().isEmpty()) {
            progress.note("Fitted to other channels or classes: " + String.join(", ", transfer.adapted()));
        }
        if (!transfer.fresh().isEmpty()) {
            progress.note("Not in the model, so fresh: " + String.join(", ", transfer.fresh()));
        }
        if (options.freeze()) {
            progress.note("Frozen: " + plan.fit().rules().frozen().size() + " arrays of the encoder");
        }
    }

    /** The old output for each new one: by the classes' names, as a new order is no new meaning. */
    private int[] outputs(Graph graph, List<ClassInfo> classes) {
        boolean wasSigmoid = card.network().outputs() == 1;
        boolean isSigmoid = graph.classes() == 1;
        if (wasSigmoid && isSigmoid) return new int[] {0};
        if (wasSigmoid || isSigmoid)
            return IntStream.generate(() -> -1).limit(graph.classes()).toArray();
        List<String> known = card.classes().stream().map(ClassInfo::name).toList();
        return classes.stream().mapToInt(info -> known.indexOf(info.name())).toArray();
    }
}
