package sc.fiji.unet.imagej.segmentation;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ij.ImagePlus;
import ij.measure.ResultsTable;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import net.imglib2.RandomAccessibleInterval;
import net.imglib2.converter.Converters;
import net.imglib2.img.array.ArrayImgs;
import net.imglib2.type.numeric.IntegerType;
import net.imglib2.type.numeric.integer.IntType;
import net.imglib2.type.numeric.integer.UnsignedByteType;
import net.imglib2.type.numeric.integer.UnsignedShortType;
import net.imglib2.view.Views;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import sc.fiji.unet.base.Progress;
import sc.fiji.unet.config.ClassInfo;
import sc.fiji.unet.config.ClassList;
import sc.fiji.unet.image.ImageSource;
import sc.fiji.unet.imagej.files.ImageFiles;
import sc.fiji.unet.imagej.labels.ObjectClasses;
import sc.fiji.unet.label.Components;
import sc.fiji.unet.segment.SegmentedFile;

/** What is written of a plane row by row is what is written of it as a whole. */
class PlaneRowsTest {
    private static final ClassList TYPES = ClassList.of(
            new ClassInfo("background", 0, 0), new ClassInfo("cell", 100, 0xFF0000), new ClassInfo("gut", 9, 0x00FF00));

    @TempDir
    Path folder;

    /** Pixels of two classes, of which one in so many is background, and two channels. */
    private static SegmentedFile random(int width, int height, int background) {
        Random random = new Random(3);
        byte[] classes = new byte[width * height];
        byte[] values = new byte[2 * width * height];
        random.nextBytes(values);
        int[] kinds = new int[classes.length];
        for (int i = 0; i < classes.length; i++) {
            kinds[i] = random.nextInt(background) == 0 ? 1 + random.nextInt(2) : 0;
            classes[i] = (byte) kinds[i];
        }
        int[] numbers = Components.of(kinds, new int[] {width, height});
        double[] pixel = {0.5, 0.25};
        return new SegmentedFile(
                new ImageSource("grains", ArrayImgs.unsignedBytes(values, width, height, 2), pixel, "um"),
                ArrayImgs.unsignedBytes(classes, width, height),
                ArrayImgs.ints(numbers, width, height),
                false,
                TYPES);
    }

    @ParameterizedTest
    @CsvSource({"13, 9, 4, 8", "61, 47, 3, 16", "700, 800, 4, 32"})
    void labelsAreByteForByteThoseOfTheWhole(int width, int height, int background, int bits) throws Exception {
        SegmentedFile file = random(width, height, background);
        assertFalse(PlaneRows.needed(file.objects()), "small ones need outlines");
        new SegmentationFiles().objects(folder.resolve("whole.tif"), file);
        new PlaneRows(file).labels(folder.resolve("rows.tif"));
        assertEquals(-1, Files.mismatch(folder.resolve("whole.tif"), folder.resolve("rows.tif")));
        ImagePlus found = ImageFiles.open(folder.resolve("rows.tif"), Progress.NONE);
        assertEquals(bits, found.getBitDepth());
        assertEquals(
                Set.of("cell", "gut"),
                ObjectClasses.of(found).types().values().stream()
                        .map(ClassInfo::name)
                        .collect(Collectors.toSet()));
    }

    @ParameterizedTest
    @CsvSource({"100, 8", "300, 16"})
    void classesAreByteForByteThoseOfTheWhole(int value, int bits) throws Exception {
        SegmentedFile file = random(61, 47, 3);
        ClassList types =
                ClassList.of(TYPES.get(0), new ClassInfo("cell", value, 0xFF0000), new ClassInfo("gut", 9, 0x00FF00));
        RandomAccessibleInterval<? extends IntegerType<?>> labels = bits == 8
                ? Converters.convert2(
                        file.classes(), (k, v) -> v.set(types.get(k.get()).value()), UnsignedByteType::new)
                : Converters.convert2(
                        file.classes(), (k, v) -> v.set(types.get(k.get()).value()), UnsignedShortType::new);
        new SegmentationFiles().labels(folder.resolve("whole.tif"), labels, types, file.source());
        PlaneRows.classes(folder.resolve("rows.tif"), labels, types, file.source());
        assertEquals(-1, Files.mismatch(folder.resolve("whole.tif"), folder.resolve("rows.tif")));
        ImagePlus found = ImageFiles.open(folder.resolve("rows.tif"), Progress.NONE);
        assertEquals(bits, found.getBitDepth());
        assertEquals(value, found.getProcessor().getStats().max);
    }

    @Test
    void theTableSaysOfEachObjectWhatItsOutlineSays() {
        SegmentedFile file = random(61, 47, 3);
        new SegmentationFiles().table(folder.resolve("whole.csv"), file);
        new PlaneRows(file).table(folder.resolve("rows.csv"));
        ResultsTable whole = ResultsTable.open2(folder.resolve("whole.csv").toString());
        ResultsTable rows = ResultsTable.open2(folder.resolve("rows.csv").toString());
        assertTrue(whole.size() > 255, "objects: " + whole.size());
        assertEquals(whole.size(), rows.size());
        for (int i = 0; i < rows.size(); i++) {
            assertEquals(whole.getStringValue("Label", i), rows.getStringValue("Label", i));
            assertEquals(whole.getStringValue("Class", i), rows.getStringValue("Class", i));
            for (String column : "Area Mean StdDev Min Max X Y Object".split(" "))
                assertEquals(whole.getValue(column, i), rows.getValue(column, i), 2e-3, column + " of row " + i);
            assertEquals(whole.getValue("Mean C2", i), rows.getValue("Mean C2", i), 2e-3);
        }
    }

    /** Planes of one file, whose objects are numbered through. */
    private static SegmentedFile stack(int planes, int frames) {
        List<SegmentedFile> parts = new ArrayList<>();
        for (int i = 0; i < planes; i++) parts.add(random(61, 47, 3 + i));
        List<RandomAccessibleInterval<IntType>> numbers = new ArrayList<>();
        int before = 0;
        for (SegmentedFile part : parts) {
            int offset = before;
            numbers.add(Converters.convert2(
                    part.objects(), (from, to) -> to.set(from.get() == 0 ? 0 : from.get() + offset), IntType::new));
            for (IntType number : Views.iterable(numbers.get(numbers.size() - 1)))
                before = Math.max(before, number.get());
        }
        List<RandomAccessibleInterval<UnsignedByteType>> pixels = new ArrayList<>();
        for (SegmentedFile part : parts)
            pixels.add(
                    (RandomAccessibleInterval<UnsignedByteType>) part.source().pixels());
        ImageSource source = new ImageSource(
                "grains", Views.permute(Views.stack(pixels), 2, 3), new double[] {0.5, 0.25, 1}, "um", frames);
        return new SegmentedFile(
                source,
                Views.stack(parts.stream().map(SegmentedFile::classes).toList()),
                Views.stack(numbers),
                false,
                TYPES);
    }

    @ParameterizedTest
    @CsvSource({"3, 1", "4, 2", "3, 3"})
    void ofSeveralPlanesTheSameComesOut(int planes, int frames) {
        SegmentedFile file = stack(planes, frames);
        new SegmentationFiles().objects(folder.resolve("whole.tif"), file);
        new PlaneRows(file).labels(folder.resolve("rows.tif"));
        requireAlike("whole.tif", "rows.tif");
        new SegmentationFiles().labels(folder.resolve("classes.tif"), file.classes(), TYPES.indexed(), file.source());
        PlaneRows.classes(folder.resolve("rows-classes.tif"), file.classes(), TYPES.indexed(), file.source());
        requireAlike("classes.tif", "rows-classes.tif");
        new SegmentationFiles().table(folder.resolve("whole.csv"), file);
        new PlaneRows(file).table(folder.resolve("rows.csv"));
        ResultsTable whole = ResultsTable.open2(folder.resolve("whole.csv").toString());
        ResultsTable rows = ResultsTable.open2(folder.resolve("rows.csv").toString());
        assertEquals(whole.size(), rows.size());
        String places = (planes > frames ? " Slice" : "") + (frames > 1 ? " Frame" : "");
        for (int i = 0; i < rows.size(); i++) {
            for (String column : ("Area Mean StdDev X Y Object" + places).split(" "))
                assertEquals(whole.getValue(column, i), rows.getValue(column, i), 2e-3, column + " of row " + i);
            assertEquals(whole.getValue("Mean C2", i), rows.getValue("Mean C2", i), 2e-3);
        }
        assertEquals(whole.columnExists("Slice"), rows.columnExists("Slice"));
    }

    private void requireAlike(String one, String other) {
        ImagePlus whole = ImageFiles.open(folder.resolve(one), Progress.NONE);
        ImagePlus rows = ImageFiles.open(folder.resolve(other), Progress.NONE);
        assertArrayEquals(whole.getDimensions(), rows.getDimensions());
        assertEquals(whole.getBitDepth(), rows.getBitDepth());
        assertEquals(whole.getInfoProperty(), rows.getInfoProperty());
        assertEquals(whole.getDisplayRangeMax(), rows.getDisplayRangeMax());
        assertEquals(whole.getCalibration().pixelHeight, rows.getCalibration().pixelHeight);
        for (int n = 1; n <= whole.getStackSize(); n++) {
            assertArrayEquals(
                    whole.getStack().getProcessor(n).getFloatArray(),
                    rows.getStack().getProcessor(n).getFloatArray(),
                    one + ", plane " + n);
        }
    }

    @Test
    void theBoxOfAnObjectIsInTheUnitsOfTheImage() {
        int[] numbers = new int[20];
        byte[] classes = new byte[20];
        for (int at : new int[] {6, 12, 13}) { // of 5 x 4
            numbers[at] = 1;
            classes[at] = 1;
        }
        SegmentedFile file = new SegmentedFile(
                new ImageSource("box", ArrayImgs.unsignedBytes(5, 4, 1), new double[] {0.5, 2}, "um"),
                ArrayImgs.unsignedBytes(classes, 5, 4),
                ArrayImgs.ints(numbers, 5, 4),
                false,
                TYPES,
                new float[] {0.75f});
        new PlaneRows(file).table(folder.resolve("box.csv"));
        ResultsTable table = ResultsTable.open2(folder.resolve("box.csv").toString());
        double[] box = {
            table.getValue("BX", 0), table.getValue("BY", 0), table.getValue("Width", 0), table.getValue("Height", 0)
        };
        assertArrayEquals(new double[] {0.5, 2, 1.5, 4}, box);
        assertEquals(0.75, table.getValue("Confidence", 0));
        assertEquals(3, table.getValue("Area", 0));
    }
}
