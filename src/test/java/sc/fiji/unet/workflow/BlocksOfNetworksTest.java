package sc.fiji.unet.workflow;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import net.imglib2.img.array.ArrayImgs;
import net.imglib2.type.numeric.RealType;
import net.imglib2.view.Views;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import sc.fiji.unet.base.Progress;
import sc.fiji.unet.config.Averaging;
import sc.fiji.unet.config.LabelOptions;
import sc.fiji.unet.config.PrecisionChoice;
import sc.fiji.unet.config.SegmentOptions;
import sc.fiji.unet.distributed.BlockRunner;
import sc.fiji.unet.image.ImageSource;
import sc.fiji.unet.imagej.files.ImageFiles;
import sc.fiji.unet.model.LoadedModel;
import sc.fiji.unet.model.ModelFolder;
import sc.fiji.unet.segment.MemoryStore;
import sc.fiji.unet.segment.SegmentRequest;
import sc.fiji.unet.zarr.NewImage;
import sc.fiji.unet.zarr.OmeZarr;
import sc.fiji.unet.zarr.OmeZarrWriter;
import sc.fiji.unet.zarr.ZarrType;

/** A trained network in libtorch: what it says of an image does not depend on the blocks. */
class BlocksOfNetworksTest {
    private static final Path MODEL = Path.of("src/test/resources/models/format-1");

    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"components", "watershed-distance", "watershed-probability"})
    void blocksGiveWhatTheWholeGives(String objects) {
        ImageSource cut = new ImageFiles()
                .images(MODEL.resolve("image.png"), 2, Progress.NONE)
                .get(0);
        long[] size = {230, 190, 1, 1, 1};
        var pixels = ArrayImgs.unsignedBytes(size);
        var tiled = Views.extendMirrorDouble(Views.hyperSlice(cut.pixels(), 2, 0));
        for (int y = 0; y < size[1]; y++)
            for (int x = 0; x < size[0]; x++)
                pixels.getAt(x, y, 0, 0, 0).set((int) ((RealType<?>) tiled.getAt(x, y)).getRealDouble());
        Path zarr = folder.resolve("cells.zarr");
        NewImage image = new NewImage(
                "cells",
                size,
                List.of("y", "x"),
                ZarrType.UINT8,
                new int[] {50, 30, 1, 1, 1},
                new NewImage.Pixels(new double[] {1, 1, 1}, "pixel"),
                2,
                false);
        new OmeZarrWriter(zarr, image, null).write(0, pixels);
        SegmentOptions options = SegmentOptions.defaults(zarr, folder, MODEL)
                .withNetwork(new SegmentOptions.Network(MODEL, Averaging.NONE, "cpu", PrecisionChoice.FP32))
                .withLabels(LabelOptions.defaults().withObjects(objects));
        try (LoadedModel model = LoadedModel.open(
                new ModelFolder(MODEL), "cpu", LoadedModel.libtorch(PrecisionChoice.FP32, Progress.NONE))) {
            Path result = folder.resolve("labels.zarr");
            new LargePrediction(OmeZarr.open(zarr), options, new int[] {64, 48, 1})
                    .run(model, result, BlockRunner.HERE, Progress.NONE);
            int[] whole = model.segmenter()
                    .run(
                            OmeZarr.open(zarr).images(0, 2).get(0),
                            SegmentRequest.of(options.labels(), model.card(), false),
                            new MemoryStore(),
                            Progress.NONE)
                    .objectArray();
            int[] blocks = new int[whole.length];
            int i = 0;
            for (RealType<?> value : Views.flatIterable(OmeZarr.open(result).pixels(0)))
                blocks[i++] = (int) value.getRealDouble();
            assertTrue(Arrays.stream(whole).max().getAsInt() > 5, "there are cells");
            assertArrayEquals(whole, blocks);
        }
    }
}
