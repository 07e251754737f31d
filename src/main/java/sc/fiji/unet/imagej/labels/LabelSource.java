package sc.fiji.unet.imagej.labels;

import ij.ImagePlus;
import ij.WindowManager;
import ij.io.FileInfo;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Which image a label image belongs to. Its title is an image property that ImageJ shows (Image &gt; Show Info) and keeps in
 * TIFF files: {@code unet.source = cells.tif}; which open image and which file that was is known until ImageJ quits.
 */
public final class LabelSource {
    private static final String TITLE = "unet.source";
    private static final String ID = "unet.source.id";
    private static final String FILE = "unet.source.file";

    private LabelSource() {}

    /** Writes down that labels are of an image; null labels are left alone. */
    public static void write(ImagePlus labels, ImagePlus image) {
        if (labels == null) return;
        labels.setProp(TITLE, image.getTitle());
        labels.setProperty(ID, image.getID());
        FileInfo file = image.getOriginalFileInfo();
        boolean known = file != null && file.directory != null && file.fileName != null;
        if (known) labels.setProperty(FILE, Path.of(file.directory, file.fileName));
    }

    /** The title of the image, where somebody wrote it. */
    public static Optional<String> title(ImagePlus labels) {
        return Optional.ofNullable(labels.getProp(TITLE));
    }

    /** The image, where it is open and of the size of its labels. */
    public static Optional<ImagePlus> image(ImagePlus labels) {
        if (title(labels).isEmpty()) return Optional.empty();
        Stream<ImagePlus> byId = Stream.ofNullable(labels.getProperty(ID)).map(id -> WindowManager.getImage((int) id));
        int[] open = WindowManager.getIDList();
        Stream<ImagePlus> byTitle = open == null
                ? Stream.empty()
                : Arrays.stream(open).mapToObj(WindowManager::getImage).filter(imp -> imp.getTitle()
                        .equals(title(labels).get()));
        return Stream.concat(byId, byTitle)
                .filter(imp -> imp != null && imp != labels && fits(imp, labels))
                .findFirst();
    }

    /** The file that it was opened from, where it is still there. */
    public static Optional<Path> file(ImagePlus labels) {
        return Optional.ofNullable((Path) labels.getProperty(FILE)).filter(Files::isRegularFile);
    }

    private static boolean fits(ImagePlus imp, ImagePlus labels) {
        return imp.getWidth() == labels.getWidth() && imp.getHeight() == labels.getHeight();
    }
}
