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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import sc.fiji.unet.Python;
import sc.fiji.unet.base.InputException;
import sc.fiji.unet.model.ModelFolder;

/** Packages of Cellpose whose network says flows of volumes: along z, y and x. */
class FlowPackagesTest {
    /** Two that touch, one that the edge cuts, one that is flat, and a small one. */
    private static final ObjectScene VOLUME = new ObjectScene(
            new int[] {40, 34, 22},
            new int[][] {{9, 10, 10, 7}, {24, 10, 10, 7}, {37, 22, 12, 7}, {12, 26, 12, 6}, {25, 27, 5, 2}},
            1,
            1,
            1);

    private static final String STEP =
            "{id: cellpose_flow_dynamics, kwargs: {cellprob_threshold: 0.5, flow_threshold: 0.4, do_3D: true, min_size: 60}}";

    @TempDir
    Path folder;

    private ModelFolder model() {
        return new ModelFolder(folder.resolve("model"));
    }

    private Path made() {
        return folder.resolve("package");
    }

    private static int[] withoutTheSmall() {
        return Arrays.stream(VOLUME.truth()).map(n -> n == 5 ? 0 : n).toArray();
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void flowsOfVolumesBecomeObjects(boolean foreign) throws Exception {
        float[] image = VOLUME.flows();
        Path file = VOLUME.write(made(), VOLUME.copying(4, foreign), image, STEP, withoutTheSmall());
        String told = Packages.imported(file, model().path());
        assertTrue(told.contains("4 of 4 objects of its test output are found (IoU above 0.5), 0 invented"), told);
        assertEquals(foreign, told.contains("ONNX Runtime"), told);
        assertTrue(told.contains("error=0.0"), "as in Cellpose, where volumes are not checked: " + told);
        VOLUME.requireSame(withoutTheSmall(), VOLUME.segmented(model(), image, "auto"), 0);
    }

    /** Flows that are bent along z, as a network would say them. */
    @Test
    void cellposeFindsTheSame() throws Exception {
        Python.assumeModule("cellpose");
        float[] image = VOLUME.flows();
        int pixels = VOLUME.pixels();
        for (int i = 0; i < pixels; i++) {
            for (int d = 0; d < 3; d++) image[d * pixels + i] *= 0.8f + (i * 37L + d * 11) % 41 / 100f;
            image[3 * pixels + i] += (i * 29L % 17 - 8) / 8f;
        }
        VOLUME.write(made(), VOLUME.copying(4, false), image, STEP, VOLUME.truth());
        Python.run(
                folder,
                """
                import sys, numpy
                from cellpose.dynamics import compute_masks
                from cellpose.utils import fill_holes_and_remove_small_masks
                made = sys.argv[1]
                *flows, likely = numpy.load(made + "/image.npy")[0]
                masks = compute_masks(
                    numpy.stack(flows), likely, cellprob_threshold=0.5, flow_threshold=0.4, do_3D=True)
                masks = fill_holes_and_remove_small_masks(masks, min_size=60)
                numpy.ascontiguousarray(masks.astype("<f4")).tofile(made + "/labels.raw")
                """,
                made());
        float[] labels = new float[pixels];
        ByteBuffer.wrap(Files.readAllBytes(made().resolve("labels.raw")))
                .order(ByteOrder.LITTLE_ENDIAN)
                .asFloatBuffer()
                .get(labels);
        int[] theirs = new int[pixels];
        for (int i = 0; i < pixels; i++) theirs[i] = (int) labels[i];
        Packages.imported(VOLUME.write(made(), VOLUME.copying(4, false), image, STEP, theirs), model().path());
        VOLUME.requireSame(theirs, VOLUME.segmented(model(), image, "auto"), 0.02);
    }

    @Test
    void volumesThatAreSaidToBePlanesAreRefused() throws Exception {
        String flat = STEP.replace("do_3D: true", "do_3D: false");
        Path file = VOLUME.write(made(), VOLUME.copying(4, false), VOLUME.flows(), flat, VOLUME.truth());
        String message = assertThrows(InputException.class, () -> Packages.imported(file, model().path()))
                .getMessage();
        assertTrue(message.contains("is of volumes and says do_3D: false, expected true"), message);
        Path three =
                VOLUME.write(made(), VOLUME.copying(3, false), new float[3 * VOLUME.pixels()], STEP, VOLUME.truth());
        message = assertThrows(InputException.class, () -> Packages.imported(three, model().path()))
                .getMessage();
        assertTrue(message.contains("has 3 channels, expected 4: flow along z, flow along y, flow along x"), message);
        assertArrayEquals(new String[] {"package"}, folder.toFile().list());
    }
}
