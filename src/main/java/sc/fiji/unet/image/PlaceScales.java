package sc.fiji.unet.image;

import sc.fiji.unet.base.InputException;
import sc.fiji.unet.base.Sizes;

/** How the pixels at each place of an image are scaled, channel by channel. */
final class PlaceScales {
    private static final int AXES = 3;

    private final RawBlock.Scale[] scales;
    private final int[] extent = {1, 1, 1};
    private final int channels;

    /**
     * Of a whole image.
     *
     * @param source the image
     * @param scaling with as many channels, and with places that are the pixels of its axes
     */
    PlaceScales(ImageSource source, ChannelScaling scaling) {
        channels = scaling.channels();
        if (channels != source.channels()) {
            throw new InputException(source.name() + " has " + source.channels()
                    + " channels, but the normalization is for " + channels + ".");
        }
        int[] places = scaling.places();
        for (int d = 0; d < Math.min(AXES, places.length); d++) {
            extent[d] = places[d];
            if (places[d] != 1 && (d >= source.rank() || places[d] != source.size()[d])) {
                throw new InputException(source.name() + " is not of the size that its normalization is for: along "
                        + "xyz".charAt(d) + " that has " + places[d] + " places.");
            }
        }
        scales = new RawBlock.Scale[channels * Sizes.count(extent)];
        for (int i = 0; i < scales.length; i++) {
            scales[i] = new RawBlock.Scale(scaling.gain()[i], scaling.offset()[i], scaling.low()[i], scaling.high()[i]);
        }
    }

    int channels() {
        return channels;
    }

    /** Whether all pixels of a row are scaled alike. */
    boolean byRows() {
        return extent[0] == 1;
    }

    RawBlock.Scale at(int channel, long x, long y, long z) {
        int plane = channel * extent[2] + (extent[2] == 1 ? 0 : (int) z);
        int row = plane * extent[1] + (extent[1] == 1 ? 0 : (int) y);
        return scales[row * extent[0] + (extent[0] == 1 ? 0 : (int) x)];
    }
}
