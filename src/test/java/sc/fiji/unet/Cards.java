package sc.fiji.unet;

import sc.fiji.unet.config.ModelCard;

/** What tests say of networks that they make up. */
public final class Cards {
    /** The smallest U-Net: one channel, two classes, planes. */
    public static final ModelCard.Network TINY = tiny(2, 1);

    /** The classic U-Net for planes of one channel and three classes. */
    public static final ModelCard.Network CLASSIC = new ModelCard.Network("unet", 2, 1, 3, 16, 90, 90, true);

    private Cards() {}

    /** The smallest U-Net for images of so many axes and channels. */
    public static ModelCard.Network tiny(int rank, int channels) {
        return new ModelCard.Network("unet depth=1 width=4", rank, channels, 2, 2, 10, 10, true);
    }
}
