package sc.fiji.unet.predict;

import java.util.Arrays;
import java.util.List;
import sc.fiji.unet.base.Sizes;

/**
 * Test-time augmentation: the mean probability over all mirror images of a patch (4 in 2-D, 8 in 3-D), with turns by 90
 * degrees in the x, y plane twice as many. As slow as that many predictions. Turning needs a network with the same
 * stride along x and y.
 */
public final class MirrorAveraging implements PatchPredictor {
    private final PatchPredictor network;
    private final boolean turns;
    private final boolean directed;
    private final int rays;
    private final BufferPool patches = new BufferPool();
    private final BufferPool answers = new BufferPool();

    /** Takes over the network: closing this closes it. */
    public MirrorAveraging(PatchPredictor network, boolean turns) {
        this(network, turns, false, 0);
    }

    /**
     * Takes over the network: closing this closes it.
     *
     * @param directed whether the last outputs, one an axis, are a direction, the last axis first: -1 to 1 said as 0 to 1
     * @param rays how many of the last outputs are lengths along rays, evenly around from +x over +y
     */
    public MirrorAveraging(PatchPredictor network, boolean turns, boolean directed, int rays) {
        this.rays = rays;
        this.network = network;
        this.turns = turns;
        this.directed = directed;
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
    public int lanes() {
        return network.lanes();
    }

    @Override
    public double bytesPerPixel() {
        return network.bytesPerPixel();
    }

    @Override
    public void predict(float[] input, int n, int[] size, Request request, float[] output) {
        int pixels = n * Sizes.count(size);
        float[] moved = patches.take(pixels * channels());
        float[] answer = answers.take(pixels * classes());
        Request one = request.forMember().forAllRows(); // mirroring changes which rows are which
        List<Symmetry> symmetries = Symmetry.all(size.length, turns);
        Arrays.fill(output, 0, pixels * classes(), 0);
        for (Symmetry symmetry : symmetries) {
            symmetry.apply(input, n * channels(), size, moved);
            network.predict(moved, n, symmetry.apply(size), one, answer);
            for (int i = 0; i < n && directed; i++) symmetry.turnBack(answer, (i + 1) * classes(), size);
            for (int i = 0; i < n && rays > 0; i++) symmetry.turnBack(answer, (i + 1) * classes(), rays, size);
            symmetry.addInverse(answer, n * classes(), size, output);
        }
        for (int i = 0; i < pixels * classes(); i++) output[i] /= symmetries.size();
        patches.giveBack(moved);
        answers.giveBack(answer);
    }

    @Override
    public void close() {
        network.close();
    }
}
