package sc.fiji.unet.nn;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The tensors of a file put together to layers by what their names have in common, in the order of the file. */
final class SourceLayers {
    private static final Pattern NAME =
            Pattern.compile("(.*?)[._]?(weight|bias|running_mean|mean|running_var|variance)");
    private static final Pattern NUMBERED = Pattern.compile("(.*?)(\\d+)");
    private final Map<String, Map<String, Tensor>> layers = new LinkedHashMap<>();

    SourceLayers(List<Tensor> tensors) {
        for (Tensor tensor : tensors) {
            Matcher name = NAME.matcher(tensor.name());
            if (!name.matches()) continue;
            String role = name.group(2).replace("running_", "").replaceAll("^var$", "variance");
            layers.computeIfAbsent(name.group(1), key -> new LinkedHashMap<>()).put(role, tensor);
        }
    }

    /** Names of the layers whose weights have this many axes. */
    List<String> withAxes(int axes) {
        List<String> names = new ArrayList<>();
        layers.forEach((name, layer) -> {
            if (layer.containsKey("weight") && layer.get("weight").shape().length == axes) names.add(name);
        });
        return names;
    }

    /** Channels of the images that the network was made for: what its first convolution reads. */
    int channels() {
        return layers.values().stream()
                .filter(layer ->
                        layer.containsKey("weight") && layer.get("weight").shape().length > 2)
                .findFirst()
                .map(layer -> layer.get("weight").shape()[1])
                .orElse(0);
    }

    /** An array of a layer: weight, bias, mean or variance. */
    Optional<Tensor> get(String layer, String role) {
        return Optional.ofNullable(layers.getOrDefault(layer, Map.of()).get(role));
    }

    /** The normalization of a convolution: conv1 and bn1, x_conv and x_norm, or features.3 and features.4. */
    Optional<String> normalizationOf(String conv) {
        List<String> candidates = new ArrayList<>(List.of(conv.replace("conv", "bn"), conv.replace("conv", "norm")));
        Matcher numbered = NUMBERED.matcher(conv);
        if (numbered.matches()) candidates.add(numbered.group(1) + (Integer.parseInt(numbered.group(2)) + 1));
        return candidates.stream().filter(name -> get(name, "mean").isPresent()).findFirst();
    }
}
