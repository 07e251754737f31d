package sc.fiji.unet.data;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import sc.fiji.unet.base.InputException;
import sc.fiji.unet.base.OptionException;
import sc.fiji.unet.config.ClassInfo;
import sc.fiji.unet.config.ClassList;
import sc.fiji.unet.data.LabelImage.Kind;

/**
 * The one place where it is decided, from all masks of a set together, what their values mean: two values are background
 * and foreground; a few values, palette indices or colors are classes; values that each form one connected piece are
 * objects; -1, and 255 beside 0..n, are what other tools write for "ignore". What a person says goes before what is
 * detected. {@link MaskValues} tells how stored numbers become values.
 */
public final class ClassDetection {
    private static final int MOST_CLASSES = 64;
    private static final int MANY_FOR_CLASSES = 8;
    private static final double SOLID = 0.1;
    private static final int SHOWN = 12;

    private final MaskValues found;
    private final Map<Integer, ValueTrait> values;

    private ClassDetection(MaskValues found) {
        this.found = found;
        values = found.all();
    }

    /**
     * Decides what the values of these masks mean.
     *
     * @param text what a person said: auto, instances, binary, {@code background,lung}, {@code background=0,lung=255,ignore=7}
     */
    public static ClassPlan detect(List<LabelSurvey> masks, String text) {
        if (masks.isEmpty()) throw new InputException("There are no masks: expected at least one.");
        ClassText said = ClassText.parse(text);
        if (said.instances()) return instances(masks, List.of("Instance labels, as was said."), said.ignore());
        if (said.binary()) return SaidClasses.binary(masks);
        if (!said.values().isEmpty()) {
            List<String> reasons = List.of("Classes and their mask values as they were said.");
            return SaidClasses.read(new ClassPlan(said.classes(), false, said.ignore(), reasons), masks);
        }
        ClassDetection detection = new ClassDetection(MaskValues.of(masks, said.ignore()));
        LossyMasks.requireApart(masks, detection.values.keySet());
        return said.names().isEmpty() ? detection.detect() : detection.named(said);
    }

    /** A plan that is known already, such as a model's, for masks that may store its values in another way. */
    public static ClassPlan read(ClassPlan plan, List<LabelSurvey> masks) {
        return plan.instances() || masks.isEmpty() ? plan : SaidClasses.read(plan, masks);
    }

    private ClassPlan named(ClassText said) {
        int n = said.names().size();
        ClassPlan plan = values.size() == n ? classes() : detect();
        if (plan.classes().size() != n) {
            throw new OptionException("classes names " + n + " (" + String.join(", ", said.names())
                    + ") but the masks hold " + values.size() + " values (" + shown()
                    + "). Name as many as there are, or say"
                    + " which value is which: background=0,...");
        }
        if (plan.instances() && n > 2) return plan.ordered(said.names());
        List<ClassInfo> classes = new ArrayList<>();
        for (int i = 0; i < n; i++) {
            ClassInfo of = plan.classes().get(i);
            classes.add(new ClassInfo(said.names().get(i), of.value(), of.color()));
        }
        return new ClassPlan(
                ClassList.copyOf(classes), plan.instances(), plan.ignore(), plan.reasons(), plan.reading());
    }

    private ClassPlan detect() {
        requireForeground();
        boolean named = !kinds(found.masks(), found.ignore()).isEmpty();
        if (named || found.areObjects()) {
            Set<Integer> objects = new HashSet<>(values.keySet());
            objects.remove(0);
            List<String> reasons = new ArrayList<>(List.of("The masks hold instance labels: " + objects.size()
                    + " different values, " + (named ? "as their files say" : "nearly each one connected piece")
                    + ". Every value but 0 is foreground."));
            reasons.addAll(found.notes());
            ClassPlan plan = instances(found.masks(), reasons, found.ignore());
            return plan.with(found.reading(), plan.reasons());
        }
        if (values.size() > MOST_CLASSES) {
            throw new InputException(
                    "The masks, such as " + found.masks().get(0).name() + ", hold " + values.size()
                            + " different values (" + shown() + "), expected at most " + MOST_CLASSES
                            + " classes, or instances of one piece each. Were they saved as JPEG, smoothed or scaled? Save label"
                            + " images as PNG or TIFF, or say classes=instances.");
        }
        if (found.kind() != Kind.PALETTE && values.size() > MANY_FOR_CLASSES && areMostlyEdges()) {
            throw LossyMasks.unclear(found.masks().get(0).name(), values.size(), 0, found.kind() == Kind.RGB);
        }
        return classes();
    }

    private boolean areMostlyEdges() {
        long edges = values.values().stream()
                .filter(trait -> trait.inner() < SOLID * trait.pixels())
                .count();
        return edges * 2 > values.size();
    }

    private ClassPlan classes() {
        List<Integer> order = new ArrayList<>(values.keySet());
        int background = background();
        order.remove((Integer) background);
        order.add(0, background);
        List<ClassInfo> classes = new ArrayList<>();
        for (int value : order) classes.add(info(classes.size(), value, order.size() == 2));
        List<String> reasons = new ArrayList<>();
        reasons.add("The masks hold " + order.size() + " " + what() + " (" + shown() + "): one class each, "
                + text(background) + " is background.");
        reasons.addAll(found.notes());
        return new ClassPlan(ClassList.copyOf(classes), false, found.ignore(), reasons, found.reading());
    }

    private ClassInfo info(int index, int value, boolean binary) {
        if (index == 0) return new ClassInfo("background", value, ClassInfo.defaultColor(0));
        if (found.kind() == Kind.RGB) return new ClassInfo(binary ? "foreground" : text(value), value, value);
        int[] palette = found.masks().get(0).palette();
        int color = value >= 0 && value < palette.length ? palette[value] : ClassInfo.defaultColor(index);
        return new ClassInfo(binary ? "foreground" : "class" + index, value, color);
    }

    /** 0 or black where there is any; else the commonest color, or the smallest number. */
    private int background() {
        if (values.containsKey(0)) return 0;
        if (found.kind() != Kind.RGB) return values.keySet().iterator().next();
        return values.entrySet().stream()
                .max(Map.Entry.comparingByValue((a, b) -> Long.compare(a.pixels(), b.pixels())))
                .orElseThrow()
                .getKey();
    }

    /** Every value but 0 is an object, of the class that its file names, where each mask does so for each. */
    private static ClassPlan instances(List<LabelSurvey> masks, List<String> reasons, OptionalInt ignore) {
        List<String> kinds = kinds(masks, ignore);
        if (kinds.size() < 2) {
            ClassInfo object = new ClassInfo("foreground", 1, ClassInfo.defaultColor(1));
            return new ClassPlan(ClassList.of(ClassInfo.ofIndex(0), object), true, ignore, reasons);
        }
        List<String> names = new ArrayList<>(List.of(ClassInfo.ofIndex(0).name()));
        names.addAll(kinds);
        List<String> all = new ArrayList<>(reasons);
        all.add("The files say of which class each object is: " + String.join(", ", kinds) + ".");
        return new ClassPlan(ClassList.named(names), true, ignore, all);
    }

    /** The names of the classes of objects; none where any is not known. */
    private static List<String> kinds(List<LabelSurvey> masks, OptionalInt ignore) {
        int ignored = ignore.orElse(0);
        boolean known = masks.stream().allMatch(mask -> mask.traits().keySet().stream()
                .allMatch(value ->
                        value <= 0 || value == ignored || mask.objects().containsKey(value)));
        if (!known) return List.of();
        Set<String> names = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
        masks.forEach(mask -> names.addAll(mask.objects().values()));
        return List.copyOf(names);
    }

    private void requireForeground() {
        if (values.size() > 1) return;
        throw new InputException(
                "All " + found.masks().size() + " masks are empty: "
                        + found.masks().get(0).name()
                        + " and the others hold only the value " + shown()
                        + ", expected at least one pixel of another class. Mark some objects, or check that these are the masks.");
    }

    private String what() {
        return switch (found.kind()) {
            case PALETTE -> "palette indices";
            case RGB -> "colors";
            default -> "values";
        };
    }

    private String shown() {
        String more = values.size() > SHOWN ? ", ..." : "";
        return values.keySet().stream().limit(SHOWN).map(this::text).collect(Collectors.joining(", ")) + more;
    }

    private String text(int value) {
        return LossyMasks.text(value, found.kind() == Kind.RGB);
    }
}
