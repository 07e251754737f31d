package sc.fiji.unet.distributed;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import net.imglib2.img.array.ArrayImgs;
import net.imglib2.type.numeric.IntegerType;
import net.imglib2.type.numeric.integer.UnsignedShortType;
import net.imglib2.view.Views;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import sc.fiji.unet.base.FolderTree;
import sc.fiji.unet.base.Progress;
import sc.fiji.unet.config.ClassInfo;
import sc.fiji.unet.config.ClassList;
import sc.fiji.unet.config.LabelOptions;
import sc.fiji.unet.config.ModelCard;
import sc.fiji.unet.config.ObjectRule;
import sc.fiji.unet.predict.PatchPredictor;
import sc.fiji.unet.predict.SimpleNetwork;
import sc.fiji.unet.segment.ImageSegmenter;
import sc.fiji.unet.segment.MemoryStore;
import sc.fiji.unet.segment.SegmentRequest;
import sc.fiji.unet.segment.Segmentation;
import sc.fiji.unet.zarr.NewImage;
import sc.fiji.unet.zarr.OmeZarr;
import sc.fiji.unet.zarr.OmeZarrWriter;
import sc.fiji.unet.zarr.ZarrType;

/** Touching objects that are split: many blocks are one block are the whole, of random images. */
class BlockObjectsTest {
    /** What is wanted, and what of it the network learned. */
    private record Way(String auxiliary, String method, double threshold, String minimum, boolean classes) {}

    @Provide
    Arbitrary<Way> ways() {
        return Arbitraries.of(
                new Way("classes", "watershed-distance", 0.5, "0", true),
                new Way("classes", "watershed-distance tolerance=0.2", 0.5, "4", false),
                new Way("classes", "watershed-distance", 0.4, "0", true),
                new Way("classes", "watershed-probability tolerance=0.03", 0.5, "0", true),
                new Way("classes", "watershed-border", 0.5, "3", true),
                new Way("classes", "components diagonal=false", 0.5, "0", true),
                new Way("classes", "components", 0.6, "2", false),
                new Way("border", "border", 0.5, "0", true),
                new Way("border", "border level=0.4", 0.45, "3", false),
                new Way("distance", "distance", 0.5, "0", false),
                new Way("distance", "distance tolerance=0.03 peak=0.4", 0.5, "2", true),
                new Way("flow", "flow join=0", 0.5, "0", false),
                new Way("flow", "flow least=2", 0.5, "2", true));
    }

    @Property(tries = 13, seed = "21")
    void ofPlanes(
            @ForAll("ways") Way way,
            @ForAll @IntRange(min = 1, max = 36) int width,
            @ForAll @IntRange(min = 1, max = 30) int height,
            @ForAll @IntRange(min = 5, max = 17) int block,
            @ForAll int seed)
            throws IOException {
        manyAreOneAreTheWhole(way, 2, seed, block, width, height, 2);
    }

    /** Of a shape that ends where its block does, the depth there is that of a border. */
    @Property(tries = 6, seed = "23")
    void ofShapesAtTheFacesOfBlocks(@ForAll @IntRange(min = 8, max = 20) int block, @ForAll int seed)
            throws IOException {
        Way way = new Way("classes", "watershed-distance tolerance=0.1", 0.5, "0", true);
        manyAreOneAreTheWhole(way, 2, seed, block, 90, 80, 1);
    }

    @Property(tries = 13, seed = "22")
    void ofVolumes(
            @ForAll("ways") Way way,
            @ForAll @IntRange(min = 1, max = 24) int width,
            @ForAll @IntRange(min = 1, max = 19) int height,
            @ForAll @IntRange(min = 1, max = 9) int depth,
            @ForAll @IntRange(min = 4, max = 9) int block,
            @ForAll int seed)
            throws IOException {
        manyAreOneAreTheWhole(way, 3, seed, block, width, height, depth);
    }

    private static void manyAreOneAreTheWhole(Way way, int rank, int seed, int block, int... size) throws IOException {
        Path folder = Files.createTempDirectory("blocks");
        try {
            Path zarr = image(folder, seed, size);
            ModelCard card = card(way, rank);
            SegmentRequest request =
                    SegmentRequest.of(new LabelOptions(way.method, way.minimum, false, "auto", "auto"), card, false);
            int[] cut = {block, block + 1, rank == 3 ? Math.max(2, block / 2) : 1};
            Path many = segment(zarr, folder.resolve("many.zarr"), card, request, cut);
            Path one = segment(zarr, folder.resolve("one.zarr"), card, request, null);
            List<Integer> expected = new ArrayList<>();
            Map<Integer, String> kinds = new TreeMap<>();
            whole(zarr, card, request, expected, kinds);
            assertEquals(expected, BlockWorld.values(many).get(0));
            assertEquals(expected, BlockWorld.values(one).get(0));
            assertEquals(kinds, BlockWorld.classes(many));
        } finally {
            FolderTree.delete(folder);
        }
    }

    private static Path segment(Path zarr, Path result, ModelCard card, SegmentRequest request, int... block) {
        int rank = card.network().rank();
        BlockImage cut = BlockImage.of(OmeZarr.open(zarr), 0, rank, block, 2);
        BlockModel model = new BlockModel(network(card), card, request);
        BlockSegmentation.run(
                result,
                "test",
                () -> new BlockWork(cut, model, BlockSegmentation.unfinished(result), "labels"),
                BlockRunner.HERE,
                Progress.NONE);
        assertFalse(Files.exists(BlockSegmentation.unfinished(result)));
        return result;
    }

    private static void whole(
            Path zarr, ModelCard card, SegmentRequest request, List<Integer> numbers, Map<Integer, String> kinds) {
        List<Segmentation> found = new ImageSegmenter(network(card), card)
                .run(
                        OmeZarr.open(zarr).images(0, card.network().rank()),
                        null,
                        request,
                        new MemoryStore(),
                        Progress.NONE);
        for (Segmentation one : found) {
            int[] classes = one.classArray();
            int i = 0;
            for (IntegerType<?> number : Views.flatIterable(one.objects())) {
                numbers.add(number.getInteger());
                int kind = classes[i++];
                if (number.getInteger() > 0 && !card.classes().isBinary())
                    kinds.put(number.getInteger(), card.classes().get(kind).name());
            }
        }
    }

    /** Blobs: noise that is smoothed along x and y. */
    private static Path image(Path folder, int seed, int... size) {
        long[] five = {size[0], size[1], size[2], 1, 1};
        NewImage image = new NewImage(
                "noise",
                five,
                List.of("z", "y", "x"),
                ZarrType.UINT16,
                new int[] {13, 11, 3, 1, 1},
                new NewImage.Pixels(new double[] {0.5, 0.5, 0.9}, "um"),
                3,
                false);
        Random random = new Random(seed);
        int[] noise = random.ints((long) size[0] * size[1] * size[2], 0, 1000).toArray();
        var pixels = ArrayImgs.unsignedShorts(five);
        int i = 0;
        for (UnsignedShortType pixel : Views.flatIterable(pixels)) {
            int sum = 0;
            for (int near = 0; near < 9; near++) sum += noise[Math.max(0, i - near % 3 - size[0] * (near / 3))];
            pixel.set(sum / 9);
            i++;
        }
        Path path = folder.resolve("noise.zarr");
        new OmeZarrWriter(path, image, null).write(0, pixels);
        return path;
    }

    private static ModelCard card(Way way, int rank) {
        ClassInfo low = new ClassInfo("low", 1, 0xFF0000);
        ClassInfo high = new ClassInfo("high", 2, 0x00FF00);
        ClassList classes =
                way.classes ? ClassList.of(ClassInfo.ofIndex(0), low, high) : ClassList.of(ClassInfo.ofIndex(0), low);
        ModelCard.Network network =
                ModelCard.Network.of("unet depth=1 width=4", rank, 1, 3).withTiles(2, 10, 10, true);
        ModelCard.Labels labels = new ModelCard.Labels(classes, true, null)
                .withObjects(new ObjectRule(way.auxiliary, way.method, way.threshold, 0));
        List<Double> pixelSize = rank == 2 ? List.of(0.5, 0.5) : List.of(0.5, 0.5, 0.9);
        return new ModelCard(network, new ModelCard.Input("zscore", pixelSize, "um"), labels);
    }

    /** Each output is a wave of a mean over a pixel and its neighbors; those for classes are probabilities. */
    private static PatchPredictor network(ModelCard card) {
        int rank = card.network().rank();
        String auxiliary = card.labels().objects().auxiliary();
        int further = auxiliary.equals("flow") ? rank : auxiliary.equals("classes") ? 0 : 1;
        int kinds = card.classOutputs();
        int outputs = kinds + further;
        return new SimpleNetwork(1, outputs, (input, n, size, output) -> {
            int pixels = size[0] * size[1] * (rank == 3 ? size[2] : 1);
            for (int i = 0; i < n * pixels; i++) {
                float mean = mean(input, i / pixels * pixels, i % pixels, Arrays.copyOf(size, rank));
                float[] said = said(mean, input[i], kinds, outputs);
                for (int k = 0; k < outputs; k++) output[(i / pixels * outputs + k) * pixels + i % pixels] = said[k];
            }
        });
    }

    private static float mean(float[] input, int from, int pixel, int... size) {
        float sum = 2 * input[from + pixel];
        int step = 1;
        for (int length : size) {
            int at = pixel / step % length;
            if (at > 0) sum += input[from + pixel - step];
            if (at < length - 1) sum += input[from + pixel + step];
            step *= length;
        }
        return sum / (2 + 2 * size.length);
    }

    private static float[] said(float mean, float own, int kinds, int outputs) {
        float[] said = new float[outputs];
        float foreground = (float) (1 / (1 + Math.exp(2 - 4 * mean)));
        float share = kinds == 3 ? (float) (0.5 + 0.5 * Math.sin(9 * mean)) : 1;
        if (kinds == 1) said[0] = foreground;
        else {
            said[0] = 1 - foreground;
            said[1] = foreground * share;
            if (kinds == 3) said[2] = foreground * (1 - share);
        }
        for (int k = kinds; k < outputs; k++) said[k] = (float) (0.5 + 0.5 * Math.sin(k + 2 * own + 3 * mean));
        return said;
    }
}
