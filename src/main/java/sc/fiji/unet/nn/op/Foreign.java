package sc.fiji.unet.nn.op;

import java.nio.file.Path;
import java.util.List;

/**
 * A whole network of another program, made of operations that ours are not. Nothing is known of it but how it sees an image,
 * as its author said or as trials showed; its own runtime computes it.
 *
 * @param file the network; an empty path in what is only described
 * @param channels of its output
 * @param stride images are multiples of it along all axes
 * @param halo pixels at the edges of a tile that are not trusted
 */
public record Foreign(Path file, int channels, int stride, int halo) implements Op {
    /** A network that is described only. */
    public Foreign(int channels, int stride, int halo) {
        this(Path.of(""), channels, stride, halo);
    }

    /** The same network, to be found in a file. */
    public Foreign in(Path place) {
        return new Foreign(place, channels, stride, halo);
    }

    /** Images stay as large as they are. */
    @Override
    public Footprint footprint() {
        return SlidingWindow.POINT;
    }

    /** What nobody knows of may look at all of an image. */
    @Override
    public Scope scope() {
        return Scope.IMAGE;
    }

    @Override
    public int channels(int... inputs) {
        return channels;
    }

    @Override
    public long flopsPerValue(int rank) {
        return 0;
    }

    @Override
    public List<Parameter> parameters(String node, int rank) {
        return List.of();
    }

    @Override
    public ReceptiveField receptiveField(int axis, List<ReceptiveField> inputs) {
        return new ReceptiveField(stride, -halo, halo);
    }
}
