package sc.fiji.unet.config;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import sc.fiji.unet.Cards;
import sc.fiji.unet.base.Csv;
import sc.fiji.unet.data.Split;
import sc.fiji.unet.nn.Weights;
import sc.fiji.unet.train.Checkpoint;

/** What is written is read back as it was, whatever people call things. */
class SavedIsReadTest {
    private interface Use {
        void of(Path file) throws IOException;
    }

    private static void inFile(String name, Use use) throws IOException {
        Path folder = Files.createTempDirectory("saved");
        Path file = folder.resolve(name);
        try {
            use.of(file);
        } finally {
            Files.deleteIfExists(file);
            Files.delete(folder);
        }
    }

    /** Names in any script, with commas, quotes and signs. */
    @Provide
    Arbitrary<String> names() {
        return Arbitraries.strings()
                .withChars("abc ,;\"'=#\t\u00e4\u0416\u6f22\u0663-")
                .ofMinLength(1)
                .ofMaxLength(12)
                .map(String::strip)
                .filter(name -> !name.isEmpty());
    }

    @Property(tries = 60, seed = "3")
    void tables(@ForAll @Size(min = 2, max = 5) List<@net.jqwik.api.From("names") String> cells) {
        String text =
                Csv.line(IntStream.range(0, cells.size()).mapToObj(i -> "c" + i).toList()) + Csv.line(cells);
        assertEquals(cells, Csv.parse(text, "a table").get(1).cells());
    }

    @Property(tries = 40, seed = "4")
    void cards(
            @ForAll @Size(min = 1, max = 4) @net.jqwik.api.constraints.UniqueElements
                    List<@net.jqwik.api.From("names") String> names) {
        ClassList classes = ClassList.named(names.stream().map(String::strip).toList());
        ModelCard card = new ModelCard(
                Cards.classic(Math.max(2, names.size())), Cards.PLAIN, new ModelCard.Labels(classes, false, null));
        assertEquals(card, ModelCard.parse(card.toJson(), "a card"));
    }

    @Property(tries = 20, seed = "6")
    void checkpoints(@ForAll @IntRange(min = 0, max = 2_000_000_000) int step, @ForAll @IntRange(max = 9999) int seed)
            throws IOException {
        SplittableRandom random = new SplittableRandom(seed);
        Map<String, float[]> arrays = new LinkedHashMap<>();
        for (int i = 0; i < 1 + seed % 4; i++) {
            float[] values = new float[random.nextInt(1, 40)];
            for (int k = 0; k < values.length; k++) values[k] = Float.intBitsToFloat(random.nextInt());
            arrays.put("w" + i, values);
        }
        Checkpoint written = new Checkpoint(step, seed, new Weights(arrays), Map.of("m_w0", new float[] {1, -0f}), 0.5);
        inFile("checkpoint.pt", file -> {
            written.write(file);
            Checkpoint read = Checkpoint.read(file);
            assertEquals(step, read.step());
            assertEquals(seed, read.seconds());
            assertEquals(0.5, read.rateShare());
            arrays.forEach((name, values) ->
                    assertArrayEquals(bits(values), bits(read.weights().get(name)), name));
            assertArrayEquals(new float[] {1, -0f}, read.optimizer().get("m_w0"));
        });
    }

    private static int[] bits(float[] values) {
        return IntStream.range(0, values.length)
                .map(i -> Float.floatToRawIntBits(values[i]))
                .toArray();
    }

    @Property(tries = 30, seed = "8")
    void splits(
            @ForAll @Size(min = 2, max = 9) @net.jqwik.api.constraints.UniqueElements
                    List<@net.jqwik.api.From("names") String> names)
            throws IOException {
        Split split = Split.random(names, 0.3, 7);
        inFile("split.csv", file -> {
            split.write(file);
            Split read = Split.read(file);
            for (SplitPart part : SplitPart.values()) assertEquals(split.of(part), read.of(part));
        });
    }
}
