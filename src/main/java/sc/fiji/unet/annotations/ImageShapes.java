package sc.fiji.unet.annotations;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import sc.fiji.unet.pairing.FileStem;

/**
 * What an annotation file says of the images that it names, and what of it could not be read.
 *
 * @param shapes of each image, by the name that the file has for it; empty where it has none
 * @param notes what was left out, in sentences
 */
public record ImageShapes(Map<String, List<DrawnShape>> shapes, List<String> notes) {
    /** The shapes of an image by its file name, with or without folders and extension; empty where it is not named. */
    public Optional<List<DrawnShape>> of(String fileName) {
        return shapes.entrySet().stream()
                .filter(entry -> same(entry.getKey(), fileName))
                .map(Map.Entry::getValue)
                .findFirst();
    }

    /** The shapes of the only image. */
    public Optional<List<DrawnShape>> ofOnlyImage() {
        return shapes.size() == 1 ? Optional.of(shapes.values().iterator().next()) : Optional.empty();
    }

    private static boolean same(String named, String fileName) {
        String last = named.substring(Math.max(named.lastIndexOf('/'), named.lastIndexOf('\\')) + 1);
        return last.equals(fileName) || !last.isEmpty() && stem(last).equals(stem(fileName));
    }

    private static String stem(String name) {
        return FileStem.of(name);
    }
}
