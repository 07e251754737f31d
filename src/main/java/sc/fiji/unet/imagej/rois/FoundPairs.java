package sc.fiji.unet.imagej.rois;

import java.io.File;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import sc.fiji.unet.base.Counted;
import sc.fiji.unet.base.InputException;
import sc.fiji.unet.data.ImageFolder;
import sc.fiji.unet.imagej.files.ImageFiles;

/** Says in the training dialog how many images with masks the chosen folders hold, before anything is read. */
public final class FoundPairs {
    private FoundPairs() {}

    /** One short line about the paths that a dialog holds; without masks, these lie beside the images. Empty for none. */
    public static String in(String images, String masks) {
        if (images == null || images.isBlank()) return "";
        Path folder = new File(images).toPath();
        Path beside = masks == null || masks.isBlank() ? folder : new File(masks).toPath();
        try {
            if (RoiFolders.is(folder, beside)) {
                int n = ImageFolder.list(folder, new ImageFiles()).size();
                return Counted.of(n, "image") + " and files of ROIs found";
            }
            return text(ImageFolder.scan(folder, beside, new ImageFiles()));
        } catch (InputException | UncheckedIOException e) {
            return e.getMessage().split("[:.] ")[0];
        }
    }

    private static String text(ImageFolder found) {
        String pairs = Counted.of(found.pairs().size(), "pair") + " found";
        if (!found.withoutMask().isEmpty())
            pairs += ", " + Counted.of(found.withoutMask().size(), "image") + " without mask";
        if (!found.withoutImage().isEmpty())
            pairs += ", " + Counted.of(found.withoutImage().size(), "mask") + " without image";
        return pairs;
    }
}
