package sc.fiji.unet.cli;

import java.util.List;
import java.util.Map;
import org.scijava.module.ModuleItem;
import sc.fiji.unet.augment.Augmentation;
import sc.fiji.unet.image.Normalization;
import sc.fiji.unet.loss.SegmentationLoss;
import sc.fiji.unet.nn.Architecture;
import sc.fiji.unet.registry.Extension;
import sc.fiji.unet.registry.Extensions;
import sc.fiji.unet.schedule.LearningRate;
import sc.fiji.unet.torchscript.OptimizerCode;

/** What may be chosen for a parameter: the choices it declares, or the ids of the extension point that it names. */
final class Choices {
    private static final Map<String, Class<? extends Extension>> POINTS = Map.of(
            "architecture", Architecture.class,
            "augmentation", Augmentation.class,
            "loss", SegmentationLoss.class,
            "normalization", Normalization.class,
            "schedule", LearningRate.class);

    private Choices() {}

    /** A sentence that lists them, empty where anything goes. */
    static String sentence(ModuleItem<?> item) {
        List<String> choices = of(item);
        return choices.isEmpty() ? "" : ". One of: " + String.join(", ", choices);
    }

    @SuppressWarnings({"unchecked", "rawtypes"})
    private static List<String> of(ModuleItem<?> item) {
        Class point = POINTS.get(item.getName());
        if (point != null) return List.copyOf(Extensions.of(point).labels().keySet());
        if (item.getName().equals("optimizer")) return OptimizerCode.ids();
        return item.getChoices() == null
                ? List.of()
                : item.getChoices().stream().map(String::valueOf).toList();
    }
}
