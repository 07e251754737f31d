package sc.fiji.unet.imagej.rois;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ij.IJ;
import ij.ImagePlus;
import ij.gui.Line;
import ij.gui.OvalRoi;
import ij.gui.PointRoi;
import ij.gui.PolygonRoi;
import ij.gui.Roi;
import ij.gui.ShapeRoi;
import ij.gui.TextRoi;
import java.awt.Color;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import sc.fiji.unet.Cards;
import sc.fiji.unet.base.InputException;
import sc.fiji.unet.base.OptionException;
import sc.fiji.unet.imagej.labels.Annotation;

class RoisToLabelsTest {
    private static final RoisToLabels PLAIN = new RoisToLabels(RoiNaming.AUTO, UnlabeledPixels.BACKGROUND, 0, false);

    private static ImagePlus image(int width, int height) {
        return IJ.createImage("cells", "8-bit black", width, height, 1);
    }

    private static Roi named(Roi roi, String name) {
        roi.setName(name);
        return roi;
    }

    private static Roi box(int x, int y, int width, int height, String name) {
        return named(new Roi(x, y, width, height), name);
    }

    private static List<String> names(Annotation annotation) {
        return annotation.classes().names();
    }

    private static long count(int[] plane, int value) {
        return Arrays.stream(plane).filter(v -> v == value).count();
    }

    @Test
    void namesGiveClassesAndInstances() {
        List<Roi> rois = List.of(
                box(0, 0, 1, 1, "nucleus#1"),
                box(1, 0, 1, 1, "Debris"),
                box(2, 0, 1, 1, "nucleus#1"),
                box(3, 0, 1, 1, "nucleus#2"),
                box(4, 0, 1, 1, "IGNORE"),
                box(0, 0, 1, 1, "background"));
        Annotation annotation = PLAIN.paint(image(6, 1), rois);
        assertEquals(List.of("background", "Debris", "nucleus"), names(annotation));
        assertArrayEquals(new int[] {0, 1, 2, 2, -1, 0}, annotation.classPlanes()[0]);
        assertArrayEquals(new int[] {0, 2, 1, 3, -1, 0}, annotation.instancePlanes()[0]);
    }

    @Test
    void copyNumbersOfTheRoiManagerAreNoClasses() {
        List<Roi> rois = List.of(
                box(0, 0, 1, 1, "cell"),
                box(1, 0, 1, 1, "cell-1"),
                box(2, 0, 1, 1, "HEK-293"),
                box(3, 0, 1, 1, "0001-0034"));
        assertEquals(
                List.of("cell", "cell", "HEK-293", RoiNaming.UNNAMED),
                RoiNaming.NAME.tags(rois).stream().map(RoiNaming.Tag::className).toList());
    }

    @Test
    void groupsAndColorsStandInForNames() {
        Roi red = box(0, 0, 1, 1, "0001-0001");
        Roi green = box(1, 0, 1, 1, null);
        red.setStrokeColor(Color.RED);
        green.setStrokeColor(Color.GREEN);
        Annotation byColor = PLAIN.paint(image(3, 1), List.of(red, green));
        assertEquals(List.of("background", "green", "red"), names(byColor));
        assertArrayEquals(new int[] {2, 1, 0}, byColor.classPlanes()[0]);
        assertEquals(0x00FF00, byColor.classes().get(1).color());
        red.setGroup(7);
        assertEquals(RoiNaming.GROUP, RoiNaming.AUTO.resolve(List.of(red, green)));
        assertEquals(List.of("background", "group0", "group7"), names(PLAIN.paint(image(3, 1), List.of(red, green))));
    }

    @Test
    void holesStayHoles() {
        ShapeRoi ring = new ShapeRoi(new Roi(1, 1, 5, 5)).not(new ShapeRoi(new Roi(3, 3, 1, 1)));
        int[] plane = PLAIN.paint(image(7, 8), List.of(ring)).classPlanes()[0];
        assertEquals(24, count(plane, 1));
        assertEquals(0, plane[3 * 7 + 3]);
        assertEquals(1, plane[3 * 7 + 2]);
    }

    @Test
    void pointsBecomeDisksAndObjectsOfTheirOwn() {
        PointRoi points = new PointRoi(new int[] {3, 9}, new int[] {3, 3}, 2);
        RoisToLabels disks = new RoisToLabels(RoiNaming.AUTO, UnlabeledPixels.BACKGROUND, 2, true);
        int[] plane = disks.paint(image(13, 7), List.of(points)).instancePlanes()[0];
        // a disk of radius 2 has 1 + 3 + 5 + 3 + 1 pixels
        assertEquals(13, count(plane, 1));
        assertEquals(13, count(plane, 2));
        assertEquals(1, plane[1 * 13 + 3]);
        assertEquals(0, plane[1 * 13 + 2]);
    }

    @Test
    void linesBecomeStrokesOfTheirWidth() {
        Roi line = new Line(2, 4, 8, 4);
        assertEquals(7, count(PLAIN.paint(image(12, 9), List.of(line)).classPlanes()[0], 1));
        Roi wide = new PolygonRoi(new int[] {2, 5, 8}, new int[] {4, 4, 4}, 3, Roi.FREELINE);
        wide.setStrokeWidth(3);
        int[] plane = PLAIN.paint(image(12, 9), List.of(wide)).classPlanes()[0];
        IntStream.rangeClosed(3, 5).forEach(y -> assertEquals(1, plane[y * 12 + 5]));
        assertEquals(0, plane[2 * 12 + 5]);
        assertEquals(0, plane[6 * 12 + 5]);
        Roi straight = new Line(2, 4, 8, 4);
        straight.setStrokeWidth(3);
        assertArrayEquals(plane, PLAIN.paint(image(12, 9), List.of(straight)).classPlanes()[0]);
    }

    @Test
    void positionsChooseThePlanes() {
        ImagePlus imp = IJ.createHyperStack("movie", 4, 1, 2, 3, 2, 8);
        Roi everywhere = box(0, 0, 1, 1, "a");
        Roi frame2 = box(1, 0, 1, 1, "a");
        frame2.setPosition(1, 0, 2);
        Roi slice3 = box(2, 0, 1, 1, "a");
        slice3.setPosition(0, 3, 0);
        Roi stackPosition = box(3, 0, 1, 1, "a");
        stackPosition.setPosition(imp.getStackIndex(2, 2, 2));
        Annotation annotation = PLAIN.paint(imp, List.of(everywhere, frame2, slice3, stackPosition));
        assertArrayEquals(new int[] {1, 0, 0, 0}, annotation.classPlanes()[0]);
        assertArrayEquals(new int[] {1, 0, 1, 0}, annotation.classPlanes()[2]);
        assertArrayEquals(new int[] {1, 1, 0, 1}, annotation.classPlanes()[4]);
        assertArrayEquals(new int[] {1, 1, 1, 0}, annotation.classPlanes()[5]);
    }

    @Test
    void planesThatNobodyAnnotatedStayIgnored() {
        ImagePlus stack = IJ.createImage("stack", "8-bit", 2, 1, 3);
        Roi onSecond = box(0, 0, 1, 1, "a");
        onSecond.setPosition(2);
        Annotation annotation = PLAIN.paint(stack, List.of(onSecond));
        assertFalse(annotation.isAnnotated(0, 0));
        assertTrue(annotation.isAnnotated(1, 0));
        assertArrayEquals(new int[] {-1, -1}, annotation.classPlanes()[0]);
        assertArrayEquals(new int[] {1, 0}, annotation.classPlanes()[1]);
    }

    @Test
    void whatWasDrawnProposesWhatOutsideMeans() {
        Roi outline = box(0, 0, 2, 2, "cell");
        Roi scribble = named(new Line(0, 0, 5, 5), "cell");
        Roi other = named(new PointRoi(1, 1), "debris");
        assertEquals(
                UnlabeledPixels.BACKGROUND,
                UnlabeledPixels.propose(List.of(outline), RoiNaming.AUTO).outside());
        assertEquals(
                UnlabeledPixels.BACKGROUND,
                UnlabeledPixels.propose(List.of(scribble), RoiNaming.AUTO).outside());
        assertEquals(
                UnlabeledPixels.IGNORED,
                UnlabeledPixels.propose(List.of(scribble, other), RoiNaming.AUTO)
                        .outside());
        Roi background = box(9, 9, 2, 2, "background");
        assertEquals(
                UnlabeledPixels.IGNORED,
                UnlabeledPixels.propose(List.of(outline, background), RoiNaming.AUTO)
                        .outside());
    }

    /** Else nothing would tell where they end. */
    @Test
    void numberedOutlinesHaveARimOfBackgroundWhereTheRestIsIgnored() {
        RoisToLabels objects = new RoisToLabels(RoiNaming.AUTO, UnlabeledPixels.IGNORED, 0, true);
        List<Roi> numbered = List.of(box(2, 0, 3, 1, "nucleus#1"), box(5, 0, 3, 1, "nucleus#2"));
        int[] expected = {0, 0, 1, 1, 1, 0, 1, 1, 0, 0, 0, -1, -1};
        assertArrayEquals(expected, objects.paint(image(13, 1), numbered).classPlanes()[0]);
        List<Roi> several = List.of(box(2, 0, 3, 1, "nucleus"), box(8, 0, 3, 1, "debris"));
        int[] plain = objects.paint(image(13, 1), several).classPlanes()[0];
        assertEquals(0, count(plain, 0), "areas of several classes are examples");
        RoisToLabels areas = new RoisToLabels(RoiNaming.AUTO, UnlabeledPixels.IGNORED, 0, false);
        assertEquals(0, count(areas.paint(image(13, 1), numbered).classPlanes()[0], 0), "not where they may touch");
    }

    /** As where what was drawn on a whole slide lies beside a cutout of it, or a number is damaged. */
    @Test
    void ofOutlinesThatReachFarOutsideTheInsideCounts() {
        ImagePlus imp = IJ.createImage("cutout", "8-bit black", 20, 10, 1);
        for (double far : new double[] {60_000, 3e9}) {
            Roi[] huge = {
                new Roi(5, -far / 2, far, far),
                new OvalRoi(5, -far / 2, far, far),
                new PolygonRoi(
                        new float[] {5, (float) far, (float) far},
                        new float[] {4, -(float) far, (float) far},
                        Roi.POLYGON)
            };
            for (Roi roi : huge) {
                roi.setName("slide");
                Annotation drawn =
                        RoisToLabels.defaults().paint(imp, List.of(roi), RoiClasses.of(List.of(roi), RoiNaming.NAME));
                assertEquals(1, drawn.classPlanes()[0][5 * 20 + 19], roi + " at " + far);
                assertEquals(0, drawn.classPlanes()[0][5 * 20 + 1], roi + " at " + far);
            }
            Roi line = new Line(1, 1, far, far);
            line.setName("slide");
            InputException e = assertThrows(InputException.class, () -> RoisToLabels.defaults()
                    .paint(imp, List.of(line), RoiClasses.of(List.of(line), RoiNaming.NAME)));
            assertTrue(e.getMessage().contains("reaches far outside"), e.getMessage());
        }
    }

    @Test
    void refusesWhatCannotBeMeant() {
        ImagePlus imp = image(4, 4);
        assertThrows(InputException.class, () -> PLAIN.paint(imp, List.of(new TextRoi(1, 1, "note"))));
        Roi deep = box(0, 0, 1, 1, "cell");
        deep.setPosition(9);
        Roi deeper = box(0, 0, 1, 1, "cell");
        deeper.setPosition(10);
        String message = assertThrows(InputException.class, () -> PLAIN.paint(imp, List.of(deep, deeper)))
                .getMessage();
        assertTrue(message.contains("stack position 9") && message.contains("only 1"), message);
        RoiClasses others = new RoiClasses(Cards.twoClasses());
        message = assertThrows(InputException.class, () -> PLAIN.paint(imp, List.of(box(0, 0, 1, 1, "cell")), others))
                .getMessage();
        assertTrue(message.contains("\"cell\"") && message.contains("class1"), message);
        assertThrows(OptionException.class, () -> new RoisToLabels(RoiNaming.AUTO, UnlabeledPixels.AUTO, -1, true));
        assertThrows(OptionException.class, () -> UnlabeledPixels.of("somewhere"));
    }
}
