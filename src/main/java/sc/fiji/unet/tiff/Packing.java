package sc.fiji.unet.tiff;

/**
 * What the bytes of a page are.
 *
 * @param type of each number
 * @param samples numbers of a pixel
 * @param compression of the strips or tiles
 */
record Packing(SampleType type, int samples, Compression compression) {}
