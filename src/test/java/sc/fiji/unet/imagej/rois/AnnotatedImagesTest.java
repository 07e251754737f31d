package sc.fiji.unet.imagej.rois;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ij.IJ;
import ij.ImagePlus;
import ij.gui.OvalRoi;
import ij.gui.Roi;
import ij.process.ByteProcessor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import net.imglib2.RandomAccessibleInterval;
import net.imglib2.type.numeric.integer.IntType;
import net.imglib2.view.Views;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import sc.fiji.unet.base.InputException;
import sc.fiji.unet.base.Progress;
import sc.fiji.unet.config.ChannelChoice;
import sc.fiji.unet.data.AnnotatedImage;
import sc.fiji.unet.data.HoldOut;
import sc.fiji.unet.data.TrainingSet;
import sc.fiji.unet.image.StackView;
import sc.fiji.unet.imagej.files.OutputFiles;
import sc.fiji.unet.imagej.labels.Annotation;
import sc.fiji.unet.imagej.labels.LabelImages;
import sc.fiji.unet.imagej.rois.AnnotatedImages.Labeled;
import sc.fiji.unet.imagej.rois.AnnotatedImages.Look;
import sc.fiji.unet.label.Targets;
import sc.fiji.unet.model.ModelNames;

class AnnotatedImagesTest {
    private static final HoldOut HOLD_OUT = new HoldOut(null, 0.25, 1);

    @TempDir
    Path folder;

    private final List<String> notes = new ArrayList<>();
    private final Progress progress = new Progress() {
        @Override
        public void note(String line) {
            notes.add(line);
        }
    };

    private static Roi oval(int x, int y, String name, int slice) {
        Roi roi = new OvalRoi(x, y, 9, 9);
        roi.setName(name);
        roi.setPosition(slice);
        return roi;
    }

    private static int[] counts(RandomAccessibleInterval<IntType> target, int classes) {
        int[] counts = new int[classes + 1];
        for (IntType index : Views.flatIterable(target)) counts[index.get() + 1]++;
        return counts;
    }

    @Test
    void oneImageWithRoisIsCutInTwoAndSaysSo() {
        ImagePlus imp = IJ.createImage("cells.tif", "8-bit ramp", 61, 37, 1);
        List<Roi> rois = new ArrayList<>();
        for (int i = 0; i < 5; i++) rois.add(oval(2 + 12 * i, 10, "cell", 0));
        TrainingSet set = AnnotatedImages.ofRois(
                List.of(new DrawnImage(imp, rois)), Look.ALL, RoisToLabels.defaults(), HOLD_OUT, progress);
        assertEquals(1, set.train().size());
        assertEquals(1, set.validation().size());
        assertTrue(set.classes().instances(), "outlined objects of one class are objects");
        assertEquals("cell", set.classes().classes().get(1).name());
        int[] train = counts(set.train().get(0).target(), 2);
        int[] validation = counts(set.validation().get(0).target(), 2);
        int disk = 69; // pixels of an oval of 9 x 9 in ImageJ
        assertEquals(5 * disk, train[2] + validation[2]);
        assertEquals(61 * 37 - 5 * disk, train[1] + validation[1]);
        assertTrue(notes.stream().anyMatch(n -> n.contains("outside is background")), notes.toString());
        assertTrue(notes.stream().anyMatch(n -> n.contains("held back")), notes.toString());
    }

    /** Numbered outlines of two classes, two of which touch. */
    @Test
    void numberedOutlinesOfSeveralClassesAreWholeObjects() {
        ImagePlus imp = IJ.createImage("cells.tif", "8-bit ramp", 61, 37, 4);
        List<Roi> rois = new ArrayList<>();
        for (int slice = 1; slice <= 4; slice++) {
            String[] names = {"round#1", "round#2", "long#1"};
            for (int i = 0; i < 3; i++) {
                Roi roi = new Roi(5 + 10 * i, 5, 10, 8);
                roi.setName(names[i]);
                roi.setPosition(slice);
                rois.add(roi);
            }
        }
        TrainingSet set = AnnotatedImages.ofRois(
                List.of(new DrawnImage(imp, rois)), Look.ALL, RoisToLabels.defaults(), HOLD_OUT, progress);
        assertTrue(set.classes().instances());
        assertEquals(
                List.of("background", "long", "round"), set.classes().classes().names());
        AnnotatedImage image = set.train().get(0);
        assertEquals(160 - 8, counts(image.target(), 3)[3], "classes have a gap between the two that touch");
        AnnotatedImage whole = set.withWholeObjects().train().get(0);
        assertEquals(160, counts(whole.target(), 3)[3]);
        assertEquals(80, counts(whole.target(), 3)[2]);
        int[] numbers = sc.fiji.unet.label.Targets.array(whole.objects());
        assertEquals(4, java.util.Arrays.stream(numbers).distinct().count());
        assertEquals(240, java.util.Arrays.stream(numbers).filter(n -> n > 0).count());
        rois.forEach(roi -> roi.setName(roi.getName().replaceAll("#.", "")));
        TrainingSet tissue = AnnotatedImages.ofRois(
                List.of(new DrawnImage(imp, rois)), Look.ALL, RoisToLabels.defaults(), HOLD_OUT, progress);
        assertFalse(tissue.classes().instances(), "without numbers they are classes");
    }

    @Test
    void slicesThatNobodyAnnotatedAreLeftOut() {
        ImagePlus imp = IJ.createImage("stack", "8-bit ramp", 40, 30, 6);
        List<Roi> rois = List.of(
                oval(3, 3, "a", 1), oval(20, 3, "b", 1), oval(3, 3, "a", 2), oval(9, 9, "b", 4), oval(1, 1, "a", 6));
        TrainingSet set = AnnotatedImages.ofRois(
                List.of(new DrawnImage(imp, rois)), Look.ALL, RoisToLabels.defaults(), HOLD_OUT, progress);
        assertEquals(4, set.train().size() + set.validation().size());
        assertFalse(set.classes().instances());
        assertEquals(3, set.classes().classes().size());
        assertEquals(3, set.train().size(), "whole slices are dealt out where there are enough");
        assertEquals(1, set.validation().size());
    }

    /** Each pixel says where it is: 100 * frame + 10 * slice + channel. */
    @Test
    void roisOnHyperstacksTeachTheirOwnSlicesAndFramesInAllChannels() {
        ImagePlus imp = IJ.createHyperStack("movie.tif", 30, 20, 2, 3, 4, 16);
        for (int i = 1; i <= imp.getStackSize(); i++) {
            int[] at = imp.convertIndexToPosition(i);
            imp.getStack().getProcessor(i).set(100 * at[2] + 10 * at[1] + at[0]);
        }
        List<Roi> rois = new ArrayList<>();
        for (int[] place : new int[][] {{2, 1}, {3, 1}, {1, 2}, {2, 4}, {3, 4}}) {
            Roi cell = oval(4, 5, "cell", 0);
            cell.setPosition(1, place[0], place[1]);
            rois.add(cell);
        }
        rois.get(4).setPosition(imp.getStackIndex(2, 3, 4)); // as a stack position, of another channel
        TrainingSet set = AnnotatedImages.ofRois(
                List.of(new DrawnImage(imp, rois)), Look.ALL, RoisToLabels.defaults(), HOLD_OUT, progress);
        List<AnnotatedImage> all = new ArrayList<>(set.train());
        all.addAll(set.validation());
        List<String> found = new ArrayList<>();
        for (AnnotatedImage image : all) {
            assertEquals(2, image.image().channels());
            var pixel = image.image().pixels().randomAccess();
            float first = pixel.setPositionAndGet(0, 0, 0).getRealFloat();
            assertEquals(first + 1, pixel.setPositionAndGet(7, 9, 1).getRealFloat());
            found.add(image.image().name() + " " + (int) first);
            assertEquals(69, counts(image.target(), 2)[2]);
        }
        found.sort(null);
        assertEquals(
                List.of("movie_t1_z2 121", "movie_t1_z3 131", "movie_t2_z1 211", "movie_t4_z2 421", "movie_t4_z3 431"),
                found);
    }

    @Test
    void theClassesOfAllImagesAreCountedTogether() {
        ImagePlus one = IJ.createImage("one", "8-bit ramp", 40, 30, 1);
        ImagePlus two = IJ.createImage("two", "8-bit ramp", 30, 40, 1);
        TrainingSet set = AnnotatedImages.ofRois(
                List.of(
                        new DrawnImage(one, List.of(oval(3, 3, "zebra", 0))),
                        new DrawnImage(two, List.of(oval(3, 3, "ape", 0)))),
                Look.ALL,
                RoisToLabels.defaults(),
                HOLD_OUT,
                progress);
        assertEquals("ape", set.classes().classes().get(1).name());
        assertEquals(2, set.classes().classes().get(2).value());
        assertTrue(counts(set.train().get(0).target(), 3)[3] > 0, "zebra is 2 in the first image");
    }

    @Test
    void touchingObjectsGetBorderWeights() {
        ImagePlus imp = IJ.createImage("cells", "8-bit ramp", 40, 30, 1);
        List<Roi> rois = List.of(oval(5, 5, "cell", 0), oval(14, 5, "cell", 0));
        DrawnImage drawn = new DrawnImage(imp, rois);
        TrainingSet set = AnnotatedImages.ofRois(List.of(drawn), Look.ALL, RoisToLabels.defaults(), HOLD_OUT, progress);
        double between = Views.hyperSlice(set.train().get(0).weight(), 1, 4)
                .randomAccess()
                .setPositionAndGet(14)
                .get();
        assertTrue(between > 5, "weight above where they touch: " + between);
        RoisToLabels plain = new RoisToLabels(RoiNaming.AUTO, UnlabeledPixels.AUTO, 3, false);
        assertNull(AnnotatedImages.ofRois(List.of(drawn), Look.ALL, plain, HOLD_OUT, progress)
                .train()
                .get(0)
                .weight());
    }

    @Test
    void labelImagesSayWhatTheirValuesMean() {
        ImagePlus imp = IJ.createImage("cells.tif", "8-bit ramp", 40, 30, 1);
        List<Roi> rois = List.of(oval(5, 5, "cell", 0), oval(24, 15, "debris", 0), oval(20, 2, "ignore", 0));
        Annotation drawn = RoisToLabels.defaults().paint(imp, rois);
        ImagePlus labels = LabelImages.ofClasses(drawn.classPlanes(), drawn.classes(), imp);
        TrainingSet set = AnnotatedImages.ofLabels(new Labeled(imp, labels), Look.ALL, "auto", HOLD_OUT, progress);
        assertEquals("debris", set.classes().classes().get(2).name());
        int[] train = counts(set.train().get(0).target(), 3);
        int[] validation = counts(set.validation().get(0).target(), 3);
        assertEquals(69, train[2] + validation[2]);
        assertEquals(69, train[3] + validation[3]);
        assertEquals(40 * 30 - 69, 40 * 30 + 40 * 30 - train[0] - validation[0], "the ignored oval is in neither part");
    }

    /** However objects are drawn, a network learns to keep them apart. */
    @Test
    void numbersAndRoisOfTouchingObjectsTeachTheSame() {
        ImagePlus imp = IJ.createImage("cells.tif", "8-bit ramp", 40, 30, 1);
        List<Roi> rois = new ArrayList<>();
        ByteProcessor numbers = new ByteProcessor(40, 30);
        for (int i = 0; i < 3; i++) {
            Roi cell = new Roi(3 + 11 * i, 4 + i, 11, 13);
            cell.setName("cell#" + (i + 1));
            rois.add(cell);
            numbers.setColor(i + 1);
            numbers.fill(cell);
        }
        HoldOut all = new HoldOut(null, 0.4, 1);
        AnnotatedImage drawn = AnnotatedImages.ofRois(
                        List.of(new DrawnImage(imp, rois)), Look.ALL, RoisToLabels.defaults(), all, progress)
                .train()
                .get(0);
        AnnotatedImage numbered = AnnotatedImages.ofLabels(
                        new Labeled(imp, new ImagePlus("labels", numbers)), Look.ALL, "instances", all, progress)
                .train()
                .get(0);
        assertArrayEquals(Targets.array(drawn.target()), Targets.array(numbered.target()));
        for (int i = 0; i < 40 * 30; i++) {
            assertEquals(
                    drawn.weight().getAt(i % 40, i / 40).get(),
                    numbered.weight().getAt(i % 40, i / 40).get());
        }
    }

    @Test
    void rgbImagesThatAreGrayAreLearnedFromAsGrayAndChannelsAreChosen() {
        ImagePlus rgb = IJ.createImage("rgb", "RGB ramp", 40, 30, 1);
        ImagePlus labels = new ImagePlus("labels", new ByteProcessor(40, 30));
        labels.getProcessor().set(9, 9, 1);
        DrawnImage drawn = new DrawnImage(rgb, List.of(oval(3, 3, "cell", 0)));
        TrainingSet gray =
                AnnotatedImages.ofRois(List.of(drawn), Look.ALL, RoisToLabels.defaults(), HOLD_OUT, progress);
        assertEquals(1, gray.train().get(0).image().channels());
        assertEquals(1, gray.fingerprint().channels());
        assertTrue(notes.stream().anyMatch(note -> note.contains("of the one RGB image are equal")), notes.toString());
        rgb.getProcessor().set(0xFF0000);
        TrainingSet color =
                AnnotatedImages.ofRois(List.of(drawn), Look.ALL, RoisToLabels.defaults(), HOLD_OUT, progress);
        assertEquals(3, color.train().get(0).image().channels());
        TrainingSet red = AnnotatedImages.ofLabels(
                new Labeled(rgb, labels),
                new Look(ChannelChoice.parse("1"), StackView.PLANES),
                "auto",
                HOLD_OUT,
                progress);
        assertEquals(1, red.train().get(0).image().channels());
        assertEquals(255, red.train().get(0).image().pixels().getAt(0, 0, 0).getRealDouble());
        assertEquals(List.of(1), red.channels());
    }

    @Test
    void aLabelImageOfAnotherSizeIsRefusedByName() {
        ImagePlus imp = IJ.createImage("cells.tif", "8-bit ramp", 40, 30, 1);
        ImagePlus labels = new ImagePlus("other", new ByteProcessor(30, 40));
        String message = assertThrows(
                        InputException.class,
                        () -> AnnotatedImages.ofLabels(new Labeled(imp, labels), Look.ALL, "auto", HOLD_OUT, progress))
                .getMessage();
        assertTrue(message.contains("cells.tif is 40 x 30") && message.contains("other is 30 x 40"), message);
    }

    @Test
    void foldersOfRoisGoWithImagesByName() throws IOException {
        Path images = Files.createDirectories(folder.resolve("images"));
        Path rois = Files.createDirectories(folder.resolve("rois"));
        for (String name : List.of("a", "b", "c", "d")) {
            ImagePlus imp = IJ.createImage(name, "8-bit ramp", 40, 30, 1);
            OutputFiles.writeTiff(images.resolve(name + ".tif"), imp);
        }
        assertFalse(RoiFolders.is(images, rois), "no ROI file yet");
        RoiFiles.write(rois.resolve("a.roi"), List.of(oval(5, 5, "cell", 0)));
        RoiFiles.write(rois.resolve("b_RoiSet.zip"), List.of(oval(5, 5, "cell", 0), oval(20, 9, "cell", 0)));
        RoiFiles.write(rois.resolve("c").resolve("1.roi"), List.of(oval(5, 5, "cell", 0)));
        RoiFiles.write(rois.resolve("c").resolve("2.roi"), List.of(oval(15, 5, "cell", 0)));
        assertTrue(RoiFolders.is(images, rois));
        List<DrawnImage> drawn = RoiFolders.read(images, rois, progress);
        assertEquals(List.of(1, 2, 2), drawn.stream().map(d -> d.rois().size()).toList());
        assertEquals(List.of("Left out as they have no ROIs: d.tif"), notes);
    }

    @Test
    void proposedNamesAreFreeAndFitForAnyDisk() throws IOException {
        assertEquals(folder.resolve("my-cells-3"), ModelNames.propose(folder, "my cells: 3.tif"));
        Files.createDirectories(folder.resolve("my-cells-3"));
        assertEquals(folder.resolve("my-cells-3-2"), ModelNames.propose(folder, "my cells: 3.tif"));
    }
}
