package sc.fiji.unet.imagej.segmentation;

import ij.ImagePlus;
import ij.ImageStack;
import ij.process.ByteProcessor;
import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import sc.fiji.unet.base.Progress;
import sc.fiji.unet.config.LabelOptions;
import sc.fiji.unet.config.SegmentOptions;
import sc.fiji.unet.imagej.files.ImageFiles;
import sc.fiji.unet.imagej.files.OutputFiles;
import sc.fiji.unet.model.ModelFolder;
import sc.fiji.unet.workflow.Prediction;
import sc.fiji.unet.workflow.ThresholdModel;

/**
 * The objects of planes none of which memory holds: each has its own number in the label image and a row in the table. Runs in
 * a Java with half of the memory that looking at one as a whole takes; with others, such as {@code 30000 1}, by hand.
 */
class PlaneBeyondMemoryTest {
    private static final String HEAP = "-Xmx1400m";
    /** A few more pixels than are always looked at as a whole. */
    private static final int SIDE = 8200;

    private static final int GRID = 20;
    private static final int SPOT = 5;

    @TempDir
    Path folder;

    private static boolean inSpot(int x, int y) {
        return x % GRID < SPOT && y % GRID < SPOT;
    }

    private static Consumer<int[]> spots(int side) {
        int[] y = {0};
        return row -> {
            for (int x = 0; x < row.length; x++) row[x] = inSpot(x, y[0] % side) ? 200 : 10;
            y[0]++;
        };
    }

    @Test
    void everySpotHasItsNumberAndItsRow() throws Exception {
        OtherJava.run(PlaneBeyondMemoryTest.class, HEAP, folder.toString(), "" + SIDE, "2");
    }

    /** In the other Java: a folder, the width of the planes, and how many there are. */
    public static void main(String[] words) throws Exception {
        Path folder = Path.of(words[0]);
        int side = Integer.parseInt(words[1]);
        Path image = folder.resolve("plane.tif");
        int planes = Integer.parseInt(words[2]);
        ImageStack like = new ImageStack(1, 1);
        for (int i = 0; i < planes; i++) like.addSlice(new ByteProcessor(1, 1));
        OutputFiles.writeRows(image, new ImagePlus("", like), new int[] {side, side}, spots(side));
        ModelFolder model = ThresholdModel.write(folder.resolve("model"), 2, 1, ThresholdModel.plain(2));
        SegmentOptions options = SegmentOptions.defaults(image, folder.resolve("out"), model.path())
                .withLabels(LabelOptions.defaults().withObjects("components").withCleaning("0", false))
                .withShow(new SegmentOptions.Show(false, false, false, true, SegmentOptions.Exchange.NONE));
        Prediction prediction = new Prediction(new ImageFiles(), new SegmentationFiles(), ThresholdModel.compiler(1));
        prediction.run(options, Progress.NONE);
        requireNumbered(folder.resolve("out/plane.tif"), side, planes);
        requireTable(folder.resolve("out/tables/plane.csv"), side / GRID, planes);
        prediction.run(options.withBatch(new SegmentOptions.Batch(false, "", true)), Progress.NONE);
    }

    private static void requireNumbered(Path file, int side, int planes) throws IOException {
        long bytes = 4L * side * side * planes;
        int across = side / GRID;
        try (DataInputStream in = new DataInputStream(new BufferedInputStream(Files.newInputStream(file)))) {
            ByteOrder order = in.read() == 'I' ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN;
            in.skipNBytes(Files.size(file) - bytes - 1);
            byte[] row = new byte[4 * side];
            for (int n = 0; n < side * planes; n++) {
                int y = n % side;
                int before = n / side * across * across;
                in.readFully(row);
                ByteBuffer values = ByteBuffer.wrap(row).order(order);
                for (int x = 0; x < side; x++) {
                    int expected = inSpot(x, y) ? before + y / GRID * across + x / GRID + 1 : 0;
                    float found = values.getFloat();
                    if (found != expected) throw new AssertionError(x + ", " + n + ": " + found + ", not " + expected);
                }
            }
        }
    }

    private static void requireTable(Path file, int across, int planes) throws IOException {
        List<String> lines = Files.readAllLines(file);
        int count = across * across * planes;
        require(lines.size() == count + 1, "rows: " + lines.size());
        int first = (across - 1) * GRID;
        String name = planes > 1 ? "plane_z1" : "plane";
        String last =
                name + ":lung#" + count + ",25,200,0,200,200," + (first + SPOT / 2.0) + "00," + (first + SPOT / 2.0)
                        + "00," + first + "," + first + ",5,5,lung," + count + (planes > 1 ? "," + planes : "");
        require(lines.get(count).equals(last), lines.get(count) + " is not " + last);
    }

    private static void require(boolean right, String what) {
        if (!right) throw new AssertionError(what);
    }
}
