package sc.fiji.unet.workflow;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.StringJoiner;
import java.util.zip.CRC32C;
import net.imglib2.FinalDimensions;
import sc.fiji.unet.base.InputException;
import sc.fiji.unet.base.Patience;
import sc.fiji.unet.base.Progress;
import sc.fiji.unet.config.SegmentOptions;
import sc.fiji.unet.distributed.BlockImage;
import sc.fiji.unet.distributed.BlockModel;
import sc.fiji.unet.distributed.BlockRunner;
import sc.fiji.unet.distributed.BlockSegmentation;
import sc.fiji.unet.distributed.BlockWork;
import sc.fiji.unet.distributed.LargeImages;
import sc.fiji.unet.distributed.WholeLabels;
import sc.fiji.unet.image.LengthUnit;
import sc.fiji.unet.image.pyramid.Pyramid;
import sc.fiji.unet.model.LoadedModel;
import sc.fiji.unet.model.ModelEnsemble;
import sc.fiji.unet.model.ModelFolder;
import sc.fiji.unet.segment.ImageSegmenter;
import sc.fiji.unet.segment.ObjectMethod;
import sc.fiji.unet.segment.PieceObjects;
import sc.fiji.unet.segment.PixelStore;
import sc.fiji.unet.segment.SegmentRequest;
import sc.fiji.unet.segment.Segmentation;
import sc.fiji.unet.segment.SpillingStore;

/**
 * Segments one large image into an OME-Zarr of labels: block by block where classes are wanted, or objects that are found in
 * pieces of connected foreground; as a whole where more has to be known of it and it fits into memory. Both give what other
 * images get.
 *
 * @param image what is segmented
 * @param options what is wanted
 * @param blocks size of blocks along x, y, z; null for the usual one
 */
public record LargePrediction(Pyramid image, SegmentOptions options, int[] blocks) {
    /** Refuses what is done with files only. */
    private void requirePossible() {
        SegmentOptions.Show show = options.show();
        if (options.labels().channels().pages())
            throw new InputException(
                    "channels = pages: " + image.name() + " says itself which of its planes are channels."
                            + " Choose among these, as in channels=2, or leave channels at auto.");
        if (show.probabilities() || show.overlay() || show.rois() || show.table())
            throw new InputException("Probabilities, overlays, ROIs and tables are not written of large images such as"
                    + " OME-Zarr: leave them out, or save the part that you need them of as TIFF.");
        if (show.exchange() != SegmentOptions.Exchange.NONE)
            throw new InputException("exchange = " + show.exchange().id()
                    + ": forms for other programs are not written of large images such as OME-Zarr. Expected none, or"
                    + " the part that you need them of saved as TIFF.");
    }

    /** The level whose pixels are closest in size to the model's. */
    private int level(LoadedModel model) {
        List<Double> size = model.card().input().pixelSize();
        String unit = model.card().input().unit();
        boolean known = LengthUnit.known(unit) && options.labels().rescales();
        return known ? image.closest(size.get(0) * LengthUnit.micrometers(unit)) : 0;
    }

    /** Segments into a folder that is replaced where it is there; the runner does what is done by blocks. */
    public void run(LoadedModel model, Path result, BlockRunner runner, Progress progress) {
        requirePossible();
        int level = level(model);
        if (level > 0)
            progress.note(image.name() + ": level " + level + " is segmented, whose pixels of "
                    + text(image.pixelSize(level)) + " " + image.unit() + " fit the model's");
        BlockImage cut = cut(model);
        SegmentRequest request = request(model);
        boolean byBlocks = model.card().answer().isEmpty()
                && (request.objects().isTouch()
                        || PieceObjects.of(request, model.card().classOutputs()).isPresent());
        if (!byBlocks && fits(cut)) {
            whole(model, cut, request, result, progress);
            return;
        }
        if (!model.card().answer().isEmpty()) throw tooLarge(ImageSegmenter.heap(dimensions(cut)));
        if (!byBlocks) throw tooLarge(request.objects(), ImageSegmenter.heap(dimensions(cut)));
        BlockSegmentation.Result done = BlockSegmentation.run(
                result, identity(cut, level, request), () -> work(model, result), runner, progress);
        progress.note(String.format(
                Locale.ROOT,
                "%s: %d blocks in %.1f s, %d of them from an earlier run",
                image.name(),
                done.blocks(),
                done.seconds(),
                done.reused()));
    }

    /** The tasks of what is done by blocks, for whoever does some of them. */
    public BlockWork work(LoadedModel model, Path result) {
        BlockModel with = new BlockModel(model.predictor(), model.card(), request(model));
        String name = result.getFileName().toString();
        return new BlockWork(cut(model), with, BlockSegmentation.unfinished(result), name);
    }

    private SegmentRequest request(LoadedModel model) {
        return SegmentRequest.of(options.labels(), model.card(), false);
    }

    private BlockImage cut(LoadedModel model) {
        int rank = model.card().imageRank();
        return BlockImage.of(image, level(model), rank, blocks, LargeImages.version(image));
    }

    private static boolean fits(BlockImage cut) {
        return ImageSegmenter.looksAtWhole(dimensions(cut));
    }

    private static FinalDimensions dimensions(BlockImage cut) {
        return new FinalDimensions(cut.grid().size());
    }

    private void whole(LoadedModel model, BlockImage cut, SegmentRequest request, Path result, Progress progress) {
        try (PixelStore store = new SpillingStore()) {
            List<Segmentation> found = model.segmenter().run(cut.images(), null, request, store, progress);
            Path folder = result.toAbsolutePath().getParent();
            new Patience(folder, progress)
                    .whileFull(() ->
                            WholeLabels.write(cut, found, model.card().classes().written(), result));
        }
    }

    /** Of numbers of all that a network answers, blocks do not know those of others. */
    private InputException tooLarge(String heap) {
        return new InputException(image.name() + " is too large for this computer's memory to segment it as a whole:"
                + " the model decides on classes by numbers of its whole answer, which blocks do not know. Expected a part"
                + " of the image, or another model" + heap + ".");
    }

    /** Of holes, and of shapes that overlap, blocks do not know what the whole image does. */
    private InputException tooLarge(ObjectMethod objects, String heap) {
        String done =
                objects.apart() ? "tell objects apart by " + objects.options().method() : "clean its classes";
        return new InputException(image.name() + " is too large for this computer's memory to " + done
                + " as is wanted: block by block no holes are filled, no star-convex shapes found, and of pieces in which"
                + " classes or gaps are joined all are kept. Expected fillholes=false, pieces=all, objects=components or"
                + " objects=watershed-distance, or a part of the image" + heap + ".");
    }

    /** All that decides the result. */
    private String identity(BlockImage cut, int level, SegmentRequest request) {
        StringJoiner text = new StringJoiner("\n");
        text.add("files 2").add(image.name()).add("level " + level);
        text.add(Arrays.toString(cut.grid().size()))
                .add(Arrays.toString(cut.grid().block()));
        text.add(options.input().toAbsolutePath().normalize().toString());
        SegmentOptions.Network network = options.network();
        text.add(network.precision().id()).add(network.averaging().toString());
        for (ModelFolder member : ModelEnsemble.members(new ModelFolder(network.model()), network.averaging()))
            text.add(checksum(member.weightsFile()) + " " + member.card());
        return text.add(request.toString()).toString();
    }

    private static String checksum(Path file) {
        try {
            CRC32C sum = new CRC32C();
            sum.update(Files.readAllBytes(file));
            return Long.toHexString(sum.getValue());
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read " + file + ": " + e.getMessage(), e);
        }
    }

    private static String text(double[] size) {
        return String.format(Locale.ROOT, "%.3g x %.3g", size[0], size[1]);
    }
}
