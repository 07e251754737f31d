package sc.fiji.unet.check;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import sc.fiji.unet.config.ClassList;
import sc.fiji.unet.config.SplitPart;

/** Classes that one side of the split lacks or has hardly any pixel of, and images without any foreground. */
final class ClassCheck implements DatasetCheck {
    private static final double FEWEST_SHARE = 1e-4;
    private static final long FEWEST_PIXELS = 100;

    @Override
    public List<Finding> of(Dataset set) {
        if (set.masks().plan() == null || set.samples().isEmpty()) return List.of();
        ClassList classes = set.masks().plan().classes();
        List<Finding> findings = new ArrayList<>();
        for (int k = 1; k < classes.size(); k++) {
            long learned = pixels(set, SplitPart.TRAIN, k);
            long judged = pixels(set, SplitPart.VALIDATION, k);
            long all = set.of(SplitPart.TRAIN).stream()
                    .mapToLong(
                            sample -> sample.mask().classes()[0] + sample.mask().foreground())
                    .sum();
            if (learned == 0) findings.add(missing(classes.get(k).name()));
            else if (learned < FEWEST_PIXELS || learned < FEWEST_SHARE * all) {
                findings.add(tiny(classes.get(k).name(), learned, (double) learned / all));
            }
            if (judged == 0 && !set.of(SplitPart.VALIDATION).isEmpty())
                findings.add(unjudged(classes.get(k).name()));
        }
        empty(set, findings);
        return findings;
    }

    private static long pixels(Dataset set, SplitPart part, int index) {
        return set.of(part).stream()
                .mapToLong(sample -> sample.mask().classes()[index])
                .sum();
    }

    private static Finding missing(String name) {
        return new Finding(
                "Empty class",
                Finding.Level.WARNING,
                "No image to learn from has a pixel of the class " + name + ".",
                "A training goes on, and its model never finds that class.");
    }

    private static Finding tiny(String name, long pixels, double share) {
        return new Finding(
                "Tiny class",
                Finding.Level.WARNING,
                String.format(
                        Locale.ROOT,
                        "The class %s has %d pixels to learn from, %.2g %% of all.",
                        name,
                        pixels,
                        100 * share),
                "A training draws patches where the class is, so that it is seen, but few examples teach little:"
                        + " annotate more of it.");
    }

    private static Finding unjudged(String name) {
        return new Finding(
                "Class without judge",
                Finding.Level.WARNING,
                "No image to validate on has a pixel of the class " + name + ".",
                "A training chooses its best network without regard to that class. Name the parts in a split file.");
    }

    private static void empty(Dataset set, List<Finding> findings) {
        List<Suspect> suspects = set.where(sample -> sample.mask().foreground() == 0).stream()
                .map(sample -> new Suspect(sample.name(), "no foreground"))
                .toList();
        if (suspects.isEmpty()) return;
        boolean most = suspects.size() * 2 > set.samples().size();
        findings.add(new Finding(
                "Empty masks",
                most ? Finding.Level.WARNING : Finding.Level.NOTE,
                Finding.images(suspects.size()) + " of " + set.samples().size() + " have no foreground: "
                        + Finding.namesOf(suspects) + ".",
                "A training learns from them that nothing is there; leave them out if nobody annotated them.",
                suspects));
    }
}
