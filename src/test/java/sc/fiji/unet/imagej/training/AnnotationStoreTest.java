package sc.fiji.unet.imagej.training;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ij.IJ;
import ij.ImagePlus;
import java.nio.file.Path;
import java.util.List;
import net.imglib2.img.array.ArrayImgs;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import sc.fiji.unet.base.Progress;
import sc.fiji.unet.config.ClassInfo;
import sc.fiji.unet.config.ClassList;
import sc.fiji.unet.data.AnnotatedImage;
import sc.fiji.unet.image.ImageSource;
import sc.fiji.unet.imagej.pixels.ImagePlusSources;
import sc.fiji.unet.label.Targets;
import sc.fiji.unet.model.ModelNames;

class AnnotationStoreTest {
    private static final ClassList CLASSES =
            ClassList.of(ClassInfo.ofIndex(0), new ClassInfo("cell, dark", 255, 0xFF0000));

    @TempDir
    Path folder;

    private static AnnotatedImage annotated(ImagePlus imp) {
        ImageSource source = ImagePlusSources.of(imp, 2).get(0);
        int[] target = new int[7 * 5];
        for (int i = 0; i < target.length; i++) target[i] = i % 3 - 1;
        return new AnnotatedImage(source, ArrayImgs.ints(target, 7, 5), null);
    }

    /** Gray of all depths, color, and channels come back as they were: the same image is known again. */
    @ParameterizedTest
    @ValueSource(strings = {"8-bit ramp", "16-bit ramp", "32-bit ramp", "RGB ramp", "16-bit ramp composite"})
    void whatIsStoredComesBack(String type) {
        ImagePlus imp = type.endsWith("composite")
                ? IJ.createHyperStack("image.tif", 7, 5, 2, 1, 1, 16)
                : IJ.createImage("image.tif", type, 7, 5, 1);
        imp.getStack().getProcessor(1).set(3, 2, 77);
        AnnotationStore store = new AnnotationStore(folder.resolve("store"));
        assertEquals("image", store.add(annotated(imp), CLASSES));
        assertEquals("image", store.add(annotated(imp), CLASSES));
        imp.getStack().getProcessor(1).set(3, 2, 78);
        assertEquals("image-2", store.add(annotated(imp), CLASSES));
        AnnotatedImage read = store.read(CLASSES, Progress.NONE).get(1);
        assertTrue(read.image().hasPixelsOf(annotated(imp).image()));
        assertFalse(store.read(CLASSES, Progress.NONE).get(0).image().hasPixelsOf(read.image()));
        assertEquals(
                List.of(-1, 0, 1, -1),
                java.util.Arrays.stream(Targets.array(read.target()))
                        .boxed()
                        .limit(4)
                        .toList());
    }

    @Test
    void versionsOfAModelAreCountedOn() {
        assertEquals(folder.resolve("cells-v2"), ModelNames.next(folder.resolve("cells")));
        assertTrue(folder.resolve("cells-v2").toFile().mkdir());
        assertEquals(folder.resolve("cells-v3"), ModelNames.next(folder.resolve("cells")));
        assertEquals(folder.resolve("cells-v3"), ModelNames.next(folder.resolve("cells-v2")));
        assertEquals("cells", ModelNames.base(folder.resolve("cells-v12")));
    }
}
