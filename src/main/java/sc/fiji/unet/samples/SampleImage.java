package sc.fiji.unet.samples;

import java.awt.image.BufferedImage;

/**
 * A made image with its ground truth.
 *
 * @param image 8-bit grey, or RGBA with alpha 255
 * @param mask same size: class index (8-bit grey or palette) or object number (16-bit grey), 0 for background
 */
public record SampleImage(BufferedImage image, BufferedImage mask) {}
