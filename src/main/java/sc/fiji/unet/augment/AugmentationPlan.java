package sc.fiji.unet.augment;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import sc.fiji.unet.base.OptionException;
import sc.fiji.unet.config.Spec;

/**
 * Which augmentations a patch may meet, in which order and how often. As text, steps are separated by semicolons and the
 * probability follows the id: {@code flip; rotate@0.5 degrees=30; gamma@0.3}; the name of a preset stands for its steps.
 * Immutable.
 *
 * @param steps in the order they are applied
 */
public record AugmentationPlan(List<Step> steps) {
    /** Copies the list. */
    public AugmentationPlan {
        steps = List.copyOf(steps);
    }

    /**
     * One augmentation of the plan, and how often a patch meets it.
     *
     * @param spec id and options
     * @param probability 0 never, 1 always
     */
    public record Step(Spec spec, double probability) {
        /** Refuses a probability outside 0 to 1. */
        public Step {
            if (!(probability >= 0 && probability <= 1)) {
                throw OptionException.outOfRange(spec.id() + ": probability", probability, "0 to 1");
            }
        }

        private static Step parse(String text) {
            Spec spec = Spec.parse(text);
            int at = spec.id().indexOf('@');
            if (at < 0) return new Step(spec, 1);
            String id = spec.id().substring(0, at);
            return new Step(
                    new Spec(id, spec.options()), probability(id, spec.id().substring(at + 1)));
        }

        private static double probability(String id, String text) {
            try {
                return Double.parseDouble(text);
            } catch (NumberFormatException e) {
                throw OptionException.notANumber(id + ": probability", text);
            }
        }

        /** As {@link AugmentationPlan#parse} reads it. */
        @Override
        public String toString() {
            if (probability == 1) return spec.toString();
            String options = spec.toString().substring(spec.id().length());
            return spec.id() + "@" + probability + options;
        }
    }

    /** The steps of a preset. */
    public static AugmentationPlan of(Preset preset) {
        return parse(preset.steps());
    }

    /** Reads the name of a preset, or steps separated by semicolons, presets among them. Ids are checked later. */
    public static AugmentationPlan parse(String text) {
        return new AugmentationPlan(Arrays.stream(text.split(";"))
                .map(String::strip)
                .filter(item -> !item.isEmpty())
                .flatMap(item -> Preset.named(item)
                        .map(preset -> of(preset).steps().stream())
                        .orElseGet(() -> List.of(Step.parse(item)).stream()))
                .toList());
    }

    /** The text that {@link #parse} reads back. */
    @Override
    public String toString() {
        if (steps.isEmpty()) return Preset.NONE.id();
        return steps.stream().map(Step::toString).collect(Collectors.joining("; "));
    }
}
