package sc.fiji.unet.imports;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import sc.fiji.unet.steps.PreparationStep;

/**
 * What a description says of one input or output.
 *
 * @param id its name
 * @param axes a letter for each axis, in the order of the tensor: b, c, z, y, x, and others that no image of ours has
 * @param channels names of its channels; empty where nobody said
 * @param sizes along the axes, by letter
 * @param scales size of a pixel along the spatial axes with its unit, by letter; only those that were said
 * @param steps what is done to its values
 * @param test its test tensor
 */
record TensorText(
        String id,
        String axes,
        List<String> channels,
        Map<Character, Size> sizes,
        Map<Character, Scale> scales,
        List<PreparationStep> steps,
        NamedFile test) {
    private static final Set<String> SAYS_NOTHING = Set.of("probability", "prediction", "output", "mask", "label", "y");

    /**
     * Which sizes an axis may have.
     *
     * @param min the smallest
     * @param step what may be added, any number of times; 0 where only the smallest is allowed
     * @param halo pixels of each side of an output that are to be cut off
     */
    record Size(int min, int step, int halo) {}

    /** Size of a pixel along an axis. */
    record Scale(double size, String unit) {}

    /**
     * A file of the package.
     *
     * @param name empty for none
     * @param sha256 its checksum; empty where nobody said
     */
    record NamedFile(String name, String sha256) {
        static final NamedFile NONE = new NamedFile("", "");
    }

    /** A copy with other steps. */
    TensorText withSteps(List<PreparationStep> others) {
        return new TensorText(id, axes, channels, sizes, scales, others, test);
    }

    /** Whether what is done to its values makes objects of them. */
    boolean makesObjects() {
        return steps.stream().anyMatch(PreparationStep::makesObjects);
    }

    /** Pixels of an image along x, y, (z) for each that the network says something of, before objects are made of that. */
    List<Integer> grid() {
        return steps.stream()
                .filter(step -> step.id().equals(PreparationStep.STARDIST))
                .map(step -> grid(step, spatial().length()))
                .findFirst()
                .orElse(List.of());
    }

    /** What a step says of the last axis first. */
    private static List<Integer> grid(PreparationStep step, int rank) {
        double[] said = step.numbers("grid", rank, 1);
        return IntStream.range(0, rank)
                .mapToObj(d -> Math.max(1, (int) said[rank - 1 - d]))
                .toList();
    }

    /** The letters of its spatial axes in our order. */
    String spatial() {
        StringBuilder found = new StringBuilder();
        for (char letter : "zyx".toCharArray()) if (axes.indexOf(letter) >= 0) found.append(letter);
        return found.toString();
    }

    /** What so many channels are called, as classes. */
    List<String> classNames(int n) {
        List<String> names = new ArrayList<>();
        for (int i = 0; i < n; i++) {
            String name = channels.size() == n ? channels.get(i).strip() : "";
            boolean empty = name.isEmpty()
                    || name.length() > 100
                    || name.matches("(channel|c|class)_?\\d+")
                    || n == 1 && SAYS_NOTHING.contains(name.toLowerCase(Locale.ROOT));
            if (empty) name = n == 1 ? "foreground" : "class" + i;
            names.add(names.contains(name) ? name + "_" + i : name);
        }
        return names;
    }

    /** The one that is called background; -1 for none. */
    static int background(List<String> names) {
        for (int i = 0; i < names.size(); i++)
            if (names.get(i).toLowerCase(Locale.ROOT).matches("back_?ground|bg")) return i;
        return -1;
    }
}
