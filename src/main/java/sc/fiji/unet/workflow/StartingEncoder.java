package sc.fiji.unet.workflow;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import sc.fiji.unet.base.InputException;
import sc.fiji.unet.base.OptionException;
import sc.fiji.unet.config.NetworkOptions;
import sc.fiji.unet.config.StartOptions;
import sc.fiji.unet.config.TrainOptions;
import sc.fiji.unet.data.TrainingSet;
import sc.fiji.unet.nn.Architecture;
import sc.fiji.unet.nn.PretrainedEncoder;
import sc.fiji.unet.nn.Tensor;
import sc.fiji.unet.nn.Weights;
import sc.fiji.unet.registry.Extensions;
import sc.fiji.unet.torchscript.WeightFile;

/** A file of weights, of whatever network: what of them fits the encoder by shape is what the encoder begins with. */
record StartingEncoder(List<Tensor> tensors, StartOptions options) implements StartingPoint {
    private static final int LEAST_AXES = 4;

    /** Reads the weights of the file that the options name. */
    static StartingEncoder read(StartOptions options) {
        if (options.refit()) {
            throw new OptionException("refit = true: expected a model folder to start from, as a file of weights brings"
                    + " no normalization. Leave it off.");
        }
        return new StartingEncoder(WeightFile.read(options.model()), options);
    }

    /** As wide as the first convolution of the file, as nothing else could match. */
    @Override
    public TrainOptions asked(TrainOptions said) {
        NetworkOptions network = said.network();
        Set<String> known = Extensions.of(Architecture.class)
                .get(network.architecture().id())
                .defaults()
                .keySet();
        if (!known.contains("width") || network.spec().options().containsKey("width")) return said;
        int width = tensors.stream()
                .filter(tensor -> tensor.shape().length >= LEAST_AXES)
                .findFirst()
                .orElseThrow(() -> new InputException(options.model()
                        + " holds no convolution to start from: expected the weights of a network such as"
                        + " VGG-16 or a ResNet."))
                .shape()[0];
        return said.withNetwork(network.withSize(network.depth(), width));
    }

    @Override
    public Begun begin(TrainingPlan plan, Weights initial, TrainingSet set) {
        PretrainedEncoder encoder = PretrainedEncoder.of(plan.graph(), initial, tensors);
        List<String> report = new ArrayList<>(List.of("Weights of " + options.model() + "."));
        report.addAll(encoder.report());
        return new Begun(encoder.weights(), encoder.taken(), report);
    }
}
