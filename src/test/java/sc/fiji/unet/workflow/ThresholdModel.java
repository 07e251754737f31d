package sc.fiji.unet.workflow;

import java.nio.file.Path;
import sc.fiji.unet.Cards;
import sc.fiji.unet.config.ModelCard;
import sc.fiji.unet.model.LoadedModel;
import sc.fiji.unet.model.ModelFolder;
import sc.fiji.unet.model.NetworkCompiler;
import sc.fiji.unet.nn.Graph;
import sc.fiji.unet.nn.Weights;
import sc.fiji.unet.predict.SimpleNetwork;

/** A model whose network says foreground where the mean of the channels is above 100 of 255. */
public final class ThresholdModel {
    private ThresholdModel() {}

    /** Writes its folder, with weights that nobody asks, and opens it. */
    public static LoadedModel open(Path folder, int rank, int channels, ModelCard.Input input) {
        return LoadedModel.open(write(folder, rank, channels, input), "cpu", compiler(channels));
    }

    /** Writes its folder, with weights that nobody asks. */
    public static ModelFolder write(Path folder, int rank, int channels, ModelCard.Input input) {
        ModelCard card = new ModelCard(
                Cards.tiny(rank, channels), input, new ModelCard.Labels(Cards.classes("lung", 200), false, null));
        Graph graph = ModelFolder.graph(card);
        ModelFolder model = new ModelFolder(folder);
        model.write(card, graph, Weights.initial(graph, 1));
        return model;
    }

    /** Makes its network, whatever the weights. */
    public static NetworkCompiler compiler(int channels) {
        return (network, device) ->
                new SimpleNetwork(channels, 2, (values, n, size, output) -> answer(channels, values, n, size, output));
    }

    /** Input of raw values with an unknown pixel size. */
    public static ModelCard.Input plain(int rank) {
        return new ModelCard.Input(Cards.BYTES.normalization(), java.util.Collections.nCopies(rank, 1.0), "pixel");
    }

    private static void answer(int channels, float[] input, int n, int[] size, float[] output) {
        int pixels = java.util.Arrays.stream(size).reduce(1, (a, b) -> a * b);
        for (int i = 0; i < n; i++) {
            for (int k = 0; k < pixels; k++) {
                float sum = 0;
                for (int c = 0; c < channels; c++) sum += input[(i * channels + c) * pixels + k];
                float foreground = sum * 255 / channels > 100.5f ? 0.75f : 0.25f;
                output[2 * i * pixels + k] = 1 - foreground;
                output[(2 * i + 1) * pixels + k] = foreground;
            }
        }
    }
}
