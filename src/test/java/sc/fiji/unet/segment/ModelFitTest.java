package sc.fiji.unet.segment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import net.imglib2.img.array.ArrayImgs;
import org.junit.jupiter.api.Test;
import sc.fiji.unet.Cards;
import sc.fiji.unet.base.InputException;
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
}
