package sc.fiji.unet.predict;

/** Takes what the network said, tile by tile. Called by one thread at a time, tiles in order, cores never overlapping. */
@FunctionalInterface
public interface TileSink {
    /** Keeps what it needs of the tile's core. */
    void write(TileOutput output);

    /** Hands each tile to this sink, then to another. */
    default TileSink and(TileSink other) {
        return output -> {
            write(output);
            other.write(output);
        };
    }
}
