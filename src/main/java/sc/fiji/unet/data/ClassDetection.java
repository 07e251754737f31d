package sc.fiji.unet.data;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.stream.Collectors;
import sc.fiji.unet.base.InputException;
import sc.fiji.unet.base.OptionException;
import sc.fiji.unet.config.ClassInfo;
import sc.fiji.unet.config.ClassList;
import sc.fiji.unet.data.LabelImage.Kind;

/**
 * Finds out what the values of masks mean: two values are background and foreground; a few values, palette indices or
 * colors are classes; many values that each form one connected piece are instances; 255 beside 0..n is what other tools
 * write for "ignore". What a person says goes before what is detected.
 */
public final class ClassDetection {
    private static final int MANY_INSTANCES = 16;
    private static final int SOME_INSTANCES = 4;
    private static final int MOST_CLASSES = 64;
    private static final int IGNORED = 255;
    private static final int SHOWN = 12;

    private final List<LabelSurvey> masks;
    private final Kind kind;
    private final Map<Integer, Long> counts = new TreeMap<>();

    private ClassDetection(List<LabelSurvey> masks) {
        if (masks.isEmpty()) throw new InputException("There are no masks: expected at least one.");
        this.masks = masks;
        kind = masks.get(0).kind();
        for (LabelSurvey mask : masks) {
            requireSameKind(mask);
            mask.counts().forEach((value, n) -> counts.merge(value, n, Long::sum));
        }
    }

    /**
     * Decides what the values of these masks mean.
     *
     * @param text what a person said: auto, instances, {@code background,lung}, {@code background=0,lung=255,ignore=7}
     */
    public static ClassPlan detect(List<LabelSurvey> masks, String text) {
        ClassText said = ClassText.parse(text);
        ClassDetection detection = new ClassDetection(masks);
        if (said.instances()) return instances(List.of("Instance labels, as was said."), said.ignore());
        if (!said.values().isEmpty()) {
            return new ClassPlan(
                    said.classes(), false, said.ignore(), List.of("Classes and their mask values as they were said."));
        }
        return said.names().isEmpty() ? detection.detect(said.ignore()) : detection.named(said);
    }

    private ClassPlan named(ClassText said) {
        if (said.ignore().isPresent()) counts.remove(said.ignore().getAsInt());
        int n = said.names().size();
        ClassPlan plan = counts.size() == n ? classes(said.ignore()) : detect(said.ignore());
        if (plan.classes().size() != n) {
            throw new OptionException("classes names " + n + " (" + String.join(", ", said.names())
                    + ") but the masks hold " + counts.size() + " values (" + shown()
                    + "). Name as many as there are, or say"
                    + " which value is which: background=0,...");
        }
        List<ClassInfo> classes = new ArrayList<>();
        for (int i = 0; i < n; i++) {
            ClassInfo found = plan.classes().get(i);
            classes.add(new ClassInfo(said.names().get(i), found.value(), found.color()));
        }
        return new ClassPlan(ClassList.copyOf(classes), plan.instances(), plan.ignore(), plan.reasons());
    }

    private ClassPlan detect(OptionalInt ignore) {
        if (ignore.isPresent()) counts.remove(ignore.getAsInt());
        requireForeground();
        if (kind != Kind.RGB && areInstances()) {
            return instances(
                    List.of("The masks hold instance labels: " + (counts.size() - 1)
                            + " different values, nearly each one connected piece. Every value but 0 is foreground."),
                    ignore);
        }
        if (counts.size() > MOST_CLASSES) {
            throw new InputException("The masks, such as " + masks.get(0).name() + ", hold " + counts.size()
                    + " different values (" + shown() + "), expected at most " + MOST_CLASSES
                    + " classes, or instances of one piece each. Were they saved as JPEG, smoothed or scaled? Save label"
                    + " images as PNG or TIFF, or say classes=instances.");
        }
        return classes(ignore.isPresent() ? ignore : customaryIgnore());
    }

    private boolean areInstances() {
        long objects = counts.keySet().stream().filter(value -> value != 0).count();
        List<LabelSurvey> crowded = masks.stream().filter(m -> m.whole() > 0).toList();
        double whole =
                crowded.stream().mapToDouble(LabelSurvey::whole).average().orElse(0);
        if (objects > MANY_INSTANCES) return whole >= 0.8;
        long different = masks.stream().map(m -> m.counts().keySet()).distinct().count();
        return kind == Kind.GRAY && objects > SOME_INSTANCES && whole >= 0.95 && (different > 1 || masks.size() == 1);
    }

    private OptionalInt customaryIgnore() {
        int n = counts.size() - 1;
        if (kind == Kind.RGB || n < 3 || !counts.containsKey(IGNORED)) return OptionalInt.empty();
        for (int i = 0; i < n; i++) if (!counts.containsKey(i)) return OptionalInt.empty();
        return OptionalInt.of(IGNORED);
    }

    private ClassPlan classes(OptionalInt ignore) {
        List<Integer> values = new ArrayList<>(counts.keySet());
        if (ignore.isPresent()) values.remove((Integer) ignore.getAsInt());
        int background = background();
        values.remove((Integer) background);
        values.add(0, background);
        List<ClassInfo> classes = new ArrayList<>();
        for (int value : values) classes.add(info(classes.size(), value, values.size() == 2));
        List<String> reasons = new ArrayList<>();
        reasons.add("The masks hold " + values.size() + " " + what() + " (" + shown() + "): one class each, "
                + text(background) + " is background.");
        ignore.ifPresent(v -> reasons.add("The value " + v + " is ignored."));
        return new ClassPlan(ClassList.copyOf(classes), false, ignore, reasons);
    }

    private ClassInfo info(int index, int value, boolean binary) {
        if (index == 0) return new ClassInfo("background", value, ClassInfo.defaultColor(0));
        if (kind == Kind.RGB) return new ClassInfo(binary ? "foreground" : text(value), value, value);
        int[] palette = masks.get(0).palette();
        int color = value >= 0 && value < palette.length ? palette[value] : ClassInfo.defaultColor(index);
        return new ClassInfo(binary ? "foreground" : "class" + index, value, color);
    }

    /** 0 or black where there is any; else the commonest color, or the smallest number. */
    private int background() {
        if (counts.containsKey(0)) return 0;
        if (kind != Kind.RGB) return counts.keySet().iterator().next();
        return counts.entrySet().stream()
                .max(Map.Entry.comparingByValue())
                .orElseThrow()
                .getKey();
    }

    private static ClassPlan instances(List<String> reasons, OptionalInt ignore) {
        ClassInfo object = new ClassInfo("foreground", 1, ClassInfo.defaultColor(1));
        return new ClassPlan(ClassList.of(ClassInfo.ofIndex(0), object), true, ignore, reasons);
    }

    private void requireForeground() {
        if (counts.size() > 1) return;
        throw new InputException(
                "All " + masks.size() + " masks are empty: " + masks.get(0).name()
                        + " and the others hold only the value " + shown()
                        + ", expected at least one pixel of another class. Mark some objects, or check that these are the masks.");
    }

    private void requireSameKind(LabelSurvey mask) {
        boolean numbers = mask.kind() != Kind.RGB;
        if (numbers == (kind != Kind.RGB)) return;
        throw new InputException("Mask " + mask.name() + " is " + (numbers ? "gray or palette" : "RGB color") + ", but "
                + masks.get(0).name() + " is " + (numbers ? "RGB color" : "gray or palette")
                + ": expected masks of one kind. Save them all as 8- or 16-bit label images.");
    }

    private String what() {
        return switch (kind) {
            case PALETTE -> "palette indices";
            case RGB -> "colors";
            default -> "values";
        };
    }

    private String shown() {
        String more = counts.size() > SHOWN ? ", ..." : "";
        return counts.keySet().stream().limit(SHOWN).map(this::text).collect(Collectors.joining(", ")) + more;
    }

    private String text(int value) {
        return kind == Kind.RGB ? String.format("#%06X", value) : String.valueOf(value);
    }
}
