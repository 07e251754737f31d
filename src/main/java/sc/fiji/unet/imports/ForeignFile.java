package sc.fiji.unet.imports;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import sc.fiji.unet.base.Progress;
import sc.fiji.unet.config.ModelCard;
import sc.fiji.unet.image.PixelLayer;
import sc.fiji.unet.model.ModelFolder;
import sc.fiji.unet.nn.GraphBuilder;
import sc.fiji.unet.nn.Transfer;
import sc.fiji.unet.nn.Weights;
import sc.fiji.unet.nn.op.Activation;
import sc.fiji.unet.nn.op.Foreign;
import sc.fiji.unet.onnx.OnnxLayout;
import sc.fiji.unet.onnx.OnnxOutline;
import sc.fiji.unet.predict.PatchPredictor;
import sc.fiji.unet.runtime.ForeignNetwork;
import sc.fiji.unet.runtime.ForeignPredictor;
import sc.fiji.unet.runtime.OnnxRuntime;
import sc.fiji.unet.runtime.OnnxSession;

/**
 * An ONNX file with operators that ours are not, which ONNX Runtime computes as it is.
 *
 * @param bytes of the file
 * @param network how to ask it
 * @param said what is known of it
 */
record ForeignFile(byte[] bytes, ForeignNetwork network, Said said) implements ReadNetwork {
    private static final int HALO_IN_PLANES = 32;
    private static final int HALO_IN_VOLUMES = 8;

    /**
     * What is known of a file.
     *
     * @param input its description, of all inputs together
     * @param output its description
     * @param operator what ours are not, for people
     * @param where for messages
     */
    record Said(TensorText input, TensorText output, String operator, String where) {}

    /** Opens it, and tries which images it takes where nobody said. */
    static ForeignFile open(byte[] bytes, OnnxLayout layout, Said said) {
        OnnxOutline outline = OnnxOutline.of(ByteBuffer.wrap(bytes));
        List<String> names = outline.meant(layout.ends().inputs());
        int[] size = outline.size(names.get(0));
        OnnxLayout known = layout.usual(size.length);
        List<ForeignNetwork.Tensor> inputs = new ArrayList<>();
        for (int i = 0; i < names.size(); i++) {
            int channels = known.channels(i, outline.size(names.get(i)));
            inputs.add(new ForeignNetwork.Tensor(names.get(i), known.axes(i), channels, "none"));
        }
        String axes = known.output().isEmpty() ? known.input() : known.output();
        String answer = outline.meant(layout.ends());
        List<Integer> grid = said.output().grid();
        try (OnnxSession session = OnnxRuntime.open(bytes, said.where())) {
            ImageTrials trials = new ImageTrials(session, inputs, answer, axes, grid, said.where());
            List<ForeignNetwork.Size> sizes = trials.sizes(said.input(), size);
            ForeignNetwork.Tensor output =
                    new ForeignNetwork.Tensor(answer, axes, trials.channels(sizes), outline.ending(answer, axes));
            ForeignNetwork network = new ForeignNetwork(
                    inputs, output, sizes, halo(said.output(), sizes.size()), new double[0][], new double[0]);
            return new ForeignFile(bytes, network.onGrid(grid), said);
        }
    }

    /** As many pixels as users of the answer are told to cut off; what a usual network may see where nobody said. */
    private static int halo(TensorText output, int rank) {
        int halo = ImportedCard.halo(output);
        return halo > 0 ? halo : rank == 2 ? HALO_IN_PLANES : HALO_IN_VOLUMES;
    }

    /** Images of which sizes tiles may be: a multiple of every step and of the grid. */
    private int stride() {
        int stride = 1;
        for (ForeignNetwork.Size size : network.sizes()) stride = common(stride, Math.max(1, size.step()));
        for (int every : network.grid()) stride = common(stride, every);
        return stride;
    }

    private static int common(int one, int other) {
        int multiple = one;
        while (multiple % other != 0) multiple += one;
        return multiple;
    }

    /** As one operation of which nothing is known, and the activation that it ends with. */
    @Override
    public Transfer.Source source() {
        GraphBuilder graph = new GraphBuilder(network.sizes().size(), network.channels());
        int last = graph.add("foreign", new Foreign(network.output().channels(), stride(), network.halo()), 0);
        String ending = network.output().ending();
        if (!ending.equals("none")) {
            boolean sigmoid = ending.equals("sigmoid");
            graph.add("activation", new Activation(sigmoid ? Activation.Kind.SIGMOID : Activation.Kind.SOFTMAX), last);
        }
        return new Transfer.Source(graph.build(), new Weights(Map.of()));
    }

    @Override
    public PatchPredictor asItIs(Progress progress) {
        return ForeignPredictor.open(bytes, network, said.where());
    }

    /** Of the answer's network only the map from its outputs to classes is kept beside the file. */
    @Override
    public void write(ModelFolder folder, ModelCard card, Answer answer, Transfer.Source same) {
        folder.write(card, bytes, asked(card, answer));
    }

    @Override
    public PatchPredictor answering(ModelCard card, Answer answer, Transfer.Source same, Progress progress) {
        return ForeignPredictor.open(bytes, asked(card, answer), said.where());
    }

    /** As it answers once its images are prepared by layers. */
    ForeignFile preparedBy(List<PixelLayer> layers) {
        return new ForeignFile(bytes, network.preparedBy(layers), said);
    }

    private ForeignNetwork asked(ModelCard card, Answer answer) {
        if (!answer.whole().isEmpty()) return network.followedBy(behind(answer.layers()));
        ForeignNetwork asked = answer.layers().isEmpty()
                ? mapped(card, answer)
                : layered(answer.isObjects() ? answer.layers() : behind(answer.layers()));
        return answer.isObjects() ? asked.saying(card.network().outputs() - card.classOutputs()) : asked;
    }

    /** Layers begin with what the file itself ends with, where that is an activation and is taken apart. */
    private List<PixelLayer> behind(List<PixelLayer> layers) {
        return network.output().ending().equals("none") ? layers : layers.subList(1, layers.size());
    }

    private ForeignNetwork layered(List<PixelLayer> layers) {
        int classes = network.output().channels();
        for (PixelLayer layer : layers) classes = layer.channels(classes);
        double[][] rows = new double[classes][classes];
        for (int k = 0; k < classes; k++) rows[k][k] = 1;
        return network.followedBy(layers).mapped(rows, new double[classes]);
    }

    private ForeignNetwork mapped(ModelCard card, Answer answer) {
        int in = network.output().channels();
        int classes = card.network().outputs();
        Map<String, float[]> map = answer.network().weights().arrays();
        double[][] rows = new double[classes][in];
        double[] shift = new double[classes];
        for (int k = 0; k < classes; k++) {
            for (int c = 0; c < in; c++)
                rows[k][c] = map.isEmpty() ? k == c ? 1 : 0 : map.get("classes_weight")[k * in + c];
            if (!map.isEmpty()) shift[k] = map.get("classes_bias")[k];
        }
        return network.mapped(rows, shift);
    }

    @Override
    public String note() {
        return "ONNX Runtime, as " + said.operator()
                + " is none of this program's own. It segments, in fp32 on the processor;"
                + " it cannot be trained or exported, and results depend on the tile size";
    }
}
