package sc.fiji.unet.config;

import java.util.AbstractList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.RandomAccess;
import java.util.stream.IntStream;

/**
 * The classes that a model, a set of masks or a label image tells apart. A class's index is its place in the list: what
 * networks give and targets hold; its value is what stands for it in label images. Index 0 is the background. Immutable.
 */
public final class ClassList extends AbstractList<ClassInfo> implements RandomAccess {
    /** No classes at all: labels are numbers of objects, or nobody said what they are. */
    public static final ClassList NONE = new ClassList(List.of());

    private static final int LARGEST_LABEL = 0xFFFF;

    private final List<ClassInfo> classes;

    private ClassList(List<ClassInfo> classes) {
        this.classes = classes;
    }

    /** These classes, background first. */
    public static ClassList of(ClassInfo... classes) {
        return new ClassList(List.of(classes));
    }

    /** The same classes in the same order. */
    public static ClassList copyOf(Collection<ClassInfo> classes) {
        return classes instanceof ClassList same ? same : new ClassList(List.copyOf(classes));
    }

    /** Classes of these names by index, in the usual colors; an index is its class's value. */
    public static ClassList named(List<String> names) {
        return new ClassList(IntStream.range(0, names.size())
                .mapToObj(i -> new ClassInfo(names.get(i), i, ClassInfo.defaultColor(i)))
                .toList());
    }

    @Override
    public ClassInfo get(int index) {
        return classes.get(index);
    }

    @Override
    public int size() {
        return classes.size();
    }

    /** What people call them, by index. */
    public List<String> names() {
        return classes.stream().map(ClassInfo::name).toList();
    }

    /** Whether there is one class beside the background, so that whatever is no background is of that one. */
    public boolean isBinary() {
        return size() == 2;
    }

    /** The index of the class that a value in label images stands for; -1 for none. */
    public int indexOfValue(int value) {
        for (int i = 0; i < size(); i++) if (get(i).value() == value) return i;
        return -1;
    }

    /** The index of the class of this name, case ignored; -1 for none. */
    public int indexOfName(String name) {
        for (int i = 0; i < size(); i++) if (get(i).name().equalsIgnoreCase(name)) return i;
        return -1;
    }

    /** The class that a value in label images stands for. */
    public Optional<ClassInfo> byValue(int value) {
        int index = indexOfValue(value);
        return index < 0 ? Optional.empty() : Optional.of(get(index));
    }

    /** The classes with their indices as values, for label images that hold indices. */
    public ClassList indexed() {
        return new ClassList(IntStream.range(0, size())
                .mapToObj(i -> new ClassInfo(get(i).name(), i, get(i).color()))
                .toList());
    }

    /**
     * The classes with the values that predicted label images hold: those of the masks, but indices where a 16-bit image
     * cannot hold one of them, as with masks in color.
     */
    public ClassList written() {
        return stream().allMatch(info -> info.value() >= 0 && info.value() <= LARGEST_LABEL) ? this : indexed();
    }
}
