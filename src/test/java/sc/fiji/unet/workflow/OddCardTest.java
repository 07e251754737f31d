package sc.fiji.unet.workflow;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import ij.ImagePlus;
import ij.io.FileSaver;
import ij.process.ByteProcessor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import sc.fiji.unet.base.InputException;
import sc.fiji.unet.base.Progress;
import sc.fiji.unet.config.ModelCard;
import sc.fiji.unet.config.SegmentOptions;
import sc.fiji.unet.imagej.files.ImageFiles;
import sc.fiji.unet.imagej.segmentation.SegmentationFiles;
import sc.fiji.unet.model.ModelFolder;
import sc.fiji.unet.nn.Graph;
import sc.fiji.unet.nn.Weights;
import sc.fiji.unet.predict.SimpleNetwork;

/** A good card with one thing in it that no training writes: it is used or refused in one line, whatever it is. */
class OddCardTest {
    private static final List<String> ODD = List.of(
            "null",
            "true",
            "\"\"",
            "\"text\"",
            "\"\\u0000\\u001b[31m\"",
            "[]",
            "[null]",
            "[[[]]]",
            "{}",
            "{\"a\":1}",
            "-1",
            "0",
            "1",
            "2.5",
            "65536",
            "2147483647",
            "-2147483648",
            "9999999999",
            "1e300",
            "NaN",
            "-Infinity");

    @TempDir
    Path folder;

    private String good;
    private SegmentOptions options;

    @BeforeEach
    void copyModel() throws IOException {
        good = Files.readString(StoredModelTest.FORMAT_1.resolve("model.json"));
        Files.createDirectories(folder.resolve("model"));
        Files.copy(StoredModelTest.FORMAT_1.resolve("model.pt"), folder.resolve("model/model.pt"));
        Files.createDirectories(folder.resolve("in"));
        ByteProcessor image = new ByteProcessor(21, 17);
        image.set(3, 4, 200);
        new FileSaver(new ImagePlus("", image))
                .saveAsPng(folder.resolve("in/a.png").toString());
        options = SegmentOptions.defaults(folder.resolve("in"), folder.resolve("out"), folder.resolve("model"));
    }

    /** Calls with each container and each key or index in it, deepest last. */
    private static void everyPlace(JsonElement in, Consumer<Place> each) {
        if (in.isJsonObject()) {
            for (Map.Entry<String, JsonElement> entry :
                    List.copyOf(in.getAsJsonObject().entrySet())) {
                each.accept(new Place(in, entry.getKey(), -1));
                everyPlace(entry.getValue(), each);
            }
        } else if (in.isJsonArray()) {
            for (int i = 0; i < in.getAsJsonArray().size(); i++) {
                each.accept(new Place(in, null, i));
                everyPlace(in.getAsJsonArray().get(i), each);
            }
        }
    }

    private record Place(JsonElement in, String key, int index) {
        JsonElement get() {
            return key == null
                    ? in.getAsJsonArray().get(index)
                    : in.getAsJsonObject().get(key);
        }

        void set(JsonElement value) {
            if (key == null) in.getAsJsonArray().set(index, value);
            else in.getAsJsonObject().add(key, value);
        }
    }

    /** The card with each odd value at each place, and without what is there. */
    private List<String> oddCards() {
        List<String> cards = new ArrayList<>();
        JsonObject card = JsonParser.parseString(good).getAsJsonObject();
        everyPlace(card, place -> {
            JsonElement before = place.get();
            for (String odd : ODD) {
                place.set(JsonParser.parseString(odd));
                cards.add(card.toString());
            }
            place.set(before);
            if (place.key() == null) return;
            JsonObject in = place.in().getAsJsonObject();
            in.remove(place.key());
            cards.add(card.toString());
            in.add(place.key(), before);
        });
        return cards;
    }

    private void use(String json) throws IOException {
        Files.writeString(folder.resolve("model/model.json"), json);
        ModelSummary.of(new ModelFolder(folder.resolve("model")));
        Prediction prediction = new Prediction(new ImageFiles(), new SegmentationFiles(), (network, device) -> {
            int classes = network.graph().classes();
            return new SimpleNetwork(network.graph().channels(), classes, (input, n, size, output) -> {});
        });
        prediction.run(options, Progress.NONE);
    }

    @Test
    void noOddCardEndsInAnythingButAResultOrOneLine() throws IOException {
        List<String> cards = oddCards();
        assertTrue(cards.size() > 500, cards.size() + " cards");
        List<String> wrong = new ArrayList<>();
        int used = 0;
        for (String card : cards) {
            try {
                use(card);
                used++;
            } catch (InputException e) {
                String said = e.getMessage();
                if (said.matches("(?s).*(java\\.|Exception|\\n|Cannot invoke).*")) wrong.add(card + "\n  " + said);
            } catch (RuntimeException | Error e) {
                wrong.add(card + "\n  " + e);
            }
        }
        assertEquals(List.of(), wrong);
        assertTrue(used > 50 && used < cards.size() / 2, used + " of " + cards.size() + " could be used");
    }

    private void refused(String why, String from, String to) throws IOException {
        assertTrue(good.contains(from), from);
        String message = assertThrows(InputException.class, () -> use(good.replace(from, to)))
                .getMessage();
        assertTrue(message.contains("model.json") && message.contains(why), message);
    }

    @Test
    void whatDoesNotFitTheNetworkIsRefusedByName() throws IOException {
        use(good);
        refused("network.stride", "\"stride\": 4", "\"stride\": 0");
        refused("network.stride", "\"stride\": 4", "\"stride\": 8");
        refused("network.halo", "\"halo\": 24", "\"halo\": 2147483647");
        refused("network.halo", "\"halo\": 24", "\"halo\": 20");
        refused("network.margin", "\"margin\": 4", "\"margin\": -4");
        refused("network.margin", "\"margin\": 4", "\"margin\": 4000");
        refused("3 outputs", "\"outputs\": 2", "\"outputs\": 3");
        refused("labels.classes.value", "\"value\": 1", "\"value\": 0");
        good = good.replace("\"channels\": 1", "\"channels\": 65535");
        refused("too large", "unet depth=2 width=4", "fcn size=256 hidden=4096\", \"unread\": \"");
    }

    @Test
    void whatACardDoesNotSayTheNetworkDoes() throws IOException {
        String silent = good.replaceAll("\"(stride|halo|margin|tileInvariant)\": \\w+,?", "")
                .replaceAll("same\",\\s*\"rank", "same\", \"rank")
                .replaceAll("\"outputs\": 2,", "\"outputs\": 2");
        use(silent);
        ModelCard.Network said = ModelCard.parse(good, "x").network();
        assertEquals(said, new ModelFolder(folder.resolve("model")).card().network());
    }

    @Test
    void aHugeCardIsNotRead() throws IOException {
        Path file = folder.resolve("model/model.json");
        Files.writeString(file, good + " ".repeat(5 << 20));
        String message = assertThrows(InputException.class, () -> new ModelFolder(folder.resolve("model")).card())
                .getMessage();
        assertTrue(message.contains("bytes"), message);
    }

    @Test
    void weightsThatAreNotFiniteAreRefused() throws IOException {
        ModelFolder model = new ModelFolder(folder.resolve("model"));
        Files.writeString(model.cardFile(), good);
        Graph graph = ModelFolder.graph(model.card());
        for (float odd : new float[] {Float.NaN, Float.POSITIVE_INFINITY}) {
            Weights weights = Weights.initial(graph, 1);
            weights.arrays().values().iterator().next()[0] = odd;
            model.write(model.card(), graph, weights);
            String message =
                    assertThrows(InputException.class, model::inference).getMessage();
            assertTrue(message.contains("model.pt") && message.contains("finite"), message);
        }
    }
}
