package sc.fiji.unet.tiff;

/**
 * How the numbers of a page are packed into bytes.
 *
 * @param type of each number
 * @param samples how many numbers a pixel has
 * @param compression of the strips or tiles
 */
record Packing(SampleType type, int samples, Compression compression) {}
