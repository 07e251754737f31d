package sc.fiji.unet.workflow;

import static org.junit.jupiter.api.Assertions.assertEquals;

import ij.IJ;
import ij.process.ImageProcessor;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import sc.fiji.unet.base.Progress;
import sc.fiji.unet.config.LabelOptions;
import sc.fiji.unet.config.ModelCard;
import sc.fiji.unet.config.PrecisionChoice;
import sc.fiji.unet.config.SegmentOptions;
import sc.fiji.unet.imagej.files.ImageFiles;
import sc.fiji.unet.imagej.segmentation.SegmentationFiles;
import sc.fiji.unet.model.LoadedModel;
import sc.fiji.unet.model.ModelFolder;
import sc.fiji.unet.model.NetworkCompiler;

/** Models that people have must open in every later version and say what they said. */
class StoredModelTest {
    static final Path FORMAT_1 = Path.of("src/test/resources/models/format-1");

    @Test
    void theCardOfFormat1IsRead() {
        ModelCard card = new ModelFolder(FORMAT_1).card();
        assertEquals(
                new ModelCard.Network(
                        "unet depth=2 width=4 batchnorm=true dropout=0 activation=relu upsampling=transposed"
                                + " convolutions=same",
                        2,
                        1,
                        2,
                        4,
                        24,
                        4,
                        true,
                        null),
                card.network());
        assertEquals(new ModelCard.Input("zscore", List.of(1.0, 1.0), "pixel"), card.input());
        assertEquals(
                List.of("background", "foreground"),
                card.classes().stream().map(k -> k.name()).toList());
        assertEquals(List.of(0, 1), card.classes().stream().map(k -> k.value()).toList());
        assertEquals(List.of(0, 0), card.labels().pieces());
        assertEquals(true, card.labels().instances());
        assertEquals("0.9171", card.training().get("Validation Dice"));
    }

    @Test
    void aModelOfFormat1SaysWhatItSaid(@TempDir Path folder) throws Exception {
        Files.createDirectories(folder.resolve("in"));
        Files.copy(FORMAT_1.resolve("image.png"), folder.resolve("in/image.png"));
        SegmentOptions options = SegmentOptions.defaults(folder.resolve("in"), folder.resolve("out"), FORMAT_1)
                .withLabels(LabelOptions.semantic())
                .withDevice("cpu");
        NetworkCompiler fp32 = LoadedModel.libtorch(PrecisionChoice.FP32, Progress.NONE);
        new Prediction(new ImageFiles(), new SegmentationFiles(), fp32).run(options, Progress.NONE);
        ImageProcessor expected = pixels(FORMAT_1.resolve("labels.png"));
        ImageProcessor found = pixels(folder.resolve("out/image.tif"));
        for (int i = 0; i < expected.getPixelCount(); i++) {
            assertEquals(expected.get(i) / 255, found.get(i), "pixel " + i);
        }
        assertEquals(expected.getPixelCount(), found.getPixelCount());
    }

    private static ImageProcessor pixels(Path file) {
        return IJ.openImage(file.toString()).getProcessor();
    }
}
