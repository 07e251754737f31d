package sc.fiji.unet.imports;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import sc.fiji.unet.Python;
import sc.fiji.unet.base.InputException;
import sc.fiji.unet.base.OptionException;
import sc.fiji.unet.base.Progress;
import sc.fiji.unet.config.Averaging;
import sc.fiji.unet.config.PrecisionChoice;
import sc.fiji.unet.config.TestTimeAugmentation;
import sc.fiji.unet.model.LoadedModel;
import sc.fiji.unet.model.ModelEnsemble;
import sc.fiji.unet.model.ModelFolder;

/** Packages of StarDist in all that the specification lets them say, in planes and in volumes. */
class StarPackagesTest {
    private static final ObjectScene PLANE = new ObjectScene(
            new int[] {76, 54}, new int[][] {{14, 20, 9}, {34, 20, 9}, {70, 24, 10}, {40, 44, 5}, {14, 42, 8}}, 1, 1);
    private static final ObjectScene VOLUME = new ObjectScene(
            new int[] {40, 34, 24},
            new int[][] {{10, 10, 10, 7}, {26, 10, 10, 7}, {36, 22, 12, 6}, {12, 26, 14, 6}, {24, 26, 4, 5}},
            1,
            1,
            1);
    /** Voxels are twice as deep as they are wide. */
    private static final ObjectScene FLAT = new ObjectScene(
            new int[] {40, 34, 14},
            new int[][] {{10, 10, 6, 7}, {26, 10, 6, 7}, {34, 24, 8, 6}, {12, 26, 8, 6}},
            1,
            1,
            0.5);

    @TempDir
    Path folder;

    private ModelFolder model() {
        return new ModelFolder(folder.resolve("model"));
    }

    private Path made() {
        return folder.resolve("package");
    }

    private static double[][] around(int count) {
        double[][] rays = new double[count][];
        for (int k = 0; k < count; k++) {
            double angle = 2 * Math.PI * k / count;
            rays[k] = new double[] {Math.cos(angle), Math.sin(angle)};
        }
        return rays;
    }

    /** Points of a spiral from the lowest slice to the highest, each turned by the golden angle, as seen in voxels. */
    private static double[][] spiral(int count, double depth) {
        double[][] rays = new double[count][];
        for (int k = 0; k < count; k++) {
            double z = 2.0 * k / (count - 1) - 1;
            double wide = Math.sqrt(1 - z * z);
            double angle = Math.PI * (3 - Math.sqrt(5)) * k;
            double[] ray = {wide * Math.cos(angle), wide * Math.sin(angle), z / depth};
            double length = Math.sqrt(ray[0] * ray[0] + ray[1] * ray[1] + ray[2] * ray[2]);
            rays[k] = new double[] {ray[0] / length, ray[1] / length, ray[2] / length};
        }
        return rays;
    }

    private static String step(int rays, String grid, String border, String more) {
        return String.format(
                Locale.ROOT,
                "{id: stardist_postprocessing, kwargs: {prob_threshold: 0.5, nms_threshold: 0.3, n_rays: %d, grid: [%s], b: %s%s}}",
                rays,
                grid,
                border,
                more);
    }

    @ParameterizedTest
    @CsvSource({
        "16, 1, 1, false",
        "64, 1, 1, false",
        "33, 2, 2, false",
        "24, 2, 2, true",
        "32, 1, 2, false",
        "48, 4, 2, false"
    })
    void anyNumberOfRaysOnAnyGrid(int rays, int gridX, int gridY, boolean foreign) throws Exception {
        float[] image = PLANE.stars(around(rays), gridX, gridY);
        String step = step(rays, gridY + ", " + gridX, "1", "");
        byte[] network = PLANE.starDist(rays, foreign, gridX, gridY);
        String told = Packages.imported(PLANE.write(made(), network, image, step, PLANE.truth()), model().path());
        assertTrue(told.contains("5 of 5 objects of its test output are found (IoU above 0.5), 0 invented"), told);
        assertEquals(foreign || gridX != gridY, told.contains("ONNX Runtime"), told);
        PLANE.requireSame(PLANE.truth(), PLANE.segmented(model(), image, "auto"), rays < 20 ? 0.08 : 0.03);
    }

    /** Of the disk at the right edge, 70 of 76 and radius 10, the pixels that say it are dropped one side at a time. */
    @Test
    void eachEdgeHasItsOwnBorder() throws Exception {
        float[] image = PLANE.stars(around(32), 1, 1);
        byte[] network = PLANE.starDist(32, false, 1, 1);
        int[] without = Arrays.stream(PLANE.truth()).map(n -> n == 3 ? 0 : n).toArray();
        String right = step(32, "1, 1", "[[0, 0], [0, 14]]", "");
        Packages.imported(PLANE.write(made(), network, image, right, without), model().path());
        int[] found = PLANE.segmented(model(), image, "auto");
        assertEquals(4, Arrays.stream(found).filter(n -> n > 0).distinct().count(), "none is taken from 62 on");
        assertEquals(0, found[24 * 76 + 70]);
        String others = step(32, "1, 1", "[[14, 3], [8, 0]]", "");
        Packages.imported(PLANE.write(made(), network, image, others, without), folder.resolve("other"));
        found = PLANE.segmented(new ModelFolder(folder.resolve("other")), image, "auto");
        assertEquals(5, Arrays.stream(found).filter(n -> n > 0).distinct().count(), "all middles are further in");
    }

    @ParameterizedTest
    @CsvSource({"1, 1, false", "2, 2, false", "2, 1, true"})
    void volumesHavePolyhedra(int gridXY, int gridZ, boolean foreign) throws Exception {
        double[][] rays = spiral(64, 1);
        float[] image = VOLUME.stars(rays, gridXY, gridXY, gridZ);
        byte[] network = VOLUME.starDist(64, foreign, gridXY, gridXY, gridZ);
        String grid = gridZ + ", " + gridXY + ", " + gridXY;
        String step = step(64, grid, "[[0, 0], [1, 1], [1, 0]]", ", anisotropy: [1, 1, 1]");
        String told = Packages.imported(VOLUME.write(made(), network, image, step, VOLUME.truth()), model().path());
        assertTrue(told.contains("5 of 5 objects of its test output are found (IoU above 0.5), 0 invented"), told);
        VOLUME.requireSame(
                VOLUME.truth(), VOLUME.segmented(model(), image, "auto"), 0.2); // flat faces lie within balls
    }

    /** What StarDist itself finds, bioimageio.core's way. */
    @ParameterizedTest
    @CsvSource({"volume, 96", "volume, 40", "flat, 96", "plane, 32", "plane, 7"})
    void starDistFindsTheSame(String name, int count) throws Exception {
        Python.assumeModule("stardist");
        boolean plane = name.equals("plane");
        ObjectScene scene = plane ? PLANE : name.equals("flat") ? FLAT : VOLUME;
        double depth = name.equals("flat") ? 2 : 1;
        double[][] rays = plane ? around(count) : spiral(count, depth);
        int[] grid = plane ? new int[] {1, 1} : new int[] {1, 1, 1};
        float[] image = scene.stars(rays, grid);
        for (int i = scene.pixels(); i < image.length; i++)
            image[i] *= 0.95f + i * 31L % 101 / 1000f; // no perfect balls
        String step = plane
                ? step(count, "1, 1", "1", "")
                : step(count, "1, 1, 1", "1", ", anisotropy: [" + depth + ", 1, 1]");
        byte[] network = scene.starDist(count, false, grid);
        scene.write(made(), network, image, step, scene.truth());
        Python.run(
                folder,
                """
                import sys, numpy
                import stardist
                made, count, depth = sys.argv[1], int(sys.argv[2]), float(sys.argv[3])
                image = numpy.load(made + "/image.npy")[0]
                prob = 1 / (1 + numpy.exp(-image[0]))
                dist = numpy.moveaxis(image[1:], 0, -1)
                if prob.ndim == 2:
                    points, scores, far = stardist.non_maximum_suppression(
                        dist, prob, grid=(1, 1), prob_thresh=0.5, nms_thresh=0.3, b=1)
                    labels = stardist.polygons_to_label(far, points, prob=scores, shape=prob.shape)
                else:
                    rays = stardist.Rays_GoldenSpiral(count, anisotropy=(depth, 1, 1))
                    points, scores, far = stardist.non_maximum_suppression_3d(
                        dist, prob, rays, grid=(1, 1, 1), prob_thresh=0.5, nms_thresh=0.3, b=1)
                    labels = stardist.polyhedron_to_label(
                        far, points, rays=rays, prob=scores, shape=prob.shape, verbose=False)
                numpy.ascontiguousarray(labels.astype("<f4")).tofile(made + "/labels.raw")
                """,
                made(),
                count,
                depth);
        float[] labels = new float[scene.pixels()];
        ByteBuffer.wrap(Files.readAllBytes(made().resolve("labels.raw")))
                .order(ByteOrder.LITTLE_ENDIAN)
                .asFloatBuffer()
                .get(labels);
        int[] theirs = new int[labels.length];
        for (int i = 0; i < labels.length; i++) theirs[i] = (int) labels[i];
        Packages.imported(scene.write(made(), network, image, step, theirs), model().path());
        scene.requireSame(theirs, scene.segmented(model(), image, "auto"), 0.01);
    }

    @Test
    void whatTwoShapesShareIsOfNeitherWhereThatIsSaid() throws Exception {
        ObjectScene two =
                new ObjectScene(new int[] {30, 20, 16}, new int[][] {{10, 10, 8, 6}, {19, 10, 8, 6}}, 1, 1, 1);
        float[] image = two.stars(spiral(80, 1), 1, 1, 1);
        byte[] network = two.starDist(80, false, 1, 1, 1);
        String plain = step(80, "1, 1, 1", "0", ", anisotropy: [1, 1, 1]");
        Packages.imported(two.write(made(), network, image, plain, two.truth()), model().path());
        int[] first = two.segmented(model(), image, "auto");
        String parted = step(80, "1, 1, 1", "0", ", anisotropy: [1, 1, 1], overlap_label: -1");
        Packages.imported(two.write(made(), network, image, parted, two.truth()), folder.resolve("parted"));
        int[] none = two.segmented(new ModelFolder(folder.resolve("parted")), image, "auto");
        int between = (8 * 20 + 10) * 30 + 14;
        assertTrue(first[between] > 0, "of the first shape");
        assertEquals(0, none[between], "between 10 + 6 and 19 - 6");
        assertTrue(none[between - 5] > 0 && none[between + 5] > 0 && none[between - 5] != none[between + 5]);
    }

    @ParameterizedTest
    @CsvSource({"16, true", "18, false"})
    void mirrorImagesHaveTheSameRaysWhereTheirNumberAllowsIt(int rays, boolean possible) throws Exception {
        float[] image = PLANE.stars(around(rays), 1, 1);
        String step = step(rays, "1, 1", "0", "");
        Packages.imported(
                PLANE.write(made(), PLANE.starDist(rays, false, 1, 1), image, step, PLANE.truth()), model().path());
        Averaging averaging = new Averaging(List.of(), false, TestTimeAugmentation.MIRROR);
        var libtorch = LoadedModel.libtorch(PrecisionChoice.FP32, Progress.NONE);
        if (possible) {
            ModelEnsemble.open(model(), averaging, "cpu", libtorch).predictor().close();
            return;
        }
        String message = assertThrows(
                        OptionException.class, () -> ModelEnsemble.open(model(), averaging, "cpu", libtorch))
                .getMessage();
        assertTrue(message.contains("lengths along 18 rays"), message);
    }

    /** Folders that were written before networks could answer on a grid say nothing of one. */
    @Test
    void olderFoldersSayNoGrid() throws Exception {
        float[] image = PLANE.stars(around(8), 1, 1);
        String step = step(8, "1, 1", "0", "");
        Path file = PLANE.write(made(), PLANE.starDist(8, true, 1, 1), image, step, PLANE.truth());
        Packages.imported(file, model().path());
        int[] before = PLANE.segmented(model(), image, "auto");
        try (var files = Files.list(model().path())) {
            Path said = files.filter(one -> one.toString().endsWith("-onnx.json"))
                    .findFirst()
                    .orElseThrow();
            String text = Files.readString(said);
            String old = text.replaceFirst(",\\s*\"grid\":\\s*\\[[^\\]]*\\]", "");
            assertTrue(old.length() < text.length(), text);
            Files.writeString(said, old);
        }
        assertArrayEquals(before, PLANE.segmented(model(), image, "auto"));
    }

    @Test
    void whatDoesNotFitIsRefused() throws Exception {
        float[] plane = new float[33 * PLANE.pixels()];
        byte[] flat = PLANE.starDist(32, false, 1, 1);
        refused(PLANE, flat, plane, step(32, "1, 1, 1", "0", ""), "grid", "expected 2 numbers, one for each axis");
        refused(PLANE, flat, plane, step(32, "1, 1", "0", ", anisotropy: [1, 1, 1]"), "is of planes");
        refused(PLANE, flat, plane, step(32, "1, 1", "[[1, 2]]", ""), "has 2 numbers of b, expected 1 or 4");
        refused(PLANE, flat, plane, step(2, "1, 1", "0", ""), "has n_rays 2.0, expected a whole number from 3 to 1000");
        float[] volume = new float[33 * VOLUME.pixels()];
        byte[] deep = VOLUME.starDist(32, false, 1, 1, 1);
        refused(VOLUME, deep, volume, step(32, "1, 1, 1", "0", ""), "anisotropy", "of volumes lacks it");
        String still = step(32, "1, 1, 1", "0", ", anisotropy: [0, 1, 1]");
        refused(VOLUME, deep, volume, still, "has anisotropy 0.0, expected sizes of a voxel above 0");
    }

    private void refused(ObjectScene scene, byte[] network, float[] image, String step, String... words)
            throws Exception {
        Path file = scene.write(made(), network, image, step, new int[scene.pixels()]);
        String message = assertThrows(InputException.class, () -> Packages.imported(file, model().path()))
                .getMessage();
        for (String word : words) assertTrue(message.contains(word), message);
        assertArrayEquals(new String[] {"package"}, folder.toFile().list());
    }
}
