package sc.fiji.unet.samples;

import java.awt.image.BufferedImage;

/**
 * A painted image with its ground truth, as pictures ready to be written.
 *
 * @param image 8-bit gray, or RGBA with alpha 255
 * @param mask same size: class index (8-bit gray or palette) or object number (16-bit gray), 0 for background
 */
public record SampleImage(BufferedImage image, BufferedImage mask) {}
