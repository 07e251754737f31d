package sc.fiji.unet.annotations;

/**
 * An object on a plane, or all pixels of a class where no objects were told apart.
 *
 * @param className what it is
 * @param color of the class, 0xRRGGBB
 * @param number of the object, 0 where it is a class
 * @param slice counted from 0
 * @param frame counted from 0
 * @param mask its pixels
 */
public record FoundObject(String className, int color, int number, int slice, int frame, PixelMask mask) {}
