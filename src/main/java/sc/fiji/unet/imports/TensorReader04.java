package sc.fiji.unet.imports;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads an input or output of version 0.4 of the format, where a word has a letter for each axis. */
final class TensorReader04 {
    private TensorReader04() {}

    /**
     * Reads it.
     *
     * @param steps the key of what is done to its values
     * @param test its test tensor
     */
    static TensorText read(Fields tensor, String steps, TensorText.NamedFile test) {
        String axes = tensor.needed("axes");
        if (!axes.matches("[bczyx]{2,5}") || axes.chars().distinct().count() != axes.length()) {
            throw tensor.refused("axes", "they are " + axes + ", expected some of b, c, z, y and x");
        }
        Map<Character, TensorText.Size> sizes = sizes(tensor, axes);
        Map<String, Character> letters = new HashMap<>();
        for (char letter : axes.toCharArray()) letters.put(String.valueOf(letter), letter);
        String id = tensor.needed("name");
        return new TensorText(
                id, axes, List.of(), sizes, Map.of(), new StepText(tensor, id, letters).read(steps), test);
    }

    private static Map<Character, TensorText.Size> sizes(Fields tensor, String axes) {
        Map<Character, TensorText.Size> sizes = new LinkedHashMap<>();
        List<Integer> halo = tensor.integers("halo");
        Object said = tensor.map().get("shape");
        Fields rule = said instanceof Map ? tensor.within("shape") : tensor.within("no shape");
        List<Integer> least = said instanceof Map ? rule.integers("min") : tensor.integers("shape");
        List<Integer> steps = rule.integers("step");
        requireSameSize(rule, axes);
        for (int i = 0; i < axes.length(); i++) {
            int step = i < steps.size() ? steps.get(i) : 0;
            int border = i < halo.size() ? halo.get(i) : 0;
            sizes.put(axes.charAt(i), new TensorText.Size(i < least.size() ? least.get(i) : 0, step, border));
        }
        return sizes;
    }

    /** Of an output whose sizes follow from those of its input. */
    private static void requireSameSize(Fields rule, String axes) {
        List<Object> scale = rule.list("scale");
        List<Object> offset = rule.list("offset");
        for (int i = 0; i < axes.length(); i++) {
            if ("zyx".indexOf(axes.charAt(i)) < 0) continue;
            boolean same = (i >= scale.size() || is(scale.get(i), 1)) && (i >= offset.size() || is(offset.get(i), 0));
            if (!same) throw rule.refused("scale", "expected an output as large as its input");
        }
    }

    private static boolean is(Object said, double value) {
        return said instanceof Number number && number.doubleValue() == value;
    }
}
