package sc.fiji.unet.export;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import sc.fiji.unet.auxiliary.AuxiliaryTargets;
import sc.fiji.unet.config.ClassInfo;
import sc.fiji.unet.config.ModelCard;
import sc.fiji.unet.registry.Extensions;

/** Names of channels as the bioimage.io format wants them: words that Python would take for those of variables. */
final class ChannelNames {
    private static final Set<String> PYTHON = Set.of(
            ("False None True and as assert async await break class continue def del elif else except finally for from"
                            + " global if import in is lambda nonlocal not or pass raise return try while with yield")
                    .split(" "));

    private ChannelNames() {}

    static List<String> ofInput(int channels) {
        return IntStream.range(0, channels).mapToObj(c -> "channel" + c).toList();
    }

    /** Those of the classes that a network gives probabilities of; a binary one gives its foreground's only. */
    static List<String> ofOutput(ModelCard card) {
        List<ClassInfo> classes = card.classes();
        int outputs = card.classOutputs();
        List<String> names = new ArrayList<>();
        for (int i = classes.size() - outputs; i < classes.size(); i++) {
            String name = identifier(classes.get(i).name());
            String unique = name;
            for (int n = 2; names.contains(unique); n++) unique = name + "_" + n;
            names.add(unique);
        }
        names.addAll(auxiliary(card));
        return names;
    }

    /** What a network says beside classes. */
    static List<String> auxiliary(ModelCard card) {
        return Extensions.of(AuxiliaryTargets.class)
                .get(card.labels().objects().auxiliary())
                .names(card.network().rank());
    }

    static String identifier(String name) {
        String word = name.strip().replaceAll("[^\\p{L}\\p{N}_]+", "_");
        if (word.isEmpty() || !Character.isLetter(word.charAt(0)) && word.charAt(0) != '_') word = "class_" + word;
        return PYTHON.contains(word) ? word + "_" : word;
    }
}
