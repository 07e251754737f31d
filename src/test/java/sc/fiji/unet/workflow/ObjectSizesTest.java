package sc.fiji.unet.workflow;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.OptionalInt;
import net.imglib2.img.array.ArrayImgs;
import org.junit.jupiter.api.Test;
import sc.fiji.unet.Cards;
import sc.fiji.unet.config.ClassList;
import sc.fiji.unet.data.AnnotatedImage;
import sc.fiji.unet.data.ClassPlan;
import sc.fiji.unet.data.TrainingSet;
import sc.fiji.unet.image.ImageSource;

class ObjectSizesTest {
    private static ObjectSizes sizes(int[] target) {
        ImageSource image = new ImageSource(
                "image",
                ArrayImgs.floats(new float[target.length], 7, target.length / 7, 1),
                new double[] {1, 1},
                "pixel");
        AnnotatedImage annotated = new AnnotatedImage(image, ArrayImgs.ints(target, 7, target.length / 7), null);
        ClassList classes = Cards.twoClasses();
        return ObjectSizes.of(TrainingSet.of(
                List.of(annotated), List.of(), new ClassPlan(classes, true, OptionalInt.empty(), List.of())));
    }

    @Test
    void whatAnEdgeOrTheIgnoredMayHaveCutDoesNotCount() {
        int[] target = {
            1, 0, 0, 0, 0, 0, 0, //
            0, 0, 1, 1, 0, 1, 0, //
            0, 0, 1, 0, 0, -1, 0, //
            0, 0, 0, 0, 0, 0, 0, //
            0, 1, 1, 1, 1, 0, 0, //
            0, 0, 0, 0, 0, 0, 0, //
        };
        assertEquals(3, sizes(target).smallest());
        assertEquals(2, sizes(target).across(), "of four pixels");
        ObjectSizes none = sizes(new int[7 * 4]);
        assertEquals(0, none.smallest(), "nothing is known");
        assertEquals(0, none.across());
    }
}
