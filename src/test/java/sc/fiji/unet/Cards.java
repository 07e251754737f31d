package sc.fiji.unet;

import java.util.List;
import sc.fiji.unet.config.ClassInfo;
import sc.fiji.unet.config.ClassList;
import sc.fiji.unet.config.ModelCard;

/** What tests say of networks that they make up. */
public final class Cards {
    /** The smallest U-Net: one channel, two classes, planes. */
    public static final ModelCard.Network TINY = tiny(2, 1);

    /** The classic U-Net for planes of one channel and three classes. */
    public static final ModelCard.Network CLASSIC = classic(3);

    /** Images whose pixel size nobody knows. */
    public static final ModelCard.Input PLAIN = input("zscore");

    /** 8-bit images as they are, whose pixel size nobody knows. */
    public static final ModelCard.Input BYTES = input("range min=0 max=255");

    private Cards() {}

    /** The smallest U-Net for images of so many axes and channels. */
    public static ModelCard.Network tiny(int rank, int channels) {
        return of("unet depth=1 width=4", rank, channels);
    }

    /** The classic U-Net for planes of one channel and so many classes. */
    public static ModelCard.Network classic(int classes) {
        return ModelCard.Network.of("unet", 2, 1, classes).withTiles(16, 112, 90, true);
    }

    /** A network of two classes, with tiles as those of the smallest U-Net. */
    public static ModelCard.Network of(String architecture, int rank, int channels) {
        return ModelCard.Network.of(architecture, rank, channels, 2).withTiles(2, 10, 10, true);
    }

    /** Planes normalized in this way, whose pixel size nobody knows. */
    public static ModelCard.Input input(String normalization) {
        return new ModelCard.Input(normalization, List.of(1.0, 1.0), "pixel");
    }

    /** The background, and what this value stands for in masks. */
    public static ClassList classes(String name, int value) {
        return ClassList.of(ClassInfo.ofIndex(0), new ClassInfo(name, value, 0xFF0000));
    }

    /** The background and a class without a name of its own. */
    public static ClassList twoClasses() {
        return ClassList.of(ClassInfo.ofIndex(0), ClassInfo.ofIndex(1));
    }

    /** The card of a model that labels two classes, or numbers the objects of one. */
    public static ModelCard card(ModelCard.Network network, boolean instances) {
        return new ModelCard(network, PLAIN, new ModelCard.Labels(twoClasses(), instances, null));
    }
}
