package sc.fiji.unet.imagej.segmentation;

import ij.IJ;
import ij.ImagePlus;
import ij.ImageStack;
import ij.process.ByteProcessor;
import ij.process.ImageProcessor;
import java.nio.file.Path;
import java.util.BitSet;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import sc.fiji.unet.base.Progress;
import sc.fiji.unet.config.LabelOptions;
import sc.fiji.unet.config.SegmentOptions;
import sc.fiji.unet.imagej.files.ImageFiles;
import sc.fiji.unet.imagej.files.OutputFiles;
import sc.fiji.unet.imagej.pixels.PlaneStack;
import sc.fiji.unet.model.LoadedModel;
import sc.fiji.unet.model.ModelFolder;
import sc.fiji.unet.workflow.Prediction;
import sc.fiji.unet.workflow.ThresholdModel;

/**
 * The objects of a stack that memory does not hold: each plane's numbers go on from those before it. Runs in a Java with
 * less memory than the numbers of all pixels take; with other sizes, such as {@code 8200 512} (more than 2^31 values), by
 * hand.
 */
class StacksBeyondMemoryTest {
    private static final String HEAP = "-Xmx50m";
    private static final int PLANES = 40;
    private static final int SIDE = 600;
    private static final int GRID = 14;
    private static final int SPOT = 5;

    @TempDir
    Path folder;

    /** Spots on a grid, as many on each plane, each moved along with the plane's number. */
    private static ImageStack spots(int planes, int side) {
        return PlaneStack.onDemand(side, side, planes, index -> {
            ByteProcessor plane = new ByteProcessor(side, side);
            for (int y = 0; y < side; y++) {
                for (int x = 0; x < side; x++) if (inSpot(x, y, index + 1)) plane.set(x, y, 200);
            }
            return plane;
        });
    }

    private static boolean inSpot(int x, int y, int n) {
        return (x + n % SPOT) % GRID >= GRID - SPOT && y % GRID >= GRID - SPOT;
    }

    @ParameterizedTest
    @ValueSource(strings = {"open", "file"})
    void objectsComeOutWhole(String way) throws Exception {
        OtherJava.run(StacksBeyondMemoryTest.class, HEAP, way, folder.toString(), "" + PLANES, "" + SIDE);
    }

    /** In the other Java: open or file, a folder, how many planes, and their width. */
    public static void main(String[] words) throws Exception {
        Path folder = Path.of(words[1]);
        int planes = Integer.parseInt(words[2]);
        ImagePlus imp = new ImagePlus("spots", spots(planes, Integer.parseInt(words[3])));
        imp.setDimensions(1, 1, planes);
        LabelOptions labels = LabelOptions.defaults().withObjects("components").withCleaning("0", false);
        if (words[0].equals("open")) open(folder, imp, labels);
        else file(folder, imp, labels);
    }

    private static void open(Path folder, ImagePlus imp, LabelOptions labels) {
        try (LoadedModel model = ThresholdModel.open(folder.resolve("model"), 2, 1, ThresholdModel.plain(2))) {
            SegmentedImage found = new ImageSegmentation(labels, false).run(imp, model, Progress.NONE);
            requireNumbered(found.objects(), imp);
            new ExchangeFiles(SegmentOptions.Exchange.OME_TIFF, folder).write(found, Progress.NONE);
            Path file = SegmentOptions.Exchange.OME_TIFF.folder(folder).resolve("spots.ome.tif");
            requireNumbered(ImageFiles.open(file, Progress.NONE), imp); // a BigTIFF where it is long
        }
    }

    private static void file(Path folder, ImagePlus imp, LabelOptions labels) {
        ModelFolder model = ThresholdModel.write(folder.resolve("model"), 2, 1, ThresholdModel.plain(2));
        Path image = folder.resolve("spots.tif");
        OutputFiles.writeTiff(image, imp);
        SegmentOptions defaults = SegmentOptions.defaults(image, folder.resolve("out"), model.path());
        SegmentOptions options = defaults.withLabels(labels)
                .withShow(new SegmentOptions.Show(false, false, false, false, SegmentOptions.Exchange.OME_TIFF));
        new Prediction(new ImageFiles(), new SegmentationFiles(), ThresholdModel.compiler(1))
                .run(options, Progress.NONE);
        requireNumbered(IJ.openVirtual(folder.resolve("out/spots.tif").toString()), imp);
        Path other =
                SegmentOptions.Exchange.OME_TIFF.folder(folder.resolve("out")).resolve("spots.ome.tif");
        requireNumbered(IJ.openVirtual(other.toString()), imp);
    }

    /** Each plane has the spots of the image, and the numbers that follow those of the plane before. */
    private static void requireNumbered(ImagePlus objects, ImagePlus imp) {
        require(objects.getStackSize() == imp.getStackSize(), objects + " of " + imp);
        int before = 0;
        for (int n = 1; n <= objects.getStackSize(); n++) {
            ImageProcessor plane = objects.getStack().getProcessor(n);
            BitSet numbers = new BitSet();
            for (int i = 0; i < plane.getPixelCount(); i++) {
                int number = (int) plane.getf(i);
                boolean spot = inSpot(i % plane.getWidth(), i / plane.getWidth(), n);
                require(spot == number > 0, "plane " + n + ", pixel " + i + ": " + number);
                if (spot) numbers.set(number);
            }
            int count = numbers.cardinality();
            int whole = plane.getWidth() / GRID * (plane.getHeight() / GRID);
            require(count >= whole, "plane " + n + ": " + count + " spots, expected the " + whole + " whole ones");
            require(numbers.nextSetBit(0) == before + 1, "plane " + n + " begins at " + numbers.nextSetBit(0));
            require(numbers.length() == before + count + 1, "plane " + n + " ends at " + numbers.length());
            before += count;
        }
        require(before > 65_535 || objects.getStackSize() < PLANES, "objects: " + before);
    }

    private static void require(boolean right, String what) {
        if (!right) throw new AssertionError(what);
    }
}
