package sc.fiji.unet.live;

import java.util.Arrays;
import sc.fiji.unet.data.AnnotatedImage;

/** What was painted on one plane: for each pixel its class, and whether it is held out. Not thread safe. */
final class StrokePlane {
    private static final int HELD = 0x80;
    private static final int CLASS = 0x7F;

    private final int width;
    private final int height;
    private final byte[] values; // 0 for none, else class + 1; with HELD where it is not learned from

    /** What a change replaced. */
    record Edit(Rect box, byte[] before, byte[] after) {
        boolean changes() {
            return !Arrays.equals(before, after);
        }
    }

    StrokePlane(int width, int height) {
        this.width = width;
        this.height = height;
        values = new byte[Math.multiplyExact(width, height)];
    }

    /** Paints a class, or erases with -1. */
    Edit paint(Area area, int index, boolean held) {
        byte value = (byte) (index < 0 ? 0 : index + 1 | (held ? HELD : 0));
        Rect box = area.box().and(new Rect(0, 0, width, height));
        byte[] before = read(box);
        byte[] after = before.clone();
        for (int i = 0; i < after.length; i++) {
            int x = box.x() + i % box.width() - area.box().x();
            int y = box.y() + i / box.width() - area.box().y();
            if (area.inside()[y * area.box().width() + x]) after[i] = value;
        }
        write(box, after);
        return new Edit(box, before, after);
    }

    /** Takes what a file says where nothing was painted yet. */
    void load(int[] target, boolean held) {
        for (int i = 0; i < values.length; i++) {
            if (target[i] >= 0) values[i] = (byte) (target[i] + 1 | (held ? HELD : 0));
        }
    }

    byte[] read(Rect box) {
        byte[] copy = new byte[Math.toIntExact(box.size())];
        for (int y = 0; y < box.height() && box.width() > 0; y++) {
            System.arraycopy(values, (box.y() + y) * width + box.x(), copy, y * box.width(), box.width());
        }
        return copy;
    }

    void write(Rect box, byte[] from) {
        for (int y = 0; y < box.height() && box.width() > 0; y++) {
            System.arraycopy(from, y * box.width(), values, (box.y() + y) * width + box.x(), box.width());
        }
    }

    /** The class of each pixel of a box as a target; what is not of that kind is ignored. */
    int[] target(Rect box, boolean held) {
        int[] target = new int[Math.toIntExact(box.size())];
        byte[] copy = read(box);
        for (int i = 0; i < target.length; i++) target[i] = index(copy[i], held);
        return target;
    }

    /** The class of a stored value; ignored where it is none of that kind. */
    static int index(byte value, boolean held) {
        return value != 0 && (value & HELD) != 0 == held ? (value & CLASS) - 1 : AnnotatedImage.IGNORE;
    }

    /** The smallest rectangle around what is painted and of the kind; an empty one where nothing is. */
    Rect bounds(boolean held) {
        int left = width;
        int top = height;
        int right = -1;
        int bottom = -1;
        for (int i = 0; i < values.length; i++) {
            if (index(values[i], held) < 0) continue;
            left = Math.min(left, i % width);
            right = Math.max(right, i % width);
            top = Math.min(top, i / width);
            bottom = i / width;
        }
        return right < 0 ? Rect.NONE : new Rect(left, top, right - left + 1, bottom - top + 1);
    }

    /** Adds the number of pixels of each class. */
    void count(long[] classes, boolean held) {
        for (byte value : values) {
            int index = index(value, held);
            if (index >= 0 && index < classes.length) classes[index]++;
        }
    }
}
