package sc.fiji.unet.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static sc.fiji.unet.command.CommandRun.isThere;
import static sc.fiji.unet.command.CommandRun.requireNotIn;
import static sc.fiji.unet.command.CommandRun.says;

import ij.ImagePlus;
import java.io.File;
import java.nio.file.Path;
import java.util.List;
import net.imglib2.img.array.ArrayImgs;
import net.imglib2.view.Views;
import sc.fiji.unet.zarr.NewImage;
import sc.fiji.unet.zarr.OmeZarr;
import sc.fiji.unet.zarr.OmeZarrWriter;
import sc.fiji.unet.zarr.ZarrType;

/** What is seen of the parameters for images of OME-Zarr. */
final class ZarrCases {
    private static final int EDGE = TinyWorld.EDGE;

    private ZarrCases() {}

    static List<CommandRun> in(TinyWorld world) {
        return List.of(objects(world), everyPiece(world), oneChannel(world), noGpu(world), level(world));
    }

    /** The cells with a level of half their size, in so many channels, of which the first has them. */
    private static File zarr(TinyWorld world, String name, int channels) {
        ImagePlus cells = TinyWorld.cells();
        cells.getProcessor().set(29, 2, 200);
        long[] size = {EDGE, EDGE, 1, channels, 1};
        NewImage image = new NewImage(
                name,
                size,
                List.of("c", "y", "x"),
                ZarrType.UINT8,
                new int[] {16, 16, 1, 1, 1},
                new NewImage.Pixels(new double[] {2, 2, 1}, "um"),
                2,
                true);
        var pixels = ArrayImgs.unsignedBytes(size);
        for (int i = 0; i < EDGE * EDGE; i++)
            pixels.getAt(i % EDGE, i / EDGE, 0, 0, 0).set(cells.getProcessor().get(i));
        Path path = world.at("zarr").resolve(name + ".zarr");
        OmeZarrWriter writer = new OmeZarrWriter(path, image, null);
        writer.write(0, pixels);
        writer.write(1, Views.subsample(pixels, writer.step(1)));
        return path.toFile();
    }

    private static CommandRun segment(TinyWorld world, String output) {
        return CommandRun.of(SegmentZarrCommand.class, "into " + output)
                .with("output", world.at(output).toFile())
                .with("device", "cpu");
    }

    private static int label(Path labels, int x, int y) {
        return (int) OmeZarr.open(labels).pixels(0).getAt(x, y, 0, 0, 0).getRealDouble();
    }

    private static CommandRun objects(TinyWorld world) {
        Path labels = world.at("zarr-objects/cells.zarr");
        return segment(world, "zarr-objects")
                .shows("input", zarr(world, "cells", 1), "it is segmented", says("cells.zarr"))
                .shows("output", world.at("zarr-objects").toFile(), "labels are written there", isThere(labels))
                .shows(
                        "model",
                        world.micrometers().toFile(),
                        "it says lung",
                        run -> assertTrue(label(labels, 17, 24) > 0))
                .shows(
                        "objects",
                        "components",
                        "touching cells are one of two objects",
                        run -> assertEquals(
                                List.of(1, 1, 2),
                                List.of(label(labels, 7, 9), label(labels, 17, 9), label(labels, 17, 25))))
                .shows("minimum", "5", "the single pixel is dropped", run -> assertEquals(0, label(labels, 29, 2)))
                .shows("rescale", "never", "the finest level is segmented as it is", run -> {
                    requireNotIn(run.said(), "rescaled");
                    assertEquals(EDGE, OmeZarr.open(labels).pixels(0).dimension(0));
                });
    }

    private static CommandRun everyPiece(TinyWorld world) {
        return segment(world, "zarr-pieces")
                .with("input", zarr(world, "pieces", 1))
                .with("model", world.single().toFile())
                .shows(
                        "pieces",
                        "all",
                        "the smaller ones are kept",
                        run -> assertEquals(200, label(world.at("zarr-pieces/pieces.zarr"), 17, 25)));
    }

    private static CommandRun oneChannel(TinyWorld world) {
        return segment(world, "zarr-channels")
                .with("input", zarr(world, "two", 2))
                .with("model", world.model().toFile())
                .shows(
                        "channels",
                        "1",
                        "the cells are found",
                        run -> assertEquals(200, label(world.at("zarr-channels/two.zarr"), 17, 25)));
    }

    private static CommandRun noGpu(TinyWorld world) {
        return segment(world, "nowhere")
                .with("input", zarr(world, "gpu", 1))
                .with("model", world.model().toFile())
                .shows("device", "gpu63", "the machine has no such GPU", says("device = gpu63: "))
                .isRefused();
    }

    private static CommandRun level(TinyWorld world) {
        return CommandRun.of(OpenZarrCommand.class, "coarsely")
                .shows("input", zarr(world, "open", 1), "it is opened", says("Opened open.zarr"))
                .shows(
                        "level",
                        "1",
                        "it has half the size",
                        run -> assertEquals(EDGE / 2, run.image("image").getWidth()));
    }
}
