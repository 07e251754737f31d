package sc.fiji.unet.pairing;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** File names without their extension, and the extension alone. */
public final class FileStem {
    private static final Pattern EXTENSION = Pattern.compile("\\.[A-Za-z][A-Za-z0-9]{0,4}$");
    private static final Pattern IMAGE =
            Pattern.compile("(?i)(\\.ome)?\\.(tiff?|png|jpe?g|bmp|gif|nii|h5|czi|nd2|lif)$");

    private FileStem() {}

    /** The name without its extension; dots elsewhere in the name stay. */
    public static String of(String fileName) {
        String stem = EXTENSION.matcher(fileName).replaceFirst("");
        String lower = stem.toLowerCase(Locale.ROOT);
        return lower.endsWith(".ome") || lower.endsWith(".nii") ? stem.substring(0, stem.length() - 4) : stem;
    }

    /** The extension in lower case without its dot; empty where there is none. */
    public static String extension(String fileName) {
        Matcher matcher = EXTENSION.matcher(fileName);
        return matcher.find() ? matcher.group().substring(1).toLowerCase(Locale.ROOT) : "";
    }

    /** Without the extension of an image that a mask is called after, as in cell.tif_mask. */
    static String withoutImageExtension(String stem) {
        return IMAGE.matcher(stem).replaceFirst("");
    }
}
