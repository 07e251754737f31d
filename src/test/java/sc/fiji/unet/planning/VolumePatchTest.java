package sc.fiji.unet.planning;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import sc.fiji.unet.config.Spec;
import sc.fiji.unet.nn.Architecture;
import sc.fiji.unet.nn.Graph;
import sc.fiji.unet.registry.Extensions;
import sc.fiji.unet.registry.Extensions.Configured;

class VolumePatchTest {
    /** Depths as for a plane of that edge. */
    @ParameterizedTest(name = "{0} x {1} x {2}: edge {3}, depth {4}, patch {5} x {6} x {7}")
    @CsvSource({
        "35, 50, 36, 48, 3, 40, 56, 40", // all of a crop, with fewer voxels than 48 x 48 x 40
        "50, 35, 36, 48, 3, 56, 40, 40", // whichever side is longer
        "35, 200, 36, 48, 3, 40, 56, 40", // no more voxels than the square
        "33, 41, 24, 48, 3, 40, 48, 24",
        "128, 128, 20, 80, 4, 80, 80, 32", // squares where slices are wide
        "72, 64, 100, 48, 3, 48, 48, 48",
        "5, 9, 7, 32, 3, 32, 32, 8" // four pixels are left on the deepest level
    })
    void patchesAreNoWiderThanVolumes(
            long width, long height, long slices, int edge, int depth, int across, int along, int deep) {
        VolumePatch patch = new VolumePatch(width, height, slices, 1);
        assertEquals(edge, patch.edge(16));
        assertEquals(depth, Depth.of(edge));
        assertArrayEquals(new int[] {across, along, deep}, patch.size(edge, graph(depth)));
    }

    private static Graph graph(int depth) {
        Configured<Architecture> unet =
                Extensions.of(Architecture.class).get(Spec.parse("unet width=2").with("depth", depth));
        return unet.extension().build(3, 1, 2, unet.options());
    }
}
