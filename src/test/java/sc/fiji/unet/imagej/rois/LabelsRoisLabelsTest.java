package sc.fiji.unet.imagej.rois;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import ij.IJ;
import ij.ImagePlus;
import ij.gui.Roi;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import sc.fiji.unet.imagej.labels.Annotation;
import sc.fiji.unet.imagej.labels.LabelImages;

/** Objects of any shape, traced into ROIs, saved, read and painted again. */
class LabelsRoisLabelsTest {
    private static final RoisToLabels BACK = new RoisToLabels(RoiNaming.NAME, UnlabeledPixels.BACKGROUND, 0, false);

    /** Objects that touch, have holes, lie in parts and at the rim: random blots, later ones on top of earlier ones. */
    private static int[] blots(int width, int height, int count, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        int[] plane = new int[width * height];
        for (int object = 0; object <= count; object++) {
            double x0 = random.nextDouble(width);
            double y0 = random.nextDouble(height);
            double radius = random.nextDouble(1, 9);
            double hole = random.nextDouble(radius);
            for (int i = 0; i < plane.length; i++) {
                double d = Math.hypot((i % width - x0) * random.nextDouble(0.9, 1.1), i / width - y0);
                if (d < radius && d > hole - 1) plane[i] = object;
            }
        }
        return plane;
    }

    @Property(tries = 40, seed = "5")
    void giveTheSameLabels(
            @ForAll @IntRange(min = 1, max = 60) int width,
            @ForAll @IntRange(min = 1, max = 45) int height,
            @ForAll @IntRange(min = 1, max = 12) int objects,
            @ForAll @IntRange(max = 10_000) int seed)
            throws IOException {
        int[] plane = blots(width, height, objects, seed);
        ImagePlus like = IJ.createImage("image", "8-bit black", width, height, 1);
        ImagePlus labels = LabelImages.ofObjects(new int[][] {plane}, like);
        List<Roi> traced = LabelsToRois.defaults().trace(labels).stream()
                .map(TracedRoi::roi)
                .toList();
        if (traced.isEmpty()) return;
        List<Roi> read = savedAndRead(traced);
        Annotation again = BACK.paint(like, read, RoiClasses.of(read, RoiNaming.NAME));
        int[] painted = again.instancePlanes()[0];
        Map<Integer, Integer> numbers = new HashMap<>(Map.of(0, 0)); // objects are numbered anew
        int[] renamed = new int[plane.length];
        for (int i = 0; i < plane.length; i++) {
            numbers.putIfAbsent(plane[i], painted[i]);
            renamed[i] = numbers.get(plane[i]);
        }
        assertArrayEquals(renamed, painted);
        assertEquals(numbers.size(), numbers.values().stream().distinct().count(), "no two objects became one");
    }

    private static List<Roi> savedAndRead(List<Roi> rois) throws IOException {
        Path zip = Files.createTempFile("rois", ".zip");
        try {
            RoiFiles.write(zip, rois);
            return RoiFiles.read(zip, note -> {});
        } finally {
            Files.delete(zip);
        }
    }
}
