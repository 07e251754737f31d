package sc.fiji.unet.segment;

import sc.fiji.unet.config.ClassList;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import net.imglib2.img.array.ArrayImgs;
import org.junit.jupiter.api.Test;
import sc.fiji.unet.base.InputException;
import sc.fiji.unet.config.ClassInfo;
import sc.fiji.unet.config.ModelCard;
import sc.fiji.unet.image.ImageSource;

/** Channels of an image and of a model. */
class ModelFitTest {
    private static final ModelCard GRAY = new ModelCard(
            new ModelCard.Network("unet", 2, 1, 2, 2, 4, 4, true),
            new ModelCard.Input("zscore", List.of(1.0, 1.0), "pixel"),
            new ModelCard.Labels(ClassList.of(ClassInfo.ofIndex(0), ClassInfo.ofIndex(1)), false, null));

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
