package sc.fiji.unet.data;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.TreeSet;
import sc.fiji.unet.base.AtomicFiles;
import sc.fiji.unet.base.Csv;
import sc.fiji.unet.base.CsvRow;
import sc.fiji.unet.base.InputException;
import sc.fiji.unet.config.SplitPart;

/**
 * Which image is learned from, chosen by or kept for the final judgment. Immutable.
 *
 * @param parts by image name, in the order they were given
 */
public record Split(Map<String, SplitPart> parts) {
    /** The words for a part in tables that people write. */
    private static final Map<String, SplitPart> WORDS = Map.of(
            "train",
            SplitPart.TRAIN,
            "training",
            SplitPart.TRAIN,
            "val",
            SplitPart.VALIDATION,
            "valid",
            SplitPart.VALIDATION,
            "validation",
            SplitPart.VALIDATION,
            "test",
            SplitPart.TEST,
            "testing",
            SplitPart.TEST);

    /** Copies the map. */
    public Split {
        parts = Collections.unmodifiableMap(new LinkedHashMap<>(parts));
    }

    /**
     * Draws a share of the names for validation, at least one; the others are for training. The same seed and names give
     * the same split, in whatever order the names come.
     */
    public static Split random(List<String> names, double share, long seed) {
        List<String> shuffled = new ArrayList<>(new TreeSet<>(names));
        if (shuffled.size() < 2) {
            throw new InputException("Only one image (" + String.join("", names)
                    + ") to learn from: expected at least two, one of them to validate on. Add images, cut this one into"
                    + " several, or give a folder of validation images.");
        }
        Collections.shuffle(shuffled, new Random(seed));
        int held = (int) Math.max(1, Math.min(shuffled.size() - 1L, Math.round(share * shuffled.size())));
        Map<String, SplitPart> parts = new LinkedHashMap<>();
        for (int i = 0; i < shuffled.size(); i++)
            parts.put(shuffled.get(i), i < held ? SplitPart.VALIDATION : SplitPart.TRAIN);
        return new Split(parts);
    }

    /** Reads a table with the columns name and split (train, val or test); names with or without their extension. */
    public static Split read(Path csv) {
        List<CsvRow> rows = rows(csv);
        List<String> head = rows.get(0).cells().stream()
                .map(cell -> cell.toLowerCase(Locale.ROOT))
                .toList();
        int name = head.indexOf("name");
        int split = head.indexOf("split");
        if (name < 0 || split < 0) {
            throw new InputException(csv + ", line " + rows.get(0).line() + ": found the columns " + head
                    + ", expected name and split. Add this header.");
        }
        Map<String, SplitPart> parts = new LinkedHashMap<>();
        for (CsvRow row : rows.subList(1, rows.size())) {
            String where = csv + ", line " + row.line();
            SplitPart part = WORDS.get(row.cell(split).toLowerCase(Locale.ROOT));
            if (part == null || row.cell(name).isEmpty()) {
                throw new InputException(where + ": found \"" + String.join(", ", row.cells())
                        + "\", expected a name and one of train, val, test.");
            }
            if (parts.put(ImageFolder.stem(row.cell(name)), part) != null) {
                throw new InputException(where + ": the name " + row.cell(name) + " comes twice, expected once.");
            }
        }
        return new Split(parts);
    }

    /** Writes the table that {@link #read} reads. */
    public void write(Path csv) {
        StringBuilder text = new StringBuilder(Csv.line("name", "split"));
        parts.forEach((name, part) -> text.append(Csv.line(withExtension(name), part.id())));
        AtomicFiles.writeString(csv, text.toString());
    }

    /** A name whose end looks like an extension, as in "cell.v1", would lose it when it is read. */
    private static String withExtension(String name) {
        return ImageFolder.stem(name).equals(name) ? name : name + ".tif";
    }

    /** Names of one part, in the order they were given. */
    public List<String> of(SplitPart part) {
        return parts.keySet().stream().filter(name -> parts.get(name) == part).toList();
    }

    /** Whether a name is in a part. */
    public boolean has(String name, SplitPart part) {
        return parts.get(name) == part;
    }

    private static List<CsvRow> rows(Path csv) {
        try {
            List<CsvRow> rows = Csv.read(csv);
            if (!rows.isEmpty()) return rows;
            throw new InputException(csv + " is empty: expected a table with the columns name and split.");
        } catch (IOException e) {
            throw new InputException(
                    "Cannot read " + csv + ": " + e + ". Expected a text file with the columns name and split.", e);
        }
    }
}
