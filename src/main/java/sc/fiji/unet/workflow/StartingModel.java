package sc.fiji.unet.workflow;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import sc.fiji.unet.base.InputException;
import sc.fiji.unet.config.Auto;
import sc.fiji.unet.config.ClassList;
import sc.fiji.unet.config.FitOptions;
import sc.fiji.unet.config.InputOptions;
import sc.fiji.unet.config.ModelCard;
import sc.fiji.unet.config.NetworkOptions;
import sc.fiji.unet.config.StartOptions;
import sc.fiji.unet.config.TrainOptions;
import sc.fiji.unet.data.TrainingSet;
import sc.fiji.unet.model.ModelFolder;
import sc.fiji.unet.nn.Graph;
import sc.fiji.unet.nn.Transfer;
import sc.fiji.unet.nn.Weights;
import sc.fiji.unet.nn.op.Parameter;
import sc.fiji.unet.torchscript.TorchScriptReader;

/** A trained model that another training goes on with, in its architecture unless another was asked for. */
record StartingModel(ModelCard card, Transfer.Source network, StartOptions options) implements StartingPoint {
    /** Reads card and weights. */
    static StartingModel read(ModelFolder folder, StartOptions options) {
        ModelCard card = folder.card();
        folder.requireOwn("trained on");
        Graph graph = ModelFolder.graph(card);
        Weights weights = TorchScriptReader.read(folder.networkFile())
                .requireFit(graph, folder.networkFile().toString())
                .requireFinite(folder.networkFile().toString());
        return new StartingModel(card, new Transfer.Source(graph, weights), options);
    }

    /** With the model's architecture and normalization where nobody asked for others. */
    @Override
    public TrainOptions asked(TrainOptions said) {
        NetworkOptions network = said.network();
        if (network.equals(NetworkOptions.defaults())) {
            network = network.withArchitecture(card.network().spec());
        }
        InputOptions input = said.input();
        if (!options.refit() && Auto.is(input.normalization())) {
            input = input.withNormalization(card.input().spec());
        }
        boolean open = said.fit().auxiliary().equals(Auto.WORD);
        FitOptions fit = open ? said.fit().withAuxiliary(card.labels().objects().auxiliary()) : said.fit();
        return said.withNetwork(network).withInput(input).withFit(fit);
    }

    @Override
    public Begun begin(TrainingPlan plan, Weights initial, TrainingSet set) {
        if (plan.graph().rank() != card.network().rank()) {
            throw new InputException(
                    "The model " + options.model() + " is for " + card.network().rank()
                            + "-D images, but these have " + plan.graph().rank()
                            + " dimensions. Start from another model, or from scratch.");
        }
        Transfer transfer = Transfer.of(
                network, plan.graph(), initial, outputs(plan, set.classes().classes()));
        if (transfer.taken().isEmpty()) {
            throw new InputException("Nothing of the model " + options.model() + " ("
                    + card.network().spec()
                    + ") fits the network " + plan.architecture()
                    + ": expected the same architecture. Leave the architecture at its default to take the model's.");
        }
        Set<String> taken = new HashSet<>(
                plan.graph().parameters().stream().map(Parameter::name).toList());
        transfer.fresh().forEach(taken::remove);
        return new Begun(transfer.weights(), taken, report(transfer));
    }

    private List<String> report(Transfer transfer) {
        List<String> lines = new ArrayList<>();
        lines.add(options.model() + ": " + transfer.taken().size() + " arrays taken as they are");
        if (!transfer.adapted().isEmpty()) {
            lines.add("Fitted to other channels or classes: " + String.join(", ", transfer.adapted()));
        }
        if (!transfer.fresh().isEmpty()) {
            lines.add("Not in the model, so fresh: " + String.join(", ", transfer.fresh()));
        }
        return lines;
    }

    /** The old output for each new one: by the classes' names, as a new order is no new meaning. */
    private int[] outputs(TrainingPlan plan, ClassList classes) {
        Graph graph = plan.graph();
        boolean wasSigmoid = card.network().isSigmoid();
        boolean isSigmoid = graph.classes() == 1;
        if (wasSigmoid && isSigmoid) return new int[] {0};
        if (wasSigmoid || isSigmoid)
            return IntStream.generate(() -> -1).limit(graph.classes()).toArray();
        List<String> known = card.classes().names();
        IntStream same = classes.stream().mapToInt(info -> known.indexOf(info.name()));
        boolean likewise = plan.auxiliary().equals(card.labels().objects().auxiliary());
        IntStream more =
                IntStream.range(0, graph.classes() - classes.size()).map(i -> likewise ? known.size() + i : -1);
        return IntStream.concat(same, more).toArray();
    }
}
