package sc.fiji.unet.imagej.live;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import sc.fiji.unet.config.ClassInfo;
import sc.fiji.unet.config.ClassList;

/** What becomes of classes that a person adds or changes: no two have one name. Stateless. */
final class ClassEdits {
    private ClassEdits() {}

    /** With one more class; empty where it is there already, or where there is no room for it. */
    static Optional<ClassList> added(ClassList classes, String name) {
        if (classes.indexOfName(name) >= 0 || classes.size() >= LiveColors.MOST_CLASSES) return Optional.empty();
        List<ClassInfo> more = new ArrayList<>(classes);
        more.add(new ClassInfo(name, more.size(), ClassInfo.defaultColor(more.size())));
        return Optional.of(ClassList.copyOf(more));
    }

    /** With another name or color of one; empty where another one has the name. */
    static Optional<ClassList> changed(ClassList classes, int index, ClassInfo value) {
        int same = classes.indexOfName(value.name());
        if (same >= 0 && same != index) return Optional.empty();
        List<ClassInfo> changed = new ArrayList<>(classes);
        changed.set(index, value);
        return Optional.of(ClassList.copyOf(changed));
    }
}
