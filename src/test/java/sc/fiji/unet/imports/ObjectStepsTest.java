package sc.fiji.unet.imports;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import sc.fiji.unet.base.InputException;
import sc.fiji.unet.model.ModelFolder;

/** Operations around those that make objects: networks answer with disks as another unit would say them. */
class ObjectStepsTest {
    private static final ObjectScene DISKS = new ObjectScene(
            new int[] {76, 54}, new int[][] {{14, 20, 9}, {34, 20, 9}, {66, 24, 10}, {14, 42, 8}}, 1, 1);
    private static final int RAYS = 32;
    private static final String FLOWS =
            "{id: cellpose_flow_dynamics, kwargs: {cellprob_threshold: 0.5, flow_threshold: 0.4, do_3D: false}}";
    private static final String TYPE = "{id: ensure_dtype, kwargs: {dtype: uint16}}";

    @TempDir
    Path folder;

    private ModelFolder model() {
        return new ModelFolder(folder.resolve("model"));
    }

    private static String stars(int grid) {
        return "{id: stardist_postprocessing, kwargs: {prob_threshold: 0.5, nms_threshold: 0.3, n_rays: 32, grid: ["
                + grid + ", " + grid + "], b: 0}}";
    }

    private String imported(byte[] network, float[] image, String steps) throws Exception {
        Path file = DISKS.write(folder.resolve("package"), network, image, steps, DISKS.truth());
        return Packages.imported(file, model().path());
    }

    /** Flows a tenth as long, and the other way around; a logit of 1 where the disks have 0. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void flowsMayBeScaledBefore(boolean foreign) throws Exception {
        float[] image = DISKS.flows();
        int pixels = DISKS.pixels();
        for (int i = 0; i < image.length; i++) image[i] = i < 2 * pixels ? image[i] / -10 : image[i] + 1;
        String before = "{id: ensure_dtype, kwargs: {dtype: float32}},"
                + " {id: scale_linear, kwargs: {axis: channel, gain: [-10, -10, 1], offset: [0, 0, -1]}},"
                + " {id: clip, kwargs: {min: -5, max: 5}}, ";
        String told = imported(DISKS.copying(3, foreign), image, before + FLOWS + ", " + TYPE);
        assertTrue(told.contains("4 of 4 objects of its test output are found (IoU above 0.5), 0 invented"), told);
        assertEquals(foreign, told.contains("ONNX Runtime"), told);
        DISKS.requireSame(DISKS.truth(), DISKS.segmented(model(), image, "auto"), 0);
    }

    /** Lengths a quarter as long and one off, on a grid too. */
    @ParameterizedTest
    @CsvSource({"1, false", "2, false", "1, true", "2, true"})
    void lengthsMayBeScaledBefore(int grid, boolean foreign) throws Exception {
        double[][] rays = new double[RAYS][];
        for (int k = 0; k < RAYS; k++)
            rays[k] = new double[] {Math.cos(2 * Math.PI * k / RAYS), Math.sin(2 * Math.PI * k / RAYS)};
        float[] image = DISKS.stars(rays, grid, grid);
        for (int i = DISKS.pixels(); i < image.length; i++) image[i] = image[i] / 4 + 1;
        String gains = list(k -> k == 0 ? "1" : "4");
        String offsets = list(k -> k == 0 ? "0" : "-4");
        String before = "{id: scale_linear, kwargs: {axis: channel, gain: " + gains + ", offset: " + offsets
                + "}}, {id: clip, kwargs: {min: 0}}, ";
        String told = imported(DISKS.starDist(RAYS, foreign, grid, grid), image, before + stars(grid));
        assertTrue(told.contains("4 of 4 objects of its test output are found (IoU above 0.5), 0 invented"), told);
        assertEquals(foreign, told.contains("ONNX Runtime"), told);
        DISKS.requireSame(DISKS.truth(), DISKS.segmented(model(), image, "auto"), 0.03);
    }

    private static String list(IntFunction<String> number) {
        return IntStream.rangeClosed(0, RAYS).mapToObj(number).collect(Collectors.joining(", ", "[", "]"));
    }

    @Test
    void whatMakesNoSenseIsRefusedByName() throws Exception {
        String scaled = "{id: scale_linear, kwargs: {gain: 2}}";
        refused(
                FLOWS + ", " + TYPE + ", " + scaled,
                "of which cellpose_flow_dynamics makes objects",
                "scale_linear then");
        refused(FLOWS + ", " + FLOWS, "goes through cellpose_flow_dynamics then");
        refused("{id: scale_range}, " + FLOWS, "goes through scale_range first", "that look at a pixel alone");
        refused(TYPE + ", " + FLOWS, "goes through ensure_dtype to whole numbers first");
        String page = Files.readString(Path.of("docs/exchange.md")).replaceAll("\\s+", " ");
        assertTrue(page.contains("after objects are made"), "written down");
    }

    private void refused(String steps, String... words) {
        String message = assertThrows(
                        InputException.class, () -> imported(DISKS.copying(3, false), DISKS.flows(), steps))
                .getMessage();
        for (String word : words) assertTrue(message.contains(word), message);
        assertArrayEquals(new String[] {"package"}, folder.toFile().list());
    }
}
