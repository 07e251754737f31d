package sc.fiji.unet.runtime;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import sc.fiji.unet.base.CloseOnFailure;
import sc.fiji.unet.base.InputException;
import sc.fiji.unet.base.Sizes;
import sc.fiji.unet.image.PixelLayer;
import sc.fiji.unet.onnx.OnnxOutline;
import sc.fiji.unet.predict.PatchPredictor;
import sc.fiji.unet.predict.Request;

/** Computes patches with ONNX Runtime, in 32-bit floats on the processor. One call at a time. */
public final class ForeignPredictor implements PatchPredictor {
    /** What a network takes for each pixel of an image at least, as far as anybody can tell without running it. */
    private static final int LEAST_BYTES_PER_PIXEL = 2048;
    /** And for each channel that a pixel gets: a U-Net takes 24, as skips are kept and joined; others may keep more. */
    private static final int BYTES_PER_CHANNEL = 64;

    private final OnnxSession session;
    private final ForeignNetwork network;
    private final String where;
    private final double bytesPerPixel;
    private final int edge;

    private ForeignPredictor(OnnxSession session, ForeignNetwork network, String where, Needed needed) {
        double told = Math.max(LEAST_BYTES_PER_PIXEL, BYTES_PER_CHANNEL * (double) needed.width);
        bytesPerPixel = Math.max(told, needed.memory.perPixel());
        edge = needed.memory.edge(network.sizes().size());
        this.session = session;
        this.network = network;
        this.where = where;
    }

    /** What is known of the memory that a network takes: by its convolutions, and by trial. */
    private record Needed(int width, OnnxMemory memory) {
        static Needed of(byte[] file, ForeignNetwork network, String where) {
            return new Needed(OnnxOutline.of(ByteBuffer.wrap(file)).width(), OnnxMemory.of(file, network, where));
        }
    }

    /** Opens what was imported. */
    public static ForeignPredictor open(Path file) {
        return open(ForeignNetwork.bytes(file), ForeignNetwork.of(file), file.toString());
    }

    /**
     * Opens a file.
     *
     * @param network how to ask it
     * @param where for messages
     */
    public static ForeignPredictor open(byte[] file, ForeignNetwork network, String where) {
        OnnxSession session = OnnxRuntime.open(file, where);
        try (CloseOnFailure opened = new CloseOnFailure()) {
            opened.add(session, session::close);
            Set<String> inputs =
                    network.inputs().stream().map(ForeignNetwork.Tensor::name).collect(Collectors.toSet());
            session.requireFloats(inputs, network.output().name());
            Needed needed = Needed.of(file, network, where);
            opened.succeeded();
            return new ForeignPredictor(session, network, where, needed);
        }
    }

    @Override
    public int channels() {
        return network.channels();
    }

    @Override
    public int classes() {
        return network.classes();
    }

    @Override
    public double bytesPerPixel() {
        return bytesPerPixel;
    }

    @Override
    public void predict(float[] input, int n, int[] size, Request request, float[] output) {
        Windows x = windows(size, 0);
        Windows y = windows(size, 1);
        Windows z = size.length == 3 ? windows(size, 2) : Windows.of(1, new ForeignNetwork.Size(1, 0), 0, 1);
        Box patch = new Box(size[0], size[1], size.length == 3 ? size[2] : 1);
        Box window = new Box(x.window(), y.window(), z.window());
        int[] edges = Arrays.copyOf(new int[] {x.window(), y.window(), z.window()}, size.length);
        for (Box.Place place : places(x, y, z)) {
            for (int i = 0; i < n; i++) {
                request.progress().check();
                float[] part = patch.cut(input, i * channels(), channels(), window, place);
                patch.paste(answer(part, edges), window, output, i * classes(), place);
            }
        }
    }

    private Windows windows(int[] size, int d) {
        ForeignNetwork.Size any = network.sizes().get(d);
        int grid = network.grid(d);
        if (size[d] <= edge) return Windows.of(size[d], any, network.halo(), grid);
        ForeignNetwork.Size most = any.atMost(edge);
        return Windows.of(size[d], most, Math.min(network.halo(), most.least() / 4), grid);
    }

    private static List<Box.Place> places(Windows x, Windows y, Windows z) {
        return z.parts().stream()
                .flatMap(k -> y.parts().stream().flatMap(j -> x.parts().stream().map(i -> new Box.Place(i, j, k))))
                .toList();
    }

    /** Of an image of a size x, y, (z) that the network takes. */
    private float[] answer(float[] image, int[] size) {
        int pixels = Sizes.count(size);
        Map<String, OnnxSession.Numbers> inputs = new LinkedHashMap<>();
        float[] prepared = image;
        for (PixelLayer layer : network.before()) prepared = layer.of(prepared, pixels);
        int from = 0;
        for (ForeignNetwork.Tensor input : network.inputs()) {
            float[] own = Arrays.copyOfRange(prepared, from * pixels, (from + input.channels()) * pixels);
            AxisOrder order = input.order(size);
            inputs.put(input.name(), new OnnxSession.Numbers(order.shape(), order.toTensor(own)));
            from += input.channels();
        }
        ForeignNetwork.Tensor output = network.output();
        int[] coarse = size.clone();
        for (int d = 0; d < size.length; d++) coarse[d] /= network.grid(d);
        AxisOrder order = output.order(coarse);
        OnnxSession.Numbers answer = session.run(inputs, output.name());
        if (!Arrays.equals(answer.shape(), order.shape())) {
            throw new InputException(where + ": " + output.name() + " is of size " + Arrays.toString(answer.shape())
                    + " (" + output.axes() + ") for an image of " + Arrays.toString(size)
                    + ", expected " + Arrays.toString(order.shape()) + ". Ask its author which images it takes.");
        }
        return repeated(new ClassNumbers(network).of(order.toOurs(answer.values())), coarse, size);
    }

    /** Each number for all pixels that it is said of. */
    private float[] repeated(float[] answer, int[] coarse, int[] size) {
        int pixels = Sizes.count(size);
        int few = Sizes.count(coarse);
        if (few == pixels) return answer;
        float[] all = new float[answer.length / few * pixels];
        for (int i = 0; i < all.length; i++) {
            int rest = i;
            int from = 0;
            int every = 1;
            for (int d = 0; d < size.length; d++) {
                from += every * (rest % size[d] / network.grid(d));
                rest /= size[d];
                every *= coarse[d];
            }
            all[i] = answer[rest * few + from];
        }
        return all;
    }

    @Override
    public void close() {
        session.close();
    }
}
