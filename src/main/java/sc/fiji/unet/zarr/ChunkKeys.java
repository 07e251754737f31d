package sc.fiji.unet.zarr;

import java.io.IOException;
import java.util.Arrays;
import java.util.stream.Collectors;

/**
 * How the keys of chunks are written.
 *
 * @param prefixed whether they begin with c, as those of Zarr v3 do
 * @param separator between numbers
 */
record ChunkKeys(boolean prefixed, String separator) {
    /** As metadata say; other separators are refused. */
    static ChunkKeys read(boolean prefixed, String separator) throws IOException {
        if (separator.equals(".") || separator.equals("/")) return new ChunkKeys(prefixed, separator);
        throw new IOException("its keys have \"" + separator + "\" between numbers, expected . or /");
    }

    /** The key of the chunk at this place of the grid. */
    String of(long[] chunk) {
        String numbers = Arrays.stream(chunk).mapToObj(Long::toString).collect(Collectors.joining(separator));
        return prefixed ? "c" + separator + numbers : numbers;
    }
}
