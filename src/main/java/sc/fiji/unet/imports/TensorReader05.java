package sc.fiji.unet.imports;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads an input or output of version 0.5 of the format, where each axis is described by itself. */
final class TensorReader05 {
    private final Fields tensor;
    private final StringBuilder axes = new StringBuilder();
    private final Map<String, Character> letters = new HashMap<>();
    private final Map<Character, TensorText.Size> sizes = new LinkedHashMap<>();
    private final Map<Character, TensorText.Scale> scales = new LinkedHashMap<>();
    private List<String> channels = List.of();

    private TensorReader05(Fields tensor) {
        this.tensor = tensor;
    }

    /** Reads it, with the steps under this key. */
    static TensorText read(Fields tensor, String steps) {
        TensorReader05 reader = new TensorReader05(tensor);
        tensor.parts("axes").forEach(reader::axis);
        String id = tensor.needed("id");
        Fields test = tensor.within("test_tensor");
        return new TensorText(
                id,
                reader.axes.toString(),
                reader.channels,
                reader.sizes,
                reader.scales,
                new StepText(tensor, id, reader.letters).read(steps),
                new TensorText.NamedFile(test.text("source"), test.text("sha256")));
    }

    private void axis(Fields axis) {
        String type = axis.needed("type");
        String id = axis.has("id") ? axis.text("id") : type.equals("space") ? "x" : type;
        char letter =
                switch (type) {
                    case "batch" -> 'b';
                    case "channel" -> 'c';
                    case "space" -> space(axis, id);
                    default -> throw axis.refused("type", "it is " + type + ", expected images without such an axis");
                };
        if (axes.indexOf(String.valueOf(letter)) >= 0) throw axis.refused("id", "there are two axes " + id);
        axes.append(letter);
        letters.put(id, letter);
        if (letter == 'c')
            channels = axis.list("channel_names").stream().map(String::valueOf).toList();
        if (letter == 'c' && !channels.isEmpty()) sizes.put(letter, new TensorText.Size(channels.size(), 0, 0));
        else if (letter != 'b') size(axis, letter);
        if (axis.has("scale") && axis.has("unit")) {
            scales.put(letter, new TensorText.Scale(axis.number("scale", 1), axis.text("unit")));
        }
    }

    private static char space(Fields axis, String id) {
        if (id.equals("x") || id.equals("y") || id.equals("z")) return id.charAt(0);
        throw axis.refused("id", "it is " + id + ", expected x, y or z");
    }

    /** Sizes that follow from those of another tensor, or from what is in an image, are not said. */
    private void size(Fields axis, char letter) {
        int halo = (int) axis.number("halo", 0);
        if (!axis.has("size")) return;
        if (!(axis.map().get("size") instanceof Map)) {
            sizes.put(letter, new TensorText.Size((int) axis.number("size", 0), 0, halo));
            return;
        }
        Fields size = axis.within("size");
        if (size.number("offset", 0) != 0) throw size.refused("offset", "expected an output as large as its input");
        sizes.put(letter, new TensorText.Size((int) size.number("min", 0), (int) size.number("step", 0), halo));
    }
}
