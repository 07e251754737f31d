package sc.fiji.unet.label;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import sc.fiji.unet.config.Options;
import sc.fiji.unet.config.Spec;
import sc.fiji.unet.registry.Extensions;
import sc.fiji.unet.registry.Extensions.Configured;

/** Objects of random foregrounds are those of its pieces, each of them alone in a window. */
class LocalityTest {
    private static final int PLANES = 6;
    private static final List<String> METHODS = List.of(
            "components diagonal=false",
            "components",
            "watershed-distance",
            "watershed-distance tolerance=0.2",
            "watershed-probability",
            "watershed-border",
            "border",
            "border level=0.3",
            "distance",
            "distance shape=1 tolerance=0.03 peak=0.5",
            "distance shape=0",
            "flow",
            "flow join=0 least=1",
            "flow join=2 error=0.5");

    @Provide
    Arbitrary<String> methods() {
        return Arbitraries.of(METHODS);
    }

    @Test
    void allThatDoNotTakeTheWholeAreTried() {
        List<String> local = Extensions.of(PostProcess.class).labels().keySet().stream()
                .filter(id ->
                        method(id).extension().locality(method(id).options()).isPresent())
                .toList();
        assertEquals(
                local,
                METHODS.stream()
                        .map(m -> Spec.parse(m).id())
                        .distinct()
                        .sorted()
                        .toList());
    }

    @Property(tries = 400, seed = "5")
    void ofPlanes(
            @ForAll("methods") String method,
            @ForAll @IntRange(min = 1, max = 40) int width,
            @ForAll @IntRange(min = 1, max = 40) int height,
            @ForAll int seed) {
        piecesGiveTheWhole(method, seed, width, height);
    }

    @Property(tries = 400, seed = "6")
    void ofVolumes(
            @ForAll("methods") String method,
            @ForAll @IntRange(min = 1, max = 17) int width,
            @ForAll @IntRange(min = 1, max = 17) int height,
            @ForAll @IntRange(min = 1, max = 11) int depth,
            @ForAll int seed) {
        piecesGiveTheWhole(method, seed, width, height, depth);
    }

    private static void piecesGiveTheWhole(String spec, int seed, int... size) {
        ClassMap map = map(new Random(seed), size);
        int[] expected = separated(spec, map);
        Locality locality =
                method(spec).extension().locality(method(spec).options()).orElseThrow();
        int[] pieces = locality.pieces(map.classes(), size);
        int[] found = new int[pieces.length];
        int before = 0;
        for (Map.Entry<Integer, Window> piece : Window.ofObjects(pieces, size).entrySet()) {
            Window window = piece.getValue().expand(locality.border(), size);
            int[] objects = separated(spec, cut(map, pieces, piece.getKey(), window));
            for (int i = 0; i < objects.length; i++)
                if (objects[i] > 0) found[window.indexIn(size, i)] = before + objects[i];
            before += Arrays.stream(objects).max().orElse(0);
        }
        Instances.compact(found, label -> true);
        assertArrayEquals(expected, found, spec + " in " + Arrays.toString(size));
    }

    private static ClassMap cut(ClassMap map, int[] pieces, int piece, Window window) {
        int[] at = IntStream.range(0, window.count())
                .map(i -> window.indexIn(map.size(), i))
                .toArray();
        int[] classes = Arrays.stream(at)
                .map(i -> pieces[i] == piece ? map.classes()[i] : 0)
                .toArray();
        float[] chances = new float[PLANES * at.length];
        for (int i = 0; i < chances.length; i++)
            chances[i] = map.probabilities()[i / at.length * pieces.length + at[i % at.length]];
        return new ClassMap(window.size(), map.spacing(), classes, chances);
    }

    private static Configured<PostProcess> method(String spec) {
        return Extensions.of(PostProcess.class).get(Spec.parse(spec));
    }

    private static int[] separated(String spec, ClassMap map) {
        int[] labels = new int[map.classes().length];
        Configured<PostProcess> method = method(spec);
        Options options = method.options();
        method.extension().separate(map, labels, options);
        return labels;
    }

    /** Blobs of two classes, from few to touching all over, and probabilities of which some are equal. */
    private static ClassMap map(Random random, int... size) {
        int pixels = Pixels.count(size);
        float[] field = field(random, size);
        float[] kinds = field(random, size);
        float level = 0.4f + 0.2f * random.nextFloat();
        int[] classes = new int[pixels];
        for (int i = 0; i < pixels; i++) classes[i] = field[i] <= level ? 0 : kinds[i] < 0.45f ? 2 : 1;
        if (random.nextInt(4) == 0) classes[random.nextInt(pixels)] = -1;
        float[] chances = new float[PLANES * pixels];
        boolean few = random.nextBoolean();
        for (int plane = 0; plane < PLANES; plane++) {
            float[] said = field(random, size);
            for (int i = 0; i < pixels; i++) chances[plane * pixels + i] = few ? Math.round(8 * said[i]) / 8f : said[i];
        }
        double[] spacing = Arrays.copyOf(new double[] {0.3, 0.3, 0.3 + random.nextFloat()}, size.length);
        return new ClassMap(size, spacing, classes, chances);
    }

    /** Noise in 0 to 1, a mean over neighbors. */
    private static float[] field(Random random, int... size) {
        float[] noise = new float[Pixels.count(size)];
        for (int i = 0; i < noise.length; i++) noise[i] = random.nextFloat();
        Neighbors neighbors = new Neighbors(size, Connectivity.FACE);
        float[] field = new float[noise.length];
        for (int i = 0; i < noise.length; i++) {
            int n = neighbors.of(i);
            float sum = 2 * noise[i];
            for (int k = 0; k < n; k++) sum += noise[neighbors.get(k)];
            field[i] = sum / (n + 2);
        }
        return field;
    }
}
