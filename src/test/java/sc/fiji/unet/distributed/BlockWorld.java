package sc.fiji.unet.distributed;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import net.imglib2.RandomAccessibleInterval;
import net.imglib2.img.array.ArrayImgs;
import net.imglib2.type.numeric.RealType;
import net.imglib2.type.numeric.integer.UnsignedShortType;
import net.imglib2.view.Views;
import sc.fiji.unet.base.Progress;
import sc.fiji.unet.config.ClassInfo;
import sc.fiji.unet.config.ClassList;
import sc.fiji.unet.config.LabelOptions;
import sc.fiji.unet.config.ModelCard;
import sc.fiji.unet.image.pyramid.Pyramid;
import sc.fiji.unet.predict.PatchPredictor;
import sc.fiji.unet.predict.SimpleNetwork;
import sc.fiji.unet.segment.SegmentRequest;
import sc.fiji.unet.zarr.NewImage;
import sc.fiji.unet.zarr.OmeZarr;
import sc.fiji.unet.zarr.OmeZarrWriter;
import sc.fiji.unet.zarr.ZarrType;

/**
 * Images of noise in an OME-Zarr, and a network that looks at neighbors: class 1 where the sum of a pixel and its neighbors
 * along the axes is low, class 2 where it is high.
 */
final class BlockWorld {
    private BlockWorld() {}

    /** Random numbers up to 999, smoothed a little along x so that pieces are long. */
    static Path image(Path folder, long... size) {
        NewImage image = new NewImage(
                "noise",
                size,
                List.of("t", "c", "z", "y", "x"),
                ZarrType.UINT16,
                new int[] {13, 11, 3, 1, 1},
                new NewImage.Pixels(new double[] {0.5, 0.5, 1}, "um"),
                3,
                false);
        RandomAccessibleInterval<UnsignedShortType> pixels = ArrayImgs.unsignedShorts(size);
        Random random = new Random(7);
        int before = 0;
        for (UnsignedShortType pixel : Views.flatIterable(pixels)) {
            before = random.nextInt(3) == 0 ? random.nextInt(1000) : before;
            pixel.set(before);
        }
        Path path = folder.resolve("noise.zarr");
        new OmeZarrWriter(path, image, null).write(0, pixels);
        return path;
    }

    static ModelCard card(int rank, List<Double> pixelSize, boolean instances) {
        ClassList classes = ClassList.of(
                ClassInfo.ofIndex(0), new ClassInfo("low", 7, 0xFF0000), new ClassInfo("high", 300, 0x00FF00));
        ModelCard.Network network =
                ModelCard.Network.of("unet depth=1 width=4", rank, 1, 3).withTiles(2, 10, 10, true);
        return new ModelCard(
                network,
                new ModelCard.Input("zscore", pixelSize, "um"),
                new ModelCard.Labels(classes, instances, null));
    }

    static PatchPredictor network(int rank) {
        return new SimpleNetwork(1, 3, (input, n, size, output) -> {
            int[] step = {1, size[0], size[0] * size[1]};
            int pixels = size[0] * size[1] * (rank == 3 ? size[2] : 1);
            for (int i = 0; i < n * pixels; i++) {
                float sum = input[i];
                int patch = i / pixels;
                for (int d = 0; d < rank; d++) {
                    int at = i % pixels / step[d] % size[d];
                    if (at > 0) sum += input[i - step[d]];
                    if (at < size[d] - 1) sum += input[i + step[d]];
                }
                float low = sum < -0.8f ? 1 : 0;
                float high = sum > 1.2f ? 1 : 0;
                output[3 * patch * pixels + i % pixels] = 1 - low - high;
                output[(3 * patch + 1) * pixels + i % pixels] = low;
                output[(3 * patch + 2) * pixels + i % pixels] = high;
            }
        });
    }

    static SegmentRequest request(ModelCard card, LabelOptions labels) {
        return SegmentRequest.of(labels, card, false);
    }

    /** Segments by blocks of this size; null for one block. */
    static Path segment(Path zarr, Path result, ModelCard card, SegmentRequest request, int[] block) {
        Pyramid image = OmeZarr.open(zarr);
        int rank = card.network().rank();
        BlockImage cut = BlockImage.of(image, 0, rank, block, 2);
        BlockModel model = new BlockModel(network(rank), card, request);
        BlockSegmentation.run(
                result,
                "test",
                () -> new BlockWork(cut, model, BlockSegmentation.unfinished(result), "labels"),
                BlockRunner.HERE,
                Progress.NONE);
        return result;
    }

    /** All numbers of an OME-Zarr of labels, level by level. */
    static List<List<Integer>> values(Path labels) {
        OmeZarr zarr = OmeZarr.open(labels);
        List<List<Integer>> levels = new ArrayList<>();
        for (int level = 0; level < zarr.levels(); level++) {
            List<Integer> values = new ArrayList<>();
            for (RealType<?> value : Views.flatIterable(zarr.pixels(level))) values.add((int) value.getRealDouble());
            levels.add(values);
        }
        return levels;
    }

    static Map<Integer, String> classes(Path labels) {
        return OmeZarr.open(labels).objects();
    }
}
