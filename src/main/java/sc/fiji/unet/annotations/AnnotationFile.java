package sc.fiji.unet.annotations;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import sc.fiji.unet.base.InputException;
import sc.fiji.unet.pairing.LabkitNames;

/** JSON files that say what is on images: COCO's of many, labelme's and QuPath's of one. */
public final class AnnotationFile {
    private static final int LOOKED_AT = 1 << 16;
    private static final List<String> WORDS =
            List.of("\"shapes\"", "\"annotations\"", "\"FeatureCollection\"", "\"Feature\"", "\"file_name\"");

    private AnnotationFile() {}

    /** Whether a file looks like one, by its name and its beginning. */
    public static boolean is(Path file) {
        String name = file.getFileName().toString().toLowerCase(Locale.ROOT);
        if (name.startsWith(".") || !Files.isRegularFile(file)) return false;
        if (name.endsWith(".geojson")) return true;
        if (!name.endsWith(".json") || LabkitNames.isLabeling(file)) return false;
        try (InputStream in = Files.newInputStream(file)) {
            String start = new String(in.readNBytes(LOOKED_AT), StandardCharsets.UTF_8);
            return WORDS.stream().anyMatch(start::contains);
        } catch (IOException e) {
            return false; // whoever reads it will say why
        }
    }

    /** Reads a file; what is no annotation is refused by name. */
    public static ImageShapes read(Path file) {
        try (Reader reader = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
            JsonElement root = JsonParser.parseReader(reader);
            if (GeoJsonFile.is(root)) return GeoJsonFile.read(root);
            if (root instanceof JsonObject object && CocoFile.is(object)) return CocoFile.read(object);
            if (root instanceof JsonObject object && LabelmeFile.is(object)) return LabelmeFile.read(object);
            throw new InputException("it is none of COCO, labelme and GeoJSON");
        } catch (IOException | JsonParseException | IllegalStateException | IndexOutOfBoundsException e) {
            throw refused(file, e);
        } catch (InputException | NumberFormatException | UnsupportedOperationException e) {
            throw refused(file, e);
        }
    }

    private static InputException refused(Path file, Exception e) {
        return new InputException(
                file + " cannot be read as annotations: " + e.getMessage()
                        + ". Expected JSON of COCO, labelme or QuPath (GeoJSON). Export it anew, or remove it.",
                e);
    }
}
