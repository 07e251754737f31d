package sc.fiji.unet.annotations;

import com.google.gson.stream.JsonReader;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import sc.fiji.unet.base.InputException;

/**
 * The other form in which Labkit saves labels: a TIFF file, and beside it {@code NAME.tif.labels}, which says in JSON of each
 * value the labels of its pixels. Values are counted anew in every file.
 */
final class LabkitSets {
    private static final String EXTENSION = ".labels";
    private static final int MOST = 1 << 16;

    private LabkitSets() {}

    /** Whether a file is a TIFF of this form. */
    static boolean beside(Path tiff) {
        String name = tiff.getFileName().toString().toLowerCase(Locale.ROOT);
        return (name.endsWith(".tif") || name.endsWith(".tiff")) && Files.isRegularFile(sets(tiff));
    }

    /** Of each value of a TIFF its labels, which may be none or several. */
    static List<List<String>> of(Path tiff) {
        List<List<String>> all = new ArrayList<>();
        try (Reader text = Files.newBufferedReader(sets(tiff));
                JsonReader json = new JsonReader(text)) {
            json.beginObject();
            while (json.hasNext()) {
                if (!json.nextName().equals("labelSets")) json.skipValue();
                else read(json, all);
            }
        } catch (IOException | IllegalStateException e) {
            throw refused(tiff, "it is damaged (" + e.getMessage() + ")", e);
        }
        if (all.isEmpty()) throw refused(tiff, "it names no labels", null);
        return all;
    }

    private static void read(JsonReader json, List<List<String>> all) throws IOException {
        json.beginArray();
        while (json.hasNext()) {
            if (all.size() == MOST) throw new IOException("more than " + MOST + " sets of labels");
            List<String> set = new ArrayList<>();
            json.beginArray();
            while (json.hasNext()) set.add(json.nextString());
            json.endArray();
            all.add(set);
        }
        json.endArray();
    }

    private static Path sets(Path tiff) {
        return tiff.resolveSibling(tiff.getFileName() + EXTENSION);
    }

    private static InputException refused(Path tiff, String why, Exception cause) {
        return new InputException(
                "Cannot read " + sets(tiff) + ": " + why + ". Expected what Labkit saves beside " + tiff.getFileName()
                        + ": save the labeling anew from there.",
                cause);
    }
}
