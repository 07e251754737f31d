package sc.fiji.unet.segment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import sc.fiji.unet.Cards;
import sc.fiji.unet.auxiliary.NoAuxiliaryTargets;
import sc.fiji.unet.base.OptionException;
import sc.fiji.unet.config.ChannelChoice;
import sc.fiji.unet.config.LabelOptions;
import sc.fiji.unet.config.ModelCard;
import sc.fiji.unet.config.ObjectRule;

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

    /** Of planes, or of slices that are seen with their neighbors. */
    private static ObjectMethod flow(String objects, int neighbors) {
        ModelCard.Input input = new ModelCard.Input(
                "zscore", Collections.nCopies(neighbors > 0 ? 3 : 2, 1.0), "pixel", List.of(), neighbors);
        ModelCard.Labels labels = new ModelCard.Labels(Cards.twoClasses(), true, null)
                .withObjects(new ObjectRule("flow", "flow", 0.5, 0));
        ModelCard.Network network = ModelCard.Network.of("unet depth=1 width=4", 2, 1 + 2 * neighbors, 4);
        return ObjectMethod.of(LabelOptions.defaults().withObjects(objects), new ModelCard(network, input, labels));
    }

    @Test
    void directionsInPlanesAreNotFollowedAcrossSlices() {
        assertEquals("flow", flow("auto", 0).options().method().id());
        String message =
                assertThrows(OptionException.class, () -> flow("auto", 1)).getMessage();
        assertTrue(message.contains("objects=components") && message.contains("auxiliary=distance"), message);
        assertInstanceOf(
                NoAuxiliaryTargets.class,
                flow("components", 1).auxiliary(),
                "nor is it judged by what it did not learn");
    }

    @Test
    void otherWordsAreRefused() {
        for (String bad : List.of("few", "-1", "2.5", "")) {
            String message = assertThrows(OptionException.class, () -> smallest("auto", bad, true, SAME))
                    .getMessage();
            assertTrue(message.contains("minimum = " + bad) && message.contains("auto"), message);
        }
    }

    @Test
    void howTheNetworkSaysLengthsIsTheModelsBusiness() {
        ModelCard.Network network = ModelCard.Network.of("unet depth=1 width=4", 2, 1, 35);
        ModelCard.Labels labels = new ModelCard.Labels(Cards.twoClasses(), true, null);
        ModelCard pixels = new ModelCard(
                network,
                Cards.PLAIN,
                labels.withObjects(new ObjectRule("star", "star prob=0.5 lengths=pixels grid=2", 0.5, 0)));
        ObjectMethod said = ObjectMethod.of(LabelOptions.defaults().withObjects("star nms=0.1 grid=9"), pixels);
        assertEquals("0.1", said.options().method().options().get("nms"));
        assertEquals("pixels", said.options().method().options().get("lengths"));
        assertEquals("2", said.options().method().options().get("grid"));
        assertTrue(said.paints());
        assertInstanceOf(NoAuxiliaryTargets.class, said.auxiliary(), "lengths in pixels agree with no share");
        ModelCard shares = pixels.withLabels(labels.withObjects(new ObjectRule("star", "star", 0.5, 0)));
        ObjectMethod ours = ObjectMethod.of(LabelOptions.defaults().withObjects("star lengths=pixels"), shares);
        assertEquals("shares", ours.options().method().options().get("lengths"));
        assertFalse(ours.paints());
    }
}
