package sc.fiji.unet.imagej.pixels;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ij.ImagePlus;
import ij.VirtualStack;
import ij.process.ImageProcessor;
import ij.process.ShortProcessor;
import java.util.concurrent.atomic.AtomicInteger;
import net.imglib2.img.planar.PlanarImg;
import org.junit.jupiter.api.Test;
import sc.fiji.unet.image.ImageSource;
import sc.fiji.unet.imagej.files.ImageFilesTest;

class ImagePlusSourcesTest {
    @Test
    void volumesComeBackAsTheyWere() {
        ImagePlus original = ImageFilesTest.hyperstack();
        ImageSource volume = ImagePlusSources.of(original, 3).get(1);
        ImagePlus back = ImagePlusSources.toImagePlus(volume);
        assertArrayEquals(new int[] {7, 5, 2, 3, 1}, back.getDimensions());
        assertEquals(16, back.getBitDepth());
        assertEquals(0.5, back.getCalibration().pixelHeight);
        assertEquals(2, back.getCalibration().pixelDepth);
        assertEquals("µm", back.getCalibration().getUnit());
        for (int c = 1; c <= 2; c++) {
            for (int z = 1; z <= 3; z++) {
                ImageProcessor ip = back.getStack().getProcessor(back.getStackIndex(c, z, 1));
                assertEquals(ImageFilesTest.code(c - 1, z, 2), ip.get(6, 4));
            }
        }
    }

    @Test
    void grayPlanesAreShared() {
        ImagePlus imp = ImageFilesTest.hyperstack();
        ImageSource slice = ImagePlusSources.of(imp, 2).get(4);
        PlanarImg<?, ?> planes = (PlanarImg<?, ?>) slice.pixels();
        Object pixels =
                ((net.imglib2.img.basictypeaccess.array.ShortArray) planes.getPlane(1)).getCurrentStorageArray();
        assertSame(imp.getStack().getPixels(imp.getStackIndex(2, 2, 2)), pixels);
    }

    @Test
    void virtualStacksAreReadWhenNeeded() {
        AtomicInteger reads = new AtomicInteger();
        VirtualStack stack = new VirtualStack(4, 3, null, null) {
            @Override
            public int size() {
                return 6;
            }

            @Override
            public int getSize() {
                return 6;
            }

            @Override
            public ImageProcessor getProcessor(int n) {
                reads.incrementAndGet();
                ImageProcessor ip = new ShortProcessor(4, 3);
                ip.setValue(n);
                ip.fill();
                return ip;
            }
        };
        ImagePlus imp = new ImagePlus("v", stack);
        imp.setDimensions(1, 6, 1);
        ImageSource volume = ImagePlusSources.of(imp, 3).get(0);
        int opened = reads.get();
        assertTrue(opened < 6, "opened " + opened);
        assertEquals(5, volume.pixels().getAt(3, 2, 4, 0).getRealDouble());
        assertEquals(5, volume.pixels().getAt(0, 0, 4, 0).getRealDouble());
        assertEquals(opened + 1, reads.get());
    }
}
