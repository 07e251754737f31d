package sc.fiji.unet.data;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import sc.fiji.unet.config.ClassInfo;
import sc.fiji.unet.config.ClassList;
import sc.fiji.unet.data.LabelImage.Kind;

/**
 * Masks of classes whose values are known, because a person or a model says them: palettes whose colors these values are,
 * lossy masks around them, 1 or 255 for the only foreground.
 */
final class SaidClasses {
    private static final Set<Integer> CUSTOMARY = Set.of(0, 1, 255, 65535);

    private SaidClasses() {}

    /** Every value but 0 is foreground. */
    static ClassPlan binary(List<LabelSurvey> masks) {
        int value = masks.stream()
                .flatMap(mask -> mask.traits().keySet().stream())
                .max(Integer::compare)
                .orElse(1);
        List<String> reasons = List.of("All but 0 is foreground, as was said.");
        ClassInfo foreground = new ClassInfo("foreground", value, ClassInfo.defaultColor(1));
        ClassList classes = ClassList.of(ClassInfo.ofIndex(0), foreground);
        return new ClassPlan(classes, false, OptionalInt.empty(), reasons, MaskReading.binary(value));
    }

    /** The plan with the reading by which these masks hold its values, where there is one. */
    static ClassPlan read(ClassPlan plan, List<LabelSurvey> masks) {
        ClassPlan colored = seen(plan, masks);
        List<LabelSurvey> seen =
                masks.stream().map(mask -> mask.read(colored.reading())).toList();
        List<Integer> known =
                new ArrayList<>(plan.classes().stream().map(ClassInfo::value).toList());
        plan.ignore().ifPresent(known::add);
        Map<Integer, ValueTrait> all = new TreeMap<>();
        for (LabelSurvey mask : seen) {
            mask.traits().forEach((value, trait) -> all.merge(value, trait, ValueTrait::plus));
        }
        if (known.containsAll(all.keySet())) return colored;
        if (isBinary(plan, seen)) {
            int foreground = plan.classes().get(1).value();
            return with(
                    plan,
                    colored.reading().then(MaskReading.binary(foreground)),
                    "The masks hold 0 and " + others(all) + " for " + foreground + ": all but 0 is "
                            + plan.classes().get(1).name() + ".");
        }
        boolean colors = seen.get(0).kind() == Kind.RGB;
        LossyMasks lossy = LossyMasks.around(known, all, colors, masks.stream().anyMatch(m -> m.kind() == Kind.LOSSY8));
        if (!lossy.found()) return colored;
        return with(colored, colored.reading().then(MaskReading.snapping(known)), lossy.note(colors));
    }

    private static ClassPlan with(ClassPlan plan, MaskReading reading, String note) {
        List<String> reasons = new ArrayList<>(plan.reasons());
        reasons.add(note);
        return plan.with(reading, reasons);
    }

    /** The plan with what of the stored numbers its values are. */
    private static ClassPlan seen(ClassPlan plan, List<LabelSurvey> masks) {
        if (isOfColors(plan, masks)) return plan.with(MaskReading.ofColors(), plan.reasons());
        boolean levels = plan.classes().stream().allMatch(info -> info.value() <= 255);
        List<LabelSurvey> colored =
                masks.stream().filter(mask -> mask.kind() == Kind.RGB).toList();
        boolean gray = !colored.isEmpty() && colored.stream().allMatch(LabelSurvey::isGrayInColor);
        return levels && gray ? plan.with(MaskReading.ofGrays(), plan.reasons()) : plan;
    }

    /** A model that learned by color knows each class by its color. */
    private static boolean isOfColors(ClassPlan plan, List<LabelSurvey> masks) {
        boolean colors = plan.classes().stream().skip(1).allMatch(info -> info.value() == info.color());
        return colors && masks.stream().allMatch(m -> m.kind() == Kind.PALETTE || m.kind() == Kind.RGB);
    }

    private static boolean isBinary(ClassPlan plan, List<LabelSurvey> masks) {
        if (plan.classes().size() != 2 || plan.classes().get(0).value() != 0) return false;
        boolean gray = masks.stream().noneMatch(m -> m.kind() == Kind.RGB || m.kind() == Kind.PALETTE);
        boolean customary = CUSTOMARY.contains(plan.classes().get(1).value());
        int ignored = plan.ignore().orElse(0);
        return gray
                && customary
                && masks.stream().allMatch(mask -> {
                    List<Integer> values = mask.traits().keySet().stream()
                            .filter(value -> value != 0 && value != ignored)
                            .toList();
                    return values.size() < 2 && CUSTOMARY.containsAll(values);
                });
    }

    private static String others(Map<Integer, ValueTrait> all) {
        return all.keySet().stream()
                .filter(value -> value != 0)
                .map(String::valueOf)
                .collect(Collectors.joining(" or "));
    }
}
