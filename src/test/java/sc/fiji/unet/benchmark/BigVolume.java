package sc.fiji.unet.benchmark;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import net.imglib2.RandomAccessibleInterval;
import net.imglib2.img.array.ArrayImgs;
import net.imglib2.type.numeric.integer.UnsignedShortType;
import net.imglib2.view.Views;
import sc.fiji.unet.Cards;
import sc.fiji.unet.base.Progress;
import sc.fiji.unet.config.Averaging;
import sc.fiji.unet.config.LabelOptions;
import sc.fiji.unet.config.ModelCard;
import sc.fiji.unet.config.PrecisionChoice;
import sc.fiji.unet.config.SegmentOptions;
import sc.fiji.unet.distributed.BlockRunner;
import sc.fiji.unet.image.ImageSource;
import sc.fiji.unet.model.LoadedModel;
import sc.fiji.unet.model.ModelFolder;
import sc.fiji.unet.nn.Graph;
import sc.fiji.unet.nn.Weights;
import sc.fiji.unet.segment.MemoryStore;
import sc.fiji.unet.segment.SegmentRequest;
import sc.fiji.unet.workflow.LargePrediction;
import sc.fiji.unet.zarr.NewImage;
import sc.fiji.unet.zarr.OmeZarr;
import sc.fiji.unet.zarr.OmeZarrWriter;
import sc.fiji.unet.zarr.ZarrType;

/**
 * Writes a volume of 16 bits as an OME-Zarr, segments it block by block, and prints the peak of resident memory and how fast the
 * blocks were beside one of them in memory, by the clock and by processor time, which other programs change less. Linux only.
 * Arguments: folder, size along x, y, z, width of the network, objects.
 */
public final class BigVolume {
    private static final int[] BLOCK = {512, 512, 64};

    private final Path folder;
    private final long[] size;
    private final LoadedModel model;
    private final Map<String, double[]> spent = new TreeMap<>();

    private BigVolume(Path folder, long[] size, LoadedModel model) {
        this.folder = folder;
        this.size = size;
        this.model = model;
    }

    /** See above. */
    public static void main(String[] args) throws IOException {
        Path folder = Path.of(args[0]);
        long[] size = {Long.parseLong(args[1]), Long.parseLong(args[2]), Long.parseLong(args[3]), 1, 1};
        int width = Integer.parseInt(args[4]);
        ModelFolder written = new ModelFolder(folder.resolve("model"));
        writeModel(written, width);
        try (LoadedModel model =
                LoadedModel.open(written, "cpu", LoadedModel.libtorch(PrecisionChoice.FP32, Progress.NONE))) {
            BigVolume volume = new BigVolume(folder, size, model);
            volume.spend("writing", volume::write);
            double[] before = volume.inMemory();
            volume.spend("all", () -> volume.segment(args[5]));
            volume.print(width, args[5], before, volume.inMemory());
        }
    }

    private static void writeModel(ModelFolder folder, int width) {
        ModelCard.Network plain = ModelCard.Network.of("unet depth=2 width=" + width, 3, 1, 2);
        ModelCard.Input input = new ModelCard.Input("zscore", List.of(1.0, 1.0, 1.0), "pixel");
        ModelCard.Labels labels = new ModelCard.Labels(Cards.classes("cell", 1), false, null);
        Graph graph = ModelFolder.graph(new ModelCard(plain, input, labels));
        ModelCard.Network network = plain.withTiles(graph.stride(), graph.halo(), 0, true);
        folder.write(new ModelCard(network, input, labels), graph, Weights.initial(graph, 1));
    }

    private Path zarr() {
        return folder.resolve("volume.zarr");
    }

    /** Balls on a grid, each of its own size and brightness, some texture, and nothing that changes from voxel to voxel. */
    private static int value(long x, long y, long z) {
        long cell = (x / 48 * 31 + y / 48 * 17 + z / 48 * 7) % 13;
        long dx = x % 48 - 24;
        long dy = y % 48 - 24;
        long dz = z % 48 - 24;
        boolean inside = dx * dx + dy * dy + dz * dz < (12 + cell) * (12 + cell);
        return (int) (1000 + (inside ? 3000 + 200 * cell : 0) + (x / 4 * 31 + y / 4 * 17 + z / 4 * 57) % 97);
    }

    private void write() {
        NewImage image = new NewImage(
                "volume",
                size,
                List.of("z", "y", "x"),
                ZarrType.UINT16,
                new int[] {128, 128, 64, 1, 1},
                new NewImage.Pixels(new double[] {1, 1, 1}, "pixel"),
                2,
                false);
        OmeZarrWriter writer = new OmeZarrWriter(zarr(), image, null);
        for (long z = 0; z < size[2]; z += BLOCK[2]) {
            for (long y = 0; y < size[1]; y += BLOCK[1])
                for (long x = 0; x < size[0]; x += BLOCK[0]) writer.write(0, block(x, y, z));
        }
    }

    private RandomAccessibleInterval<UnsignedShortType> block(long x, long y, long z) {
        int[] extent = {
            (int) Math.min(BLOCK[0], size[0] - x),
            (int) Math.min(BLOCK[1], size[1] - y),
            (int) Math.min(BLOCK[2], size[2] - z)
        };
        short[] values = new short[extent[0] * extent[1] * extent[2]];
        for (int i = 0; i < values.length; i++)
            values[i] = (short) value(x + i % extent[0], y + i / extent[0] % extent[1], z + i / extent[0] / extent[1]);
        return Views.translate(ArrayImgs.unsignedShorts(values, extent[0], extent[1], extent[2], 1, 1), x, y, z, 0, 0);
    }

    private void segment(String objects) {
        SegmentOptions options = SegmentOptions.defaults(zarr(), folder, folder.resolve("model"))
                .withNetwork(new SegmentOptions.Network(
                        folder.resolve("model"), Averaging.NONE, "cpu", PrecisionChoice.FP32))
                .withLabels(LabelOptions.defaults().withObjects(objects));
        BlockRunner timed = (work, stage, progress) -> spend(
                stage.said() + (stage.level() > 0 ? " " + stage.level() : ""),
                () -> BlockRunner.HERE.run(work, stage, progress));
        new LargePrediction(OmeZarr.open(zarr()), options, null)
                .run(model, folder.resolve("labels.zarr"), timed, Progress.NONE);
    }

    /** Seconds and processor seconds for a block that lies in memory: the faster of two times. */
    private double[] inMemory() {
        ImageSource image = new ImageSource("block", Views.hyperSlice(block(0, 0, 0), 4, 0));
        SegmentRequest request =
                SegmentRequest.of(LabelOptions.defaults().withObjects("semantic"), model.card(), false);
        double[] best = {Double.MAX_VALUE, Double.MAX_VALUE};
        for (int i = 0; i < 2; i++) {
            spend("memory", () -> model.segmenter().run(image, request, new MemoryStore(), Progress.NONE));
            for (int k = 0; k < 2; k++) best[k] = Math.min(best[k], spent.get("memory")[k]);
        }
        return best;
    }

    private void print(int width, String objects, double[] before, double... after) throws IOException {
        double pixels = (double) size[0] * size[1] * size[2];
        double block = Math.min(BLOCK[0], size[0]) * (double) Math.min(BLOCK[1], size[1]) * Math.min(BLOCK[2], size[2]);
        spent.remove("memory");
        spent.forEach((what, seconds) ->
                System.out.printf(Locale.ROOT, "%-28s %8.1f s %8.1f processor s%n", what, seconds[0], seconds[1]));
        double[] classes = spent.get("Segmenting");
        for (int k = 0; k < 2; k++)
            System.out.printf(
                    Locale.ROOT,
                    "%s: blocks %.2f Mvoxels/s, in memory %.2f before and %.2f after%n",
                    k == 0 ? "by the clock" : "by processor time",
                    pixels / classes[k] / 1e6,
                    block / before[k] / 1e6,
                    block / after[k] / 1e6);
        System.out.printf(
                Locale.ROOT,
                "%d x %d x %d, width %d, %s: %.2f GiB at most, heap %.2f GiB%n",
                size[0],
                size[1],
                size[2],
                width,
                objects,
                BigImage.peakBytes() / (double) (1 << 30),
                Runtime.getRuntime().maxMemory() / (double) (1 << 30));
    }

    private void spend(String what, Runnable work) {
        double cpu = cpu();
        double seconds = Stopwatch.once(work);
        spent.put(what, new double[] {seconds, cpu() - cpu});
    }

    private static double cpu() {
        return ((OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean()).getProcessCpuTime() / 1e9;
    }
}
