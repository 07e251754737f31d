package sc.fiji.unet.workflow;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import net.imglib2.FinalInterval;
import net.imglib2.img.array.ArrayImgs;
import net.imglib2.view.Views;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import sc.fiji.unet.base.InputException;
import sc.fiji.unet.base.Progress;
import sc.fiji.unet.config.LabelOptions;
import sc.fiji.unet.config.SegmentOptions;
import sc.fiji.unet.config.SegmentOptions.Exchange;
import sc.fiji.unet.data.ImageReader;
import sc.fiji.unet.data.LabelImage;
import sc.fiji.unet.image.ImageSource;
import sc.fiji.unet.imagej.segmentation.SegmentationFiles;
import sc.fiji.unet.predict.SimpleNetwork;

/** What a person asks for of a plane that memory has no room for is refused before the network is asked, with what it takes. */
class HugePlaneTest {
    @TempDir
    Path folder;

    private final AtomicBoolean asked = new AtomicBoolean();

    /** Whatever file it is, the image is a plane of 40,000 x 40,000 pixels. */
    private static final class Huge implements ImageReader {
        @Override
        public boolean reads(Path file) {
            return true;
        }

        @Override
        public List<ImageSource> images(Path file, int rank, Progress progress) {
            var pixels = Views.extendZero(ArrayImgs.unsignedBytes(1, 1, 1));
            ImageSource plane = new ImageSource("plane", Views.interval(pixels, new FinalInterval(40_000, 40_000, 1)));
            return Collections.nCopies(file.toString().contains("stack") ? 3 : 1, plane);
        }

        @Override
        public List<LabelImage> labels(Path file, int rank, Progress progress) {
            throw new AssertionError("nobody asks for labels");
        }
    }

    private String refused(LabelOptions labels, SegmentOptions.Show show) throws Exception {
        return refused("plane.tif", labels, show);
    }

    private String refused(String name, LabelOptions labels, SegmentOptions.Show show) throws Exception {
        Path image = Files.writeString(folder.resolve(name), "");
        ThresholdModel.write(folder.resolve("model"), 2, 1, ThresholdModel.plain(2));
        SegmentOptions options = SegmentOptions.defaults(image, folder.resolve("out"), folder.resolve("model"))
                .withLabels(labels)
                .withShow(show);
        Prediction prediction = new Prediction(
                new Huge(),
                new SegmentationFiles(),
                (network, device) -> new SimpleNetwork(1, 2, (in, n, size, out) -> {
                    asked.set(true);
                    throw new IllegalStateException("the network is asked");
                }));
        String message = assertThrows(InputException.class, () -> prediction.run(options, Progress.NONE))
                .getMessage();
        assertFalse(asked.get());
        return message;
    }

    @ParameterizedTest
    @CsvSource({"watershed-distance, 0, false", "components, 0, true", "semantic, 0, true"})
    void waysThatNeedTheWholeSayHowMuchHeap(String objects, String minimum, boolean fill) throws Exception {
        LabelOptions labels = LabelOptions.defaults().withObjects(objects).withCleaning(minimum, fill);
        String message = refused(labels, SegmentOptions.Show.LABELS);
        assertTrue(message.contains("plane has 1600 megapixels"), message);
        assertTrue(message.contains("objects=components"), message);
        assertTrue(message.contains("-Xmx72g"), message);
    }

    @Test
    void moreProbabilitiesThanAnArrayHoldsFitIntoNoHeap() throws Exception {
        String message =
                refused(LabelOptions.defaults().withObjects("watershed-probability"), SegmentOptions.Show.LABELS);
        assertTrue(message.contains("objects=components"), message);
        assertFalse(message.contains("-Xmx"), message);
    }

    @ParameterizedTest
    @CsvSource({"components, rois", "components, overlay", "components, exchange", "semantic, table"})
    void whatNeedsOutlinesSaysHowMuchHeap(String objects, String wanted) throws Exception {
        LabelOptions labels = LabelOptions.defaults().withObjects(objects).withCleaning("9", false);
        Exchange exchange = wanted.equals("exchange") ? Exchange.GEOJSON : Exchange.NONE;
        boolean table = wanted.equals("table");
        String message = refused(
                labels,
                new SegmentOptions.Show(false, wanted.equals("overlay"), wanted.equals("rois"), table, exchange));
        assertTrue(message.contains("plane has 1600 megapixels"), message);
        assertTrue(message.contains("table only, or give Java 72 GB"), message);
    }

    @ParameterizedTest
    @CsvSource({"rois", "overlay"})
    void ofSeveralPlanesTheSameIsSaidOfEach(String wanted) throws Exception {
        boolean rois = wanted.equals("rois");
        String message = refused(
                "stack.tif",
                LabelOptions.defaults().withObjects("components"),
                new SegmentOptions.Show(false, !rois, rois, false, Exchange.NONE));
        assertTrue(message.contains("plane has 1600 megapixels a plane"), message);
        assertTrue(message.contains("table only, or give Java 72 GB"), message);
    }
}
