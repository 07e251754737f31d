package sc.fiji.unet.imagej.live;

import static org.junit.jupiter.api.Assertions.assertEquals;

import ij.ImagePlus;
import ij.ImageStack;
import ij.process.ByteProcessor;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import sc.fiji.unet.Cards;
import sc.fiji.unet.config.ChannelChoice.Composition;
import sc.fiji.unet.config.ModelCard;

/** What a preview shows a model of an open stack: planes, or one of all pages where these are its channels. */
class PreviewedPagesTest {
    private static ModelCard card(int channels, Composition composed) {
        ModelCard.Input input =
                new ModelCard.Input(Cards.BYTES.normalization(), List.of(1.0, 1.0), "pixel", List.of(), 0, composed);
        return new ModelCard(
                Cards.tiny(2, channels), input, new ModelCard.Labels(Cards.classes("cell", 255), false, null));
    }

    /** Whichever page is seen, the plane of all pages is. */
    @ParameterizedTest
    @CsvSource({"PAGES, 3, 1, 3, 0", "PAGES, 1, 3, 1, 1", "FILE, 3, 3, 1, 1"})
    void pagesAreChannelsWhereTheModelRemembersIt(
            Composition composed, int wanted, int planes, int channels, int seen) {
        ImageStack stack = new ImageStack(4, 3);
        for (int i = 0; i < 3; i++) stack.addSlice(new ByteProcessor(4, 3));
        ImagePlus image = new ImagePlus("pages", stack);
        image.setPosition(1, 2, 1);
        LivePlanes live = LivePlanes.of(image, card(wanted, composed));
        assertEquals(planes, live.sources().size());
        assertEquals(channels, live.sources().get(0).channels());
        assertEquals(seen, live.view().plane());
    }
}
