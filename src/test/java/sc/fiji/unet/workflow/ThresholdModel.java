package sc.fiji.unet.workflow;

import sc.fiji.unet.config.ClassList;
import java.nio.file.Path;
import sc.fiji.unet.Cards;
import sc.fiji.unet.config.ClassInfo;
import sc.fiji.unet.config.ModelCard;
import sc.fiji.unet.model.LoadedModel;
import sc.fiji.unet.model.ModelFolder;
import sc.fiji.unet.nn.Graph;
import sc.fiji.unet.nn.Weights;
import sc.fiji.unet.predict.PatchPredictor;
import sc.fiji.unet.predict.Request;

/** A model whose network says foreground where the mean of the channels is above 100 of 255. */
public final class ThresholdModel implements PatchPredictor {
    private final int channels;

    private ThresholdModel(int channels) {
        this.channels = channels;
    }

    /** Writes its folder, with weights that nobody asks, and opens it. */
    public static LoadedModel open(Path folder, int rank, int channels, ModelCard.Input input) {
        ModelCard card = new ModelCard(
                Cards.tiny(rank, channels),
                input,
                new ModelCard.Labels(ClassList.of(ClassInfo.ofIndex(0), new ClassInfo("lung", 200, 0xFF0000)), false, null));
        Graph graph = ModelFolder.graph(card);
        ModelFolder model = new ModelFolder(folder);
        model.write(card, graph, Weights.initial(graph, 1));
        return LoadedModel.open(model, "cpu", (network, device) -> new ThresholdModel(channels));
    }

    /** Input of raw values with an unknown pixel size. */
    public static ModelCard.Input plain(int rank) {
        return new ModelCard.Input("range min=0 max=255", java.util.Collections.nCopies(rank, 1.0), "pixel");
    }

    @Override
    public int channels() {
        return channels;
    }

    @Override
    public int classes() {
        return 2;
    }

    @Override
    public double bytesPerPixel() {
        return 1;
    }

    @Override
    public void predict(float[] input, int n, int[] size, Request request, float[] output) {
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

    @Override
    public void close() {}
}
