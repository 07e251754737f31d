package sc.fiji.unet.data;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import sc.fiji.unet.base.InputException;
import sc.fiji.unet.data.LabelImage.Kind;

/**
 * The values of all masks of a set together, and how the stored numbers become these: matched by color, snapped to what was
 * meant, one foreground where some masks hold 0 and 1 and others 0 and 255. Immutable.
 *
 * @param masks with the values that are meant
 * @param reading how they came from what is stored
 * @param ignore a value that counts for nothing
 * @param notes what was done, in sentences
 */
record MaskValues(List<LabelSurvey> masks, MaskReading reading, OptionalInt ignore, List<String> notes) {
    private static final Set<Integer> CUSTOMARY = Set.of(1, 255, 65535);
    private static final List<Integer> CUSTOMARY_IGNORED = List.of(255, 65535);
    private static final int NOBODY_SAID = -1;
    private static final int MOST_CLASSES = 64;

    /**
     * Works out from all masks together which values were meant.
     *
     * @param said a value that a person wants to be ignored
     */
    static MaskValues of(List<LabelSurvey> stored, OptionalInt said) {
        if (stored.isEmpty()) throw new InputException("There are no masks: expected at least one.");
        MaskValues values = new MaskValues(stored, MaskReading.AS_STORED, said, List.of()).grayed();
        requireOneKind(values.masks);
        Optional<String> colors = values.areObjects() ? Optional.empty() : PaletteMasks.whyColors(values.masks);
        if (colors.isPresent()) values = values.read(MaskReading.ofColors(), colors.get());
        boolean numbers = values.kind() != Kind.RGB;
        if (numbers && said.isEmpty() && values.all().containsKey(NOBODY_SAID)) values = values.ignoring(NOBODY_SAID);
        if (numbers && values.areBinary()) return values.binary();
        return values.snapped().withCustomaryIgnore();
    }

    Kind kind() {
        return masks.get(0).kind();
    }

    /** How each value lies in all masks together; without the ignored one. */
    Map<Integer, ValueTrait> all() {
        Map<Integer, ValueTrait> all = new TreeMap<>();
        for (LabelSurvey mask : masks)
            mask.traits().forEach((value, trait) -> all.merge(value, trait, ValueTrait::plus));
        if (ignore.isPresent()) all.remove(ignore.getAsInt());
        return all;
    }

    /** Whether these are numbers of objects. */
    boolean areObjects() {
        return ObjectNumbers.are(masks, foreground(all().keySet()));
    }

    private MaskValues read(MaskReading next, String note) {
        List<String> more = Stream.concat(notes.stream(), Stream.of(note)).toList();
        return new MaskValues(masks.stream().map(mask -> mask.read(next)).toList(), reading.then(next), ignore, more);
    }

    /** Gray masks that were saved in color are gray where others of the set are, or where their levels number objects. */
    private MaskValues grayed() {
        boolean gray = masks.stream().allMatch(mask -> mask.isGrayInColor() || isGray(mask.kind()));
        if (!gray || masks.stream().allMatch(mask -> isGray(mask.kind()))) return this;
        MaskValues read = read(MaskReading.ofGrays(), "Gray masks that were saved in color are read as gray.");
        boolean mixed = masks.stream().anyMatch(mask -> isGray(mask.kind()));
        return mixed || read.areObjects() ? read : this;
    }

    private static boolean isGray(Kind kind) {
        return kind != Kind.RGB && kind != Kind.PALETTE;
    }

    private MaskValues ignoring(int value) {
        List<String> more = new ArrayList<>(notes);
        more.add("The value " + value + " is ignored.");
        return new MaskValues(masks, reading, OptionalInt.of(value), more);
    }

    /** Whether each mask holds 0 and one other value, or one of the two. */
    private boolean areBinary() {
        return masks.stream().allMatch(mask -> foregroundOf(mask).size() < 2);
    }

    /** One foreground where the other value is a customary one; else it is asked whether they are one class. */
    private MaskValues binary() {
        Set<Integer> values = foreground(all().keySet());
        if (values.size() < 2 || kind() == Kind.PALETTE) return this;
        if (CUSTOMARY.containsAll(values)) {
            int highest = new TreeSet<>(values).last();
            return read(
                    MaskReading.binary(highest),
                    "Each mask holds two values, 0 and " + shares(values) + ": all but 0 is foreground.");
        }
        boolean countUp = new TreeSet<>(values).last() == values.size();
        if (countUp) return this;
        throw new InputException("Each mask holds two values, 0 and " + shares(values)
                + ". It cannot be told whether these are one class or several. Say classes=binary where all but 0 is"
                + " foreground, or name each, as in classes=background=0,"
                + values.stream()
                        .limit(3)
                        .map(value -> "name" + value + "=" + value)
                        .collect(Collectors.joining(","))
                + ".");
    }

    private String shares(Set<Integer> values) {
        return values.stream()
                        .limit(5)
                        .map(value -> value + " in "
                                + masks.stream()
                                        .filter(m -> m.traits().containsKey(value))
                                        .count())
                        .collect(Collectors.joining(" or "))
                + " of " + masks.size();
    }

    private MaskValues snapped() {
        if (kind() == Kind.PALETTE) return this;
        double whole = kind() != Kind.RGB ? ObjectNumbers.whole(masks) : areObjects() ? 1 : 0;
        LossyMasks lossy = LossyMasks.in(masks.get(0).name(), all(), kind() == Kind.RGB, whole);
        return lossy.found() ? read(MaskReading.snapping(modes(lossy.modes())), lossy.note(kind() == Kind.RGB)) : this;
    }

    /** With the ignored value, which is no mode of its neighbors. */
    private List<Integer> modes(List<Integer> found) {
        if (ignore.isEmpty() || found.contains(ignore.getAsInt())) return found;
        return Stream.concat(found.stream(), Stream.of(ignore.getAsInt()))
                .sorted()
                .toList();
    }

    /** The highest number of the depth beside numbers that are close to each other. */
    private MaskValues withCustomaryIgnore() {
        if (kind() == Kind.RGB || ignore.isPresent()) return this;
        TreeSet<Integer> values = new TreeSet<>(all().keySet());
        if (values.size() < 3 || !CUSTOMARY_IGNORED.contains(values.last())) return this;
        int last = values.pollLast();
        boolean close = values.first() >= 0 && values.last() < MOST_CLASSES && values.last() < 2 * values.size();
        return close ? ignoring(last) : this;
    }

    private Set<Integer> foregroundOf(LabelSurvey mask) {
        Set<Integer> values = new TreeSet<>(mask.traits().keySet());
        if (ignore.isPresent()) values.remove(ignore.getAsInt());
        return foreground(values);
    }

    private static Set<Integer> foreground(Collection<Integer> values) {
        return values.stream().filter(value -> value != 0).collect(Collectors.toCollection(TreeSet::new));
    }

    private static void requireOneKind(List<LabelSurvey> masks) {
        Optional<LabelSurvey> colored =
                masks.stream().filter(mask -> mask.kind() == Kind.RGB).findFirst();
        Optional<LabelSurvey> gray =
                masks.stream().filter(mask -> isGray(mask.kind())).findFirst();
        if (colored.isEmpty() || gray.isEmpty()) return;
        throw new InputException("Mask " + colored.get().name() + " is RGB color, but "
                + gray.get().name()
                + " is gray: expected masks of one kind. Save them all as 8- or 16-bit label images.");
    }
}
