package sc.fiji.unet.tile;

/**
 * How a target is worked through.
 *
 * @param tileSize size of the inputs along x, y, (z), multiples of the stride
 * @param batch tiles computed at once
 */
public record TilePlan(int[] tileSize, int batch) {}
