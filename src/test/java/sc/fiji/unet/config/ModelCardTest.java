package sc.fiji.unet.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import sc.fiji.unet.base.InputException;
import sc.fiji.unet.config.ChannelChoice.Composition;

class ModelCardTest {
    private static final ModelCard CARD = new ModelCard(
                    new ModelCard.Network("unet depth=2 width=8", 2, 3, 2, 4, 22, 22, true, null),
                    new ModelCard.Input(
                            "percentile low=1", List.of(0.5, 0.25), "µm", List.of(2, 4, 5), 0, Composition.PAGES),
                    new ModelCard.Labels(
                                    ClassList.of(ClassInfo.ofIndex(0), new ClassInfo("lung", 255, 0xE69F00)), true, 7)
                            .withPieces(List.of(0, 2))
                            .withSmallest(35))
            .withTraining(Map.of("dice", "NaN", "patch", "256: fits <memory>"));

    @Test
    void readsBackWhatItWrote() {
        assertEquals(CARD, ModelCard.parse(CARD.toJson(), "x"));
        assertEquals("8", CARD.network().spec().options().get("width"));
    }

    @Test
    void whatAnOlderProgramDidNotWriteKeepsItsDefault() {
        ModelCard card = ModelCard.parse(
                """
                {"format": 1, "network": {"architecture": "unet", "rank": 2, "channels": 1, "outputs": 2, "stride": 16,
                "halo": 90}, "input": {"normalization": "minmax"}, "labels": {"classes": []}}""",
                "x");
        assertTrue(card.network().tileInvariant());
        assertEquals(16, card.network().stride());
        assertEquals("pixel", card.input().unit());
        assertEquals(List.of(), card.input().channels());
        assertEquals(Composition.UNSAID, card.input().composed());
        assertEquals(Map.of(), card.training());
        assertEquals(List.of(), card.labels().pieces());
        assertEquals(0, card.labels().smallest());
    }

    @Test
    void whatANewerProgramSaysOfChannelsIsNotGuessed() {
        ModelCard card = ModelCard.parse(CARD.toJson().replace("\"PAGES\"", "\"WELLS\""), "x");
        assertEquals(Composition.UNSAID, card.input().composed());
    }

    @Test
    void aNewerFormatIsRefusedWithWhatToDo() {
        String message = refusal(CARD.toJson().replace("\"format\": 1", "\"format\": 2"));
        assertTrue(message.contains("format 2") && message.contains("Update"), message);
    }

    @Test
    void everyCutOffCardIsRefused() {
        String json = CARD.toJson().strip();
        for (int length = 0; length < json.length(); length++) {
            assertTrue(refusal(json.substring(0, length)).startsWith("here/model.json"));
        }
    }

    @Test
    void foreignFilesAreRefused() {
        for (String text : List.of("hello", "[]", "{}", "{\"format\": \"one\"}", "{\"format\": 1}", "null")) {
            assertTrue(refusal(text).startsWith("here/model.json"), text);
        }
    }

    private static String refusal(String json) {
        return assertThrows(InputException.class, () -> ModelCard.parse(json, "here/model.json"))
                .getMessage();
    }
}
