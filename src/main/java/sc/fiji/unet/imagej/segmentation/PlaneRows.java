package sc.fiji.unet.imagej.segmentation;

import ij.ImagePlus;
import ij.measure.ResultsTable;
import java.awt.Rectangle;
import java.io.BufferedWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import net.imglib2.Cursor;
import net.imglib2.Dimensions;
import net.imglib2.FinalDimensions;
import net.imglib2.FinalInterval;
import net.imglib2.RandomAccessibleInterval;
import net.imglib2.type.numeric.IntegerType;
import net.imglib2.type.numeric.integer.IntType;
import net.imglib2.type.numeric.integer.UnsignedByteType;
import net.imglib2.view.Views;
import sc.fiji.unet.base.AtomicFiles;
import sc.fiji.unet.base.Csv;
import sc.fiji.unet.config.ClassList;
import sc.fiji.unet.image.ImageSource;
import sc.fiji.unet.imagej.files.OutputFiles;
import sc.fiji.unet.imagej.labels.LabelImages;
import sc.fiji.unet.imagej.labels.LabelPlanes;
import sc.fiji.unet.imagej.labels.ObjectClasses;
import sc.fiji.unet.imagej.labels.PlaneValues;
import sc.fiji.unet.imagej.pixels.ImagePlusSources;
import sc.fiji.unet.segment.ImageSegmenter;
import sc.fiji.unet.segment.SegmentedFile;

/**
 * Writes the objects of planes each of which memory has no room for as ImageJ's images: row by row, the same label image, and
 * a table without what needs outlines.
 *
 * @param file what was found in a plane, or in several, objects told apart
 */
record PlaneRows(SegmentedFile file) {
    private static final int DECIMALS = 3;

    /** Whether memory has no room for the numbers of a single plane as an array. */
    static boolean needed(Dimensions labels) {
        return !ImageSegmenter.looksAtWhole(new FinalDimensions(labels.dimension(0), labels.dimension(1)));
    }

    /** Creates or replaces a label image of classes. */
    static void classes(
            Path path,
            RandomAccessibleInterval<? extends IntegerType<?>> labels,
            ClassList classes,
            ImageSource source) {
        Cursor<? extends IntegerType<?>> label = Views.flatIterable(labels).localizingCursor();
        long[] place = new long[labels.numDimensions()];
        for (int highest = -1; label.hasNext(); ) {
            int value = label.next().getInteger();
            if (value > highest) label.localize(place);
            highest = Math.max(highest, value);
        }
        long[] end = place.clone();
        if (place.length > 2) {
            place[2] = labels.min(2);
            end[2] = labels.max(2);
        }
        RandomAccessibleInterval<? extends IntegerType<?>> pixels = Views.interval(labels, place, end);
        write(path, LabelPlanes.toImagePlus(pixels, classes, source), labels);
    }

    private static void write(Path path, ImagePlus like, RandomAccessibleInterval<? extends IntegerType<?>> labels) {
        Cursor<? extends IntegerType<?>> label = Views.flatIterable(labels).cursor();
        int[] size = {(int) labels.dimension(0), (int) labels.dimension(1)};
        OutputFiles.writeRows(path, like, size, row -> {
            for (int x = 0; x < row.length; x++) row[x] = label.next().getInteger();
        });
    }

    /** Creates or replaces the label image. */
    void labels(Path path) {
        Map<Integer, BitSet> kinds = new TreeMap<>();
        ImagePlus like = like(highest(kinds));
        ClassList types = file.types().indexed();
        kinds.forEach((kind, numbers) -> ObjectClasses.write(like, types.get(kind), numbers));
        write(path, like, file.objects());
    }

    /** The label image of a single pixel a plane, one of which has the highest number. */
    private ImagePlus like(int highest) {
        ImageSource source = file.source();
        long[] size = source.pixels().dimensionsAsLongArray();
        size[0] = 1;
        size[1] = 1;
        ImagePlus corner = ImagePlusSources.toImagePlus(new ImageSource(
                source.name(),
                Views.interval(source.pixels(), new FinalInterval(size)),
                source.pixelSize(),
                source.unit(),
                source.frames()));
        int[][] planes = new int[planes()][1];
        planes[0][0] = highest;
        return LabelImages.ofObjects(PlaneValues.of(planes), corner, new Rectangle(1, 1));
    }

    private int planes() {
        return file.objects().numDimensions() == 3 ? (int) file.objects().dimension(2) : 1;
    }

    private int slices() {
        return planes() / file.source().frames();
    }

    /** The highest number; fills in which objects there are of each class. */
    private int highest(Map<Integer, BitSet> kinds) {
        Cursor<IntType> object = Views.flatIterable(file.objects()).cursor();
        Cursor<UnsignedByteType> kind = Views.flatIterable(file.classes()).cursor();
        int highest = 0;
        int last = 0;
        while (object.hasNext()) {
            int number = object.next().get();
            kind.fwd();
            if (number > 0 && number != last) {
                kinds.computeIfAbsent(kind.get().get(), k -> new BitSet()).set(number);
                highest = Math.max(highest, number);
            }
            last = number;
        }
        return highest;
    }

    /** Creates or replaces the table, a row an object under the names of ImageJ's columns. */
    void table(Path path) {
        ObjectSums sums = ObjectSums.of(file, highest(new TreeMap<>()));
        AtomicFiles.write(path, temporary -> {
            try (BufferedWriter out = Files.newBufferedWriter(temporary)) {
                out.write(Csv.line(header()));
                for (int object = 1; object <= sums.count(); object++)
                    if (sums.pixels(object) > 0) out.write(Csv.line(row(sums, object)));
            }
        });
    }

    private List<String> header() {
        List<String> header = new ArrayList<>(
                List.of("Label", "Area", "Mean", "StdDev", "Min", "Max", "X", "Y", "BX", "BY", "Width", "Height"));
        header.addAll(List.of("Class", "Object"));
        if (file.certainty() != null) header.add("Confidence");
        if (slices() > 1) header.add("Slice");
        if (file.source().frames() > 1) header.add("Frame");
        for (int channel = 2; channel <= file.source().channels(); channel++) header.add("Mean C" + channel);
        return header;
    }

    private List<String> row(ObjectSums sums, int object) {
        double width = file.source().pixelSize()[0];
        double height = file.source().pixelSize()[1];
        String type = file.types().get(sums.kind(object)).name();
        List<String> cells = new ArrayList<>();
        cells.add(file.source().name() + ":" + type + "#" + object);
        add(cells, sums.pixels(object) * width * height);
        add(cells, sums.mean(0, object), sums.deviation(object), sums.min(object), sums.max(object));
        add(cells, (sums.center(0, object) + 0.5) * width, (sums.center(1, object) + 0.5) * height);
        add(cells, sums.start(0, object) * width, sums.start(1, object) * height);
        add(cells, sums.extent(0, object) * width, sums.extent(1, object) * height);
        cells.add(type);
        cells.add(Integer.toString(object));
        if (file.certainty() != null) add(cells, file.certainty()[object - 1]);
        if (slices() > 1) add(cells, sums.plane(object) % slices() + 1);
        if (file.source().frames() > 1) add(cells, sums.plane(object) / slices() + 1);
        for (int channel = 1; channel < file.source().channels(); channel++) add(cells, sums.mean(channel, object));
        return cells;
    }

    private static void add(List<String> cells, double... values) {
        for (double value : values) cells.add(ResultsTable.d2s(value, value == Math.rint(value) ? 0 : DECIMALS));
    }
}
