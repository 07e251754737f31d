package sc.fiji.unet.segment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import sc.fiji.unet.Cards;
import sc.fiji.unet.base.OptionException;
import sc.fiji.unet.config.ChannelChoice;
import sc.fiji.unet.config.LabelOptions;
import sc.fiji.unet.config.ModelCard;

/** How small an object may be. */
class ObjectMethodTest {
    private static final ModelFit SAME =
            new ModelFit(new ShownChannels(ChannelChoice.AUTO, 0), new double[] {1, 1}, List.of());
    private static final ModelFit HALVED =
            new ModelFit(new ShownChannels(ChannelChoice.AUTO, 0), new double[] {0.5, 0.5}, List.of());

    private static ModelCard card(boolean instances) {
        ModelCard.Labels labels = new ModelCard.Labels(Cards.twoClasses(), instances, null).withSmallest(40);
        return new ModelCard(Cards.TINY, Cards.PLAIN, labels);
    }

    private static int smallest(String objects, String minimum, boolean instances, ModelFit fit) {
        LabelOptions labels = new LabelOptions(objects, minimum, false, "auto", "auto");
        return ObjectMethod.of(labels, card(instances)).fitted(fit).options().minSize();
    }

    @Test
    void autoIsHalfOfTheSmallestAnnotatedObjectInPixelsOfTheImage() {
        assertEquals(20, smallest("auto", "auto", true, SAME));
        assertEquals(80, smallest("auto", "auto", true, HALVED), "a pixel of the model is four of the image");
        assertEquals(20, smallest("components", "auto", false, SAME));
        assertEquals(0, smallest("auto", "auto", false, SAME), "classes alone are left as they are");
        assertEquals(0, smallest("auto", "0", true, SAME));
        assertEquals(7, smallest("auto", "7", true, HALVED), "what a person says");
    }

    @Test
    void otherWordsAreRefused() {
        for (String bad : List.of("few", "-1", "2.5", "")) {
            String message = assertThrows(OptionException.class, () -> smallest("auto", bad, true, SAME))
                    .getMessage();
            assertTrue(message.contains("minimum = " + bad) && message.contains("auto"), message);
        }
    }
}
