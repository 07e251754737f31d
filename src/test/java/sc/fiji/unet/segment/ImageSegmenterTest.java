package sc.fiji.unet.segment;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import net.imglib2.FinalInterval;
import net.imglib2.RandomAccessibleInterval;
import net.imglib2.img.array.ArrayImg;
import net.imglib2.img.array.ArrayImgs;
import net.imglib2.img.cell.LazyCellImg;
import net.imglib2.type.numeric.integer.UnsignedByteType;
import net.imglib2.type.numeric.real.FloatType;
import net.imglib2.util.Intervals;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import sc.fiji.unet.base.InputException;
import sc.fiji.unet.base.OptionException;
import sc.fiji.unet.base.Progress;
import sc.fiji.unet.config.LabelOptions;
import sc.fiji.unet.config.ModelCard;
import sc.fiji.unet.image.ImageSource;
import sc.fiji.unet.model.LoadedModel;
import sc.fiji.unet.workflow.ThresholdModel;

/** With a network that says foreground where a pixel is above 100 of 255. */
class ImageSegmenterTest {
    private static final LabelOptions SPLIT = LabelOptions.defaults().withObjects("watershed-probability");

    @TempDir
    Path folder;

    /** A wave of half the model's pixel size. */
    private static ImageSource wave(String name, int shift) {
        byte[] pixels = new byte[53 * 37];
        for (int i = 0; i < pixels.length; i++) {
            pixels[i] = (byte) (125 + 110 * Math.sin(0.4 * (i % 53 + shift)) * Math.cos(0.3 * (i / 53)));
        }
        return new ImageSource(name, ArrayImgs.unsignedBytes(pixels, 53, 37, 1), new double[] {0.5, 0.4}, "um");
    }

    private LoadedModel model(ModelCard.Input input) {
        return ThresholdModel.open(folder.resolve("model"), 2, 1, input);
    }

    private static ModelCard.Input coarse() {
        return new ModelCard.Input("range min=0 max=255", List.of(1.0, 1.0), "um");
    }

    @Test
    void whatIsKeptOnDiskIsWhatIsKeptInMemory() {
        List<ImageSource> planes = List.of(wave("a", 0), wave("b", 9));
        try (LoadedModel model = model(coarse());
                PixelStore memory = new MemoryStore();
                PixelStore disk = new DiskStore()) {
            SegmentRequest request = SegmentRequest.of(SPLIT, model.card(), true);
            FinalInterval part = Intervals.createMinSize(3, 5, 44, 29);
            List<Segmentation> kept = model.segmenter().run(planes, part, request, memory, Progress.NONE);
            List<Segmentation> written = model.segmenter().run(planes, part, request, disk, Progress.NONE);
            for (int i = 0; i < 2; i++) {
                assertInstanceOf(LazyCellImg.class, written.get(i).classes());
                assertTrue(Arrays.stream(kept.get(i).classArray()).sum() > 100);
                assertArrayEquals(kept.get(i).classArray(), written.get(i).classArray());
                assertArrayEquals(kept.get(i).objectArray(), written.get(i).objectArray());
                assertArrayEquals(kept.get(i).probabilityArray(), written.get(i).probabilityArray());
            }
            assertEquals(
                    kept.get(0).count() + 1,
                    Arrays.stream(kept.get(1).objectArray())
                            .filter(number -> number > 0)
                            .min()
                            .orElseThrow(),
                    "objects are numbered through");
            Segmentation stack = Segmentation.stack(written);
            assertEquals(2, stack.probabilities().dimension(2));
            assertEquals(2, stack.probabilities().dimension(3));
        }
    }

    @Test
    void theFileIsGoneWhenItsStoreIsClosed() {
        DiskStore disk = new DiskStore();
        RandomAccessibleInterval<FloatType> image = disk.create(new FloatType(), 5, 4, 3);
        image.getAt(4, 3, 2).set(7.5f);
        assertEquals(7.5f, image.getAt(4, 3, 2).get());
        assertEquals(0, image.getAt(4, 3, 1).get());
        disk.close();
        assertFalse(Files.exists(disk.file()));
    }

    @Test
    void whatDoesNotFitIntoMemoryGoesToDisk() {
        try (PixelStore store = new SpillingStore(25)) {
            assertInstanceOf(ArrayImg.class, store.create(new UnsignedByteType(), 5, 4));
            assertInstanceOf(LazyCellImg.class, store.create(new FloatType(), 5, 4));
            assertInstanceOf(ArrayImg.class, store.create(new UnsignedByteType(), 5, 1));
            assertInstanceOf(LazyCellImg.class, store.create(new UnsignedByteType(), 1, 1));
        }
    }

    /** An image as large as this is made of a single pixel. */
    private static Segmentation huge() {
        RandomAccessibleInterval<UnsignedByteType> pixel = ArrayImgs.unsignedBytes(1, 1);
        return new Segmentation(
                net.imglib2.view.Views.interval(
                        net.imglib2.view.Views.extendZero(pixel), new FinalInterval(1L << 20, 1L << 20)),
                null,
                null,
                0);
    }

    @Test
    void objectsOfHugeImagesAreRefusedWhereAPersonAsksAndLeftOutWhereOnlyTheModelDoes() {
        List<String> notes = new ArrayList<>();
        Progress progress = new Progress() {
            @Override
            public void note(String line) {
                notes.add(line);
            }
        };
        try (LoadedModel model = model(coarse())) {
            ModelCard card = model.card()
                    .withLabels(new ModelCard.Labels(model.card().classes(), true, null).withPieces(List.of(0, 1)));
            SegmentRequest asked = SegmentRequest.of(SPLIT, card, false);
            String message = assertThrows(
                            InputException.class, () -> new WholeImage(wave("huge", 0), asked, new MemoryStore(), 2)
                                    .requirePossible(huge().classes(), 2, progress))
                    .getMessage();
            assertTrue(message.contains("huge") && message.contains("objects=semantic"), message);
            assertFalse(message.contains("-Xmx"), "more pixels than an array holds: " + message);
            SegmentRequest auto = SegmentRequest.of(LabelOptions.defaults(), card, false);
            WholeImage whole = new WholeImage(wave("huge", 0), auto, new MemoryStore(), 2);
            whole.requirePossible(huge().classes(), 2, progress);
            Segmentation found = whole.finish(huge(), 0, progress);
            assertNull(found.objects());
            assertEquals(2, notes.size(), notes::toString);
            assertTrue(notes.get(0).contains("all pieces are kept"), notes::toString);
            assertTrue(notes.get(1).contains("its labels are classes"), notes::toString);
        }
    }

    @Test
    void anImageIsLookedAtAsAWholeWhereThereIsMemory() {
        assertTrue(WholeImage.fits(1L << 26, 1L << 29), "small ones always are");
        assertFalse(WholeImage.fits((1L << 26) + 1, 1L << 30));
        assertTrue(WholeImage.fits(1L << 30, 1L << 36));
        assertFalse(WholeImage.fits(1L << 31, 1L << 40), "an array has fewer elements");
    }

    @Test
    void unknownWaysToTellObjectsApartAreRefused() {
        LabelOptions unknown = LabelOptions.defaults().withObjects("magic");
        assertTrue(assertThrows(OptionException.class, () -> ObjectMethod.requireKnown(unknown))
                .getMessage()
                .contains("watershed-border"));
    }
}
