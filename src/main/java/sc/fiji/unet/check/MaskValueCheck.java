package sc.fiji.unet.check;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import sc.fiji.unet.config.ClassInfo;
import sc.fiji.unet.data.ClassPlan;
import sc.fiji.unet.data.MaskReading;

/** Masks that were stored as JPEG or smoothed, hold values that are no class, or whose meaning nobody can tell. */
final class MaskValueCheck implements DatasetCheck {
    @Override
    public List<Finding> of(Dataset set) {
        if (set.samples().isEmpty()) return List.of();
        ClassPlan plan = set.masks().plan();
        if (plan == null) {
            return List.of(new Finding(
                    "Meaning of masks",
                    Finding.Level.REFUSED,
                    set.masks().refusal(),
                    "A training does not begin before it knows what the values of the masks mean."));
        }
        if (!plan.reading().modes().isEmpty()) return List.of(lossy(set, plan));
        return plan.reading().equals(MaskReading.AS_STORED) && !plan.instances() ? strange(set, plan) : List.of();
    }

    private static Finding lossy(Dataset set, ClassPlan plan) {
        Set<Integer> modes = new TreeSet<>(plan.reading().modes());
        List<Suspect> suspects = plan.reading().seen() != MaskReading.Seen.NUMBER ? List.of() : others(set, modes);
        return new Finding(
                "Lossy or smoothed masks",
                Finding.Level.WARNING,
                plan.reasons().get(plan.reasons().size() - 1),
                "A training takes each pixel for the nearest of these values; outlines are as blurred as the masks are."
                        + " Save masks as PNG or TIFF.",
                suspects);
    }

    /** Values that were not said to be classes. */
    private static List<Finding> strange(Dataset set, ClassPlan plan) {
        Set<Integer> known =
                new TreeSet<>(plan.classes().stream().map(ClassInfo::value).toList());
        plan.ignore().ifPresent(known::add);
        List<Suspect> suspects = others(set, known);
        if (suspects.isEmpty()) return List.of();
        return List.of(new Finding(
                "Values of masks",
                Finding.Level.REFUSED,
                Finding.images(suspects.size()) + " have masks with values that are no class ("
                        + Finding.namesOf(suspects) + "): expected " + known + ".",
                "A training does not begin: correct the masks, or add the values to the classes.",
                suspects));
    }

    /** Images by how many pixels of their masks have another value, most first. */
    private static List<Suspect> others(Dataset set, Set<Integer> known) {
        record Counted(String name, long pixels, Set<Integer> values) {}
        List<Counted> counted = new ArrayList<>();
        for (CheckedPair sample : set.samples()) {
            Set<Integer> values = new TreeSet<>(sample.mask().values().keySet());
            values.removeAll(known);
            long pixels = values.stream().mapToLong(sample.mask().values()::get).sum();
            if (pixels > 0) counted.add(new Counted(sample.name(), pixels, values));
        }
        counted.sort(Comparator.comparingLong((Counted c) -> -c.pixels));
        return counted.stream()
                .map(c -> new Suspect(c.name, c.pixels + " pixels of " + c.values.size() + " other values"))
                .toList();
    }
}
