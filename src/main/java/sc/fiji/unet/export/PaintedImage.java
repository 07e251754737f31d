package sc.fiji.unet.export;

import net.imglib2.img.array.ArrayImgs;
import sc.fiji.unet.base.Sizes;
import sc.fiji.unet.config.ModelCard;
import sc.fiji.unet.config.Spec;
import sc.fiji.unet.image.ImageSource;

/**
 * An image to test a network with where nobody gave one: soft spots of several sizes and a little noise. It shows nothing
 * that anybody photographed, so that no image leaves a person's computer unasked.
 */
final class PaintedImage {
    private static final double[] PERIODS = {37, 23, 11};

    private PaintedImage() {}

    /** One that suits the channels and the normalization of a model. */
    static ImageSource of(ModelCard card, int[] size) {
        int channels = card.network().channels();
        int pixels = Sizes.count(size);
        Spec normalization = card.input().spec();
        boolean fixed = normalization.id().equals("range");
        double min = fixed ? Double.parseDouble(normalization.options().getOrDefault("min", "0")) : 0;
        double max = fixed ? Double.parseDouble(normalization.options().getOrDefault("max", "255")) : 255;
        float[] values = new float[channels * pixels];
        for (int c = 0; c < channels; c++) {
            for (int i = 0; i < pixels; i++) {
                int depth = i / size[0] / size[1];
                double brightness = brightness(i % size[0] + 5 * c, i / size[0] % size[1], depth, c * pixels + i);
                values[c * pixels + i] = (float) (min + (max - min) * brightness);
            }
        }
        long[] dimensions = new long[size.length + 1];
        for (int d = 0; d < size.length; d++) dimensions[d] = size[d];
        dimensions[size.length] = channels;
        return new ImageSource("painted", ArrayImgs.floats(values, dimensions));
    }

    /** From 0 to 1. */
    private static double brightness(int x, int y, int z, int index) {
        double sum = 0;
        for (double period : PERIODS) {
            double wave = Math.sin(2 * Math.PI * x / period) * Math.sin(2 * Math.PI * (y + 0.3 * x) / period);
            sum += wave * Math.cos(2 * Math.PI * z / period);
        }
        double noise = ((index * 2654435761L >>> 8) % 1000) / 1000.0;
        return Math.min(1, Math.max(0, 0.35 + 0.25 * sum + 0.1 * noise));
    }
}
