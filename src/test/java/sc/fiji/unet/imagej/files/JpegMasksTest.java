package sc.fiji.unet.imagej.files;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.BufferedImage;
import java.awt.image.DataBuffer;
import java.awt.image.Raster;
import java.awt.image.WritableRaster;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriter;
import javax.imageio.stream.ImageOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import sc.fiji.unet.base.InputException;
import sc.fiji.unet.base.Progress;
import sc.fiji.unet.config.ClassInfo;
import sc.fiji.unet.data.ClassDetection;
import sc.fiji.unet.data.ClassPlan;
import sc.fiji.unet.data.LabelImage;
import sc.fiji.unet.data.LabelSurvey;

/** Masks that somebody saved as JPEG, and JPEG files of other colors. */
class JpegMasksTest {
    private static final int SIZE = 61;

    @TempDir
    Path folder;

    /** Disks of growing values, as a lossy format keeps them; under the name of another. */
    private List<LabelSurvey> masks(String extension, int step, int classes) throws IOException {
        List<LabelSurvey> masks = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            BufferedImage image = new BufferedImage(SIZE, SIZE, BufferedImage.TYPE_BYTE_GRAY);
            for (int p = 0; p < SIZE * SIZE; p++)
                image.getRaster().setSample(p % SIZE, p / SIZE, 0, step * at(p, i, classes));
            Path file = folder.resolve("m" + i + extension);
            ImageIO.write(image, "jpg", file.toFile());
            LabelImage labels = new ImageFiles().labels(file, 2, Progress.NONE).get(0);
            masks.add(LabelSurvey.of(labels));
        }
        return masks;
    }

    private static int at(int p, int i, int classes) {
        for (int k = classes; k > 0; k--) {
            if (Math.hypot(p % SIZE - 9 - 14 * k, p / SIZE - 20 - 5 * i) < 9 + i) return k;
        }
        return 0;
    }

    @Test
    void valuesFarApartAreToldFromTheirBlur() throws IOException {
        for (String extension : List.of(".jpg", ".png")) {
            ClassPlan plan = ClassDetection.detect(masks(extension, 255, 1), "auto");
            assertEquals(List.of(0, 255), values(plan));
            assertTrue(plan.reasons().toString().contains("count for the nearest of 0, 255"), extension);
        }
    }

    @Test
    void numbersOfClassesAreLost() throws IOException {
        for (int classes : new int[] {1, 3}) {
            List<LabelSurvey> masks = masks(".jpg", 1, classes);
            String message = assertThrows(InputException.class, () -> ClassDetection.detect(masks, "auto"))
                    .getMessage();
            assertTrue(message.contains("saved as JPEG"), message);
        }
        List<LabelSurvey> masks = masks(".jpg", 2, 1);
        assertTrue(masks.stream().anyMatch(mask -> mask.traits().size() > 2), "JPEG invents values");
        ClassPlan plan = ClassDetection.detect(masks, "background=0,cell=2");
        assertTrue(
                plan.reasons().toString().contains("count for the nearest of 0, 2"),
                plan.reasons().toString());
    }

    @Test
    void smearedColorsAreAskedForByColor() throws IOException {
        BufferedImage image = new BufferedImage(SIZE, SIZE, BufferedImage.TYPE_INT_RGB);
        for (int p = 0; p < SIZE * SIZE; p++) image.setRGB(p % SIZE, p / SIZE, 0xFF << 8 * at(p, 0, 2) & 0xFFFF00);
        Path file = folder.resolve("colors.jpg");
        ImageIO.write(image, "jpg", file.toFile());
        List<LabelSurvey> masks = List.of(
                LabelSurvey.of(new ImageFiles().labels(file, 2, Progress.NONE).get(0)));
        String message = assertThrows(InputException.class, () -> ClassDetection.detect(masks, "auto"))
                .getMessage();
        assertTrue(message.contains("cell=#FF0000"), message);
        ClassPlan plan = ClassDetection.detect(masks, "background=#000000,cell=#00FF00,dust=#FF0000");
        assertTrue(plan.reasons().toString().contains("count for the nearest of #000000"), message);
    }

    private static List<Integer> values(ClassPlan plan) {
        return plan.classes().stream().map(ClassInfo::value).toList();
    }

    /** ImageJ and Java give such colors inverted, or with black taken for transparency. */
    @Test
    void colorsOfPrintAreRefused() throws IOException {
        WritableRaster raster = Raster.createInterleavedRaster(DataBuffer.TYPE_BYTE, SIZE, SIZE, 4, null);
        Path file = folder.resolve("print.jpg");
        ImageWriter writer = ImageIO.getImageWritersByFormatName("jpeg").next();
        try (ImageOutputStream out = ImageIO.createImageOutputStream(file.toFile())) {
            writer.setOutput(out);
            writer.write(null, new IIOImage(raster, null, null), null);
        } finally {
            writer.dispose();
        }
        ImageFilesTest.assertMessage(() -> ImageFiles.open(file, Progress.NONE), file.toString(), "CMYK");
    }
}
