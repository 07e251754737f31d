package sc.fiji.unet.tile;

/**
 * How large the tiles are that an image is segmented in, and how many are computed together.
 *
 * @param tileSize size of the inputs along x, y, (z), multiples of the stride
 * @param batch tiles computed at once
 */
public record TilePlan(int[] tileSize, int batch) {}
