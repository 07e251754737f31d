package sc.fiji.unet.segment;

import java.util.TreeMap;
import java.util.function.Consumer;
import net.imglib2.RandomAccessibleInterval;
import net.imglib2.type.numeric.IntegerType;
import net.imglib2.view.Views;
import sc.fiji.unet.annotations.FoundObject;
import sc.fiji.unet.annotations.FoundShapes;
import sc.fiji.unet.annotations.PixelMask;
import sc.fiji.unet.config.ClassInfo;

/** The objects of a segmented file as shapes, plane by plane; its classes where none were told apart. */
public final class FoundObjects {
    private final SegmentedFile file;
    private final boolean apart;
    private final int width;
    private final int slices;

    /** The box around a number's pixels, and the class of one of them. */
    private static final class Box {
        private int left = Integer.MAX_VALUE;
        private int top = Integer.MAX_VALUE;
        private int right;
        private int bottom;
        private int type;

        void add(int x, int y, int kind) {
            left = Math.min(left, x);
            top = Math.min(top, y);
            right = Math.max(right, x);
            bottom = Math.max(bottom, y);
            type = kind;
        }
    }

    private FoundObjects(SegmentedFile file) {
        this.file = file;
        apart = file.objects() != null;
        width = Math.toIntExact(file.classes().dimension(0));
        slices = planes(file) / file.source().frames();
    }

    /** Hands them out one by one, in the order of planes and numbers. */
    public static FoundShapes of(SegmentedFile file) {
        return use -> {
            FoundObjects found = new FoundObjects(file);
            for (int z = 0; z < planes(file); z++) found.plane(z, use);
        };
    }

    private static int planes(SegmentedFile file) {
        return file.classes().numDimensions() == 3
                ? Math.toIntExact(file.classes().dimension(2))
                : 1;
    }

    private void plane(int z, Consumer<FoundObject> use) {
        int[] types = pixels(file.classes(), z);
        int[] numbers = apart ? pixels(file.objects(), z) : types;
        TreeMap<Integer, Box> boxes = new TreeMap<>();
        for (int i = 0; i < numbers.length; i++) {
            if (numbers[i] == 0) continue;
            boxes.computeIfAbsent(numbers[i], number -> new Box()).add(i % width, i / width, types[i]);
        }
        boxes.forEach((number, box) -> {
            ClassInfo type = file.types().get(box.type);
            PixelMask mask = mask(numbers, number, box);
            use.accept(new FoundObject(type.name(), type.color(), apart ? number : 0, z % slices, z / slices, mask));
        });
    }

    private PixelMask mask(int[] numbers, int number, Box box) {
        int columns = box.right - box.left + 1;
        int rows = box.bottom - box.top + 1;
        int[] inside = new int[columns * rows];
        for (int i = 0; i < inside.length; i++) {
            int at = (box.top + i / columns) * width + box.left + i % columns;
            inside[i] = numbers[at] == number ? 1 : 0;
        }
        return new PixelMask(box.left, box.top, columns, rows, inside);
    }

    private static int[] pixels(RandomAccessibleInterval<? extends IntegerType<?>> image, int z) {
        return FlatPixels.ints(image.numDimensions() == 3 ? Views.hyperSlice(image, 2, z) : image);
    }
}
