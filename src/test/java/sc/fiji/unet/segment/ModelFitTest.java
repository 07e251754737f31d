package sc.fiji.unet.segment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import net.imglib2.img.array.ArrayImgs;
import net.imglib2.view.Views;
import org.junit.jupiter.api.Test;
import sc.fiji.unet.Cards;
import sc.fiji.unet.base.InputException;
import sc.fiji.unet.config.ChannelChoice;
import sc.fiji.unet.config.ModelCard;
import sc.fiji.unet.image.ImageSource;

/** Channels of an image and of a model. */
class ModelFitTest {
    private static final ModelCard GRAY = Cards.card(Cards.TINY, false);

    private static ImageSource image(float... values) {
        return new ImageSource(
                "scan.png", ArrayImgs.floats(values, 2, 1, values.length / 2), new double[] {1, 1}, "pixel");
    }

    @Test
    void colorWithEqualChannelsIsGrayToAGrayModel() {
        ImageSource equal = image(3, 7, 3, 7, 3, 7);
        ModelFit fit = ModelFit.of(equal, GRAY, true);
        assertTrue(
                fit.notes().get(0).contains("scan.png are equal"), fit.notes().toString());
        ImageSource gray = fit.apply(equal);
        assertEquals(1, gray.channels());
        assertEquals(7, gray.pixels().randomAccess().setPositionAndGet(1, 0, 0).getRealFloat());
        ImageSource colored = image(3, 7, 3, 7, 3, 8);
        String message = assertThrows(InputException.class, () -> ModelFit.of(colored, GRAY, true))
                .getMessage();
        assertTrue(message.contains("3 channels") && message.contains("8-bit"), message);
        assertThrows(InputException.class, () -> fit.apply(colored), "another slice of the same stack");
    }

    private static ModelCard trainedOn(int count, Integer... channels) {
        return new ModelCard(
                new ModelCard.Network("unet", 2, count, 2, 2, 4, 4, true, null),
                new ModelCard.Input("zscore", List.of(1.0, 1.0), "pixel", List.of(channels), 0),
                GRAY.labels());
    }

    private static List<Float> shown(ImageSource image, ModelCard card, String channels) {
        ImageSource shown =
                ModelFit.of(image, card, ChannelChoice.parse(channels), true).apply(image);
        List<Float> values = new ArrayList<>();
        Views.flatIterable(shown.pixels()).forEach(value -> values.add(value.getRealFloat()));
        return values;
    }

    private static String refusal(ImageSource image, ModelCard card, String channels) {
        return assertThrows(InputException.class, () -> ModelFit.of(image, card, ChannelChoice.parse(channels), true))
                .getMessage();
    }

    @Test
    void aModelIsShownTheChannelsThatItWasTrainedOn() {
        ImageSource four = image(1, 2, 3, 4, 5, 6, 7, 8);
        assertEquals(List.of(3f, 4f), shown(four, trainedOn(1, 2), "auto"));
        assertEquals(List.of(3f, 4f, 7f, 8f), shown(four, trainedOn(2, 2, 4), "auto"));
        assertEquals(List.of(1f, 2f), shown(image(1, 2), trainedOn(1, 2), "auto"), "one as it is");
        assertEquals(List.of(1f, 2f, 3f, 4f), shown(image(1, 2, 3, 4), trainedOn(2, 2, 4), "auto"), "two as they are");
        assertEquals(List.of(3f, 4f), shown(image(1, 2, 3, 4, 5, 6), trainedOn(1, 2), "auto"), "green of a color");
        String note = ModelFit.of(four, trainedOn(2, 2, 4), true).notes().get(0);
        assertEquals("Of the 4 channels, channels=2,4 is segmented, as the model was trained on that.", note);
    }

    @Test
    void whatAPersonChoseComesFirstAndInThatOrder() {
        ImageSource four = image(1, 2, 3, 4, 5, 6, 7, 8);
        assertEquals(List.of(7f, 8f), shown(four, trainedOn(1, 2), "4"));
        assertEquals(List.of(5f, 6f, 1f, 2f), shown(four, trainedOn(2), "3,1"));
        assertEquals(List.of(5f, 6f, 5f, 6f, 5f, 6f), shown(four, trainedOn(3), "3"), "gray for a model of color");
        assertEquals(List.of(3f, 7f), shown(image(3, 7, 3, 7, 3, 7, 1, 1), GRAY, "1-3"), "gray stored in color");
    }

    @Test
    void whereNobodyKnowsTheChannelsAreNamed() {
        String message = refusal(image(1, 2, 3, 4), GRAY, "auto");
        assertTrue(message.contains("2 channels") && message.contains("as in channels=2."), message);
        message = refusal(image(1, 2, 3, 4, 5, 6, 7, 8), trainedOn(2), "auto");
        assertTrue(message.contains("the channels 1 to 4, as in channels=1,2."), message);
        message = refusal(image(1, 2, 3, 4), trainedOn(1, 3), "auto");
        assertTrue(message.contains("trained on 1, channels=3."), message);
        message = refusal(image(1, 2, 3, 4), trainedOn(3), "auto");
        assertTrue(message.contains("Choose another model"), message);
        message = refusal(image(1, 2, 3, 4), GRAY, "1,2");
        assertTrue(message.startsWith("channels = 1,2: these are 2 channels"), message);
        message = refusal(image(1, 2, 3, 4), GRAY, "3");
        assertTrue(message.startsWith("channels = 3: scan.png has the channels 1 to 2"), message);
    }
}
