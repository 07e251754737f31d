package sc.fiji.unet.imagej.training;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ij.ImagePlus;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import net.imglib2.img.array.ArrayImgs;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import sc.fiji.unet.Cards;
import sc.fiji.unet.base.TimeLeft;
import sc.fiji.unet.config.ClassList;
import sc.fiji.unet.data.AnnotatedImage;
import sc.fiji.unet.image.ImageSource;
import sc.fiji.unet.train.Diagnosis;
import sc.fiji.unet.train.EpochRow;
import sc.fiji.unet.train.TrainingEvent;
import sc.fiji.unet.train.TrainingRecord;
import sc.fiji.unet.train.Validation;
import sc.fiji.unet.workflow.PreviewTile;

class TrainingMonitorTest {
    private static final int WIDTH = 30;
    private static final int HEIGHT = 20;
    private static final ClassList CLASSES = Cards.twoClasses();

    @TempDir
    Path folder;

    /** A ramp; the left third is class 1, the right third is ignored. */
    private static AnnotatedImage image() {
        int[] target = IntStream.range(0, WIDTH * HEIGHT)
                .map(i -> i % WIDTH < 10 ? 1 : i % WIDTH < 20 ? 0 : -1)
                .toArray();
        byte[] pixels = new byte[target.length];
        for (int i = 0; i < pixels.length; i++) pixels[i] = (byte) (50 + i % WIDTH);
        ImageSource source = new ImageSource("ramp", ArrayImgs.unsignedBytes(pixels, WIDTH, HEIGHT, 1));
        return new AnnotatedImage(source, ArrayImgs.ints(target, WIDTH, HEIGHT), null);
    }

    private static TrainingMonitor after(int epochs) {
        TrainingMonitor monitor = new TrainingMonitor();
        tell(monitor, epochs);
        return monitor;
    }

    private static void tell(TrainingEvent.Listener monitor, int epochs) {
        monitor.on(new TrainingEvent.Started(CLASSES, List.of()));
        // the left sixth and the middle are found: columns 5 to 9 are missed, columns 10 to 14 too much
        int[] prediction = IntStream.range(0, WIDTH * HEIGHT)
                .map(i -> i % WIDTH < 5 || i % WIDTH >= 10 && i % WIDTH < 15 ? 1 : 0)
                .toArray();
        for (int e = 1; e <= epochs; e++) {
            monitor.on(new TrainingEvent.StepDone(e, (double) e / (epochs + 1), 1.0 / e, 0.001, 1));
            monitor.on(new TrainingEvent.Segmented(0, image(), prediction));
            double dice = 0.5 + 0.4 * e / epochs;
            Validation.Scores scores = new Validation.Scores(1.0 / e, dice, dice / 2, new double[] {Double.NaN, dice});
            monitor.on(new TrainingEvent.Validated(new EpochRow(e, e, e, 1.0 / e, 0.001, scores), true));
        }
    }

    @Test
    void previewsShowWhatIsMissedAndWhatIsTooMuch() {
        ImagePlus stack = after(3).previews().toImagePlus();
        assertEquals(3, stack.getStackSize());
        assertEquals("Epoch 3, Dice 0.900", stack.getStack().getSliceLabel(3));
        int tile = (stack.getWidth() - 4) / 2; // a single image is shown two by two
        int left = tile + 4;
        int low = stack.getHeight() * 3 / 4;
        int[] rgb = new int[4];
        for (int i = 0; i < 4; i++) {
            // the middle of columns 0-4, 5-9, 10-14, 15-19 of 30
            rgb[i] = stack.getStack().getProcessor(3).get(left + tile * (5 * i + 2) / 30, low) & 0xFFFFFF;
        }
        assertEquals(PreviewTile.MISSED, rgb[1]);
        assertEquals(PreviewTile.TOO_MUCH, rgb[2]);
        assertTrue(gray(rgb[0]) && gray(rgb[3]), "agreement is gray");
    }

    private static boolean gray(int rgb) {
        return (rgb & 0xFF) == (rgb >> 8 & 0xFF) && (rgb & 0xFF) == rgb >> 16;
    }

    @Test
    void longTrainingsKeepEvenlySpacedPreviewsAndTheLast() {
        List<PreviewStack.Slice> slices = after(150).previews().slices();
        assertTrue(slices.size() <= 33, "kept " + slices.size());
        assertEquals(150, slices.get(slices.size() - 1).epoch());
        for (int i = 1; i < slices.size() - 1; i++) {
            assertEquals(8, slices.get(i).epoch() - slices.get(i - 1).epoch());
        }
    }

    @Test
    void curvesAndThumbnailAreSavedWithoutADisplay() throws IOException {
        TrainingRecord record = new TrainingRecord();
        tell(record, 5);
        new TrainingPictures().curves(folder.resolve("curves.png"), record);
        new TrainingPictures()
                .thumbnail(folder.resolve("thumbnail.png"), record.best().orElseThrow(), CLASSES);
        assertEquals(800, ImageIO.read(folder.resolve("curves.png").toFile()).getWidth());
        var thumbnail = ImageIO.read(folder.resolve("thumbnail.png").toFile());
        assertEquals(256, thumbnail.getWidth());
        assertEquals(171, thumbnail.getHeight());
    }

    @Test
    void aLossThatIsNoNumberIsToldAtOnce() {
        TrainingMonitor monitor = after(2);
        monitor.on(new TrainingEvent.StepDone(9, 0.9, Double.NaN, 0.001, 1));
        assertEquals(Diagnosis.notANumber(), monitor.diagnosis());
    }

    @Test
    void timeIsToldAsExactlyAsItIsKnown() {
        assertEquals("estimating the time left", TimeLeft.of(Double.NaN));
        assertEquals("59 s left", TimeLeft.of(59.4));
        assertEquals("1:05 min left", TimeLeft.of(65));
        assertEquals("2 h 03 min left", TimeLeft.of(7380));
    }

    @Test
    void aDamagedThumbnailIsNone() throws IOException {
        TrainingRecord record = new TrainingRecord();
        tell(record, 1);
        Path file = folder.resolve("thumbnail.png");
        new TrainingPictures().thumbnail(file, record.best().orElseThrow(), CLASSES);
        assertTrue(ModelPicture.thumbnail(folder).isPresent());
        byte[] whole = Files.readAllBytes(file);
        for (int length : new int[] {0, 4, 8, 20, 33, 40}) {
            Files.write(file, Arrays.copyOf(whole, length));
            assertTrue(ModelPicture.thumbnail(folder).isEmpty(), length + " bytes");
        }
    }
}
