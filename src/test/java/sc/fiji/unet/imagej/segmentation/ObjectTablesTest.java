package sc.fiji.unet.imagej.segmentation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ij.ImagePlus;
import ij.ImageStack;
import ij.measure.ResultsTable;
import ij.process.ByteProcessor;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import sc.fiji.unet.imagej.labels.LabelImages;
import sc.fiji.unet.imagej.rois.LabelsToRois;

class ObjectTablesTest {
    private static final int SIDE = 30;

    /** Planes of virtual stacks are read from a disk each time they are asked for. */
    @Test
    void aPlaneIsReadOnceForAllItsObjects() {
        int[][] numbers = new int[3][SIDE * SIDE];
        AtomicInteger reads = new AtomicInteger();
        ImageStack stack = new ImageStack(SIDE, SIDE) {
            @Override
            public ij.process.ImageProcessor getProcessor(int n) {
                reads.incrementAndGet();
                return super.getProcessor(n);
            }
        };
        for (int z = 0; z < numbers.length; z++) {
            ByteProcessor plane = new ByteProcessor(SIDE, SIDE);
            plane.setValue(10 * (z + 1));
            plane.fill();
            stack.addSlice(plane);
            for (int k = 0; k < SIDE / 2; k++) numbers[z][2 * k * SIDE] = z * SIDE / 2 + k + 1;
        }
        ImagePlus imp = new ImagePlus("a", stack);
        var traced = LabelsToRois.defaults().trace(LabelImages.ofObjects(numbers, imp));
        reads.set(0);
        ResultsTable table = ObjectTables.objects(imp, traced);
        assertEquals(3 * SIDE / 2, table.size());
        for (int row = 0; row < table.size(); row++)
            assertEquals(10 * (row / (SIDE / 2) + 1), table.getValue("Mean", row));
        assertTrue(reads.get() <= 2 * numbers.length, "" + reads);
    }
}
