package sc.fiji.unet.annotations;

import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import sc.fiji.unet.base.InputException;
import sc.fiji.unet.pairing.LabkitNames;

/**
 * A {@code .labeling} or {@code .json} file of Labkit: for each label its pixels, as JSON; or a TIFF that Labkit saved. Labels are numbered by their names, and by those of
 * all files in the folder together, so that a name has one number in all of them. A pixel without a label is background,
 * or unknown where the files have a label of that name.
 *
 * @param file that is read
 * @param names of the labels by number, background first
 * @param sparse whether pixels without a label are unknown
 */
public record LabkitFile(Path file, List<String> names, boolean sparse) {
    /** What stands for unknown. */
    public static final int UNKNOWN = 255;

    private static final String BACKGROUND = "background";
    private static final long MOST_PIXELS = 1L << 30;

    /** Whether a file is called as such files are. */
    public static boolean named(Path file) {
        String name = file.getFileName().toString().toLowerCase(Locale.ROOT);
        boolean kept = name.startsWith(".") || name.startsWith("~"); // what Labkit keeps of work that nobody saved
        return !kept && inTiff(file) || LabkitNames.isLabeling(file);
    }

    /** Whether a file is a TIFF whose values Labkit names in a file beside it. */
    public static boolean inTiff(Path file) {
        return LabkitSets.beside(file);
    }

    /** A file beside others in its folder. */
    public static LabkitFile of(Path file) {
        List<String> names = names(file.toAbsolutePath().getParent());
        boolean sparse = names.removeIf(name -> name.equalsIgnoreCase(BACKGROUND));
        names.add(0, BACKGROUND);
        if (names.size() > UNKNOWN) {
            throw new InputException(file.getParent() + " has Labkit files of " + names.size()
                    + " labels together, expected at most " + UNKNOWN + ". Move those of other projects elsewhere.");
        }
        return new LabkitFile(file, List.copyOf(names), sparse);
    }

    /** What its values mean, as people write classes. */
    public String classes() {
        List<String> said = new ArrayList<>();
        for (int i = 0; i < names.size(); i++)
            said.add(names.get(i).replaceAll("[,=]", " ").strip() + "=" + i);
        if (sparse) said.add("ignore=" + UNKNOWN);
        return String.join(",", said);
    }

    private static List<String> names(Path folder) {
        TreeSet<String> names = new TreeSet<>();
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.filter(LabkitFile::named).collect(Collectors.toList())) {
                if (inTiff(file)) LabkitSets.of(file).forEach(names::addAll);
                else
                    new Parsing(file, null).read(name -> {
                        names.add(name);
                        return -1;
                    });
            }
        } catch (IOException e) {
            throw new InputException("Cannot read " + folder + ": " + e.getMessage(), e);
        }
        return new ArrayList<>(names);
    }

    /** The labels of a plane or a stack. */
    public LabeledPixels read() {
        LabeledPixels pixels = new LabeledPixels(sparse ? UNKNOWN : 0);
        new Parsing(file, pixels).read(name -> name.equalsIgnoreCase(BACKGROUND) ? 0 : names.indexOf(name));
        if (pixels.size() == null) throw refused(file, "it does not say how large its image is", null);
        return pixels;
    }

    /** The number of each value of a TIFF; of several labels of a pixel the last by name counts. */
    public int[] numbers() {
        List<List<String>> sets = LabkitSets.of(file);
        int[] numbers = new int[sets.size()];
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = sets.get(i).stream()
                    .mapToInt(name -> Math.max(0, names.indexOf(name)))
                    .max()
                    .orElse(sparse ? UNKNOWN : 0);
        }
        return numbers;
    }

    private static InputException refused(Path file, String why, Exception cause) {
        return new InputException(
                "Cannot read " + file + ": " + why
                        + ". Expected a labeling as Labkit saves it: save it anew from there, or as TIFF.",
                cause);
    }

    /** Which number a label has; below 0 to leave its pixels out. */
    private interface Numbers {
        int of(String name);
    }

    /** One way through a file, which may be large. */
    private record Parsing(Path file, LabeledPixels pixels) {
        void read(Numbers numbers) {
            try (Reader text = Files.newBufferedReader(file);
                    JsonReader json = new JsonReader(text)) {
                json.beginObject();
                while (json.hasNext()) {
                    String key = json.nextName();
                    if (key.equals("interval") && pixels != null) interval(json);
                    else if (key.equals("labels")) labels(json, numbers);
                    else json.skipValue();
                }
            } catch (IOException | IllegalStateException | NumberFormatException e) {
                throw refused(file, "it is damaged (" + e.getMessage() + ")", e);
            }
        }

        private void interval(JsonReader json) throws IOException {
            long[] min = {};
            long[] max = {};
            json.beginObject();
            while (json.hasNext()) {
                String key = json.nextName();
                if (key.equals("min")) min = numbers(json);
                else if (key.equals("max")) max = numbers(json);
                else json.skipValue();
            }
            json.endObject();
            if (min.length != max.length || min.length < 2 || min.length > 3) {
                throw refused(file, "it labels an image of " + max.length + " axes, expected 2 or 3", null);
            }
            long count = 1;
            for (int d = 0; d < min.length; d++) count = Math.multiplyExact(count, max[d] - min[d] + 1);
            if (count < 1 || count > MOST_PIXELS) throw refused(file, "it labels " + count + " pixels", null);
            pixels.resize(min, max);
        }

        private void labels(JsonReader json, Numbers numbers) throws IOException {
            json.beginObject();
            while (json.hasNext()) {
                int number = numbers.of(json.nextName());
                if (number < 0) {
                    json.skipValue();
                    continue;
                }
                json.beginArray();
                while (json.hasNext()) {
                    if (!pixels.set(numbers(json), number))
                        throw refused(file, "a pixel lies outside of its image", null);
                }
                json.endArray();
            }
            json.endObject();
        }

        private static long[] numbers(JsonReader json) throws IOException {
            long[] some = new long[3];
            int count = 0;
            json.beginArray();
            while (json.hasNext() && json.peek() == JsonToken.NUMBER && count < some.length)
                some[count++] = json.nextLong();
            json.endArray();
            return java.util.Arrays.copyOf(some, count);
        }
    }
}
