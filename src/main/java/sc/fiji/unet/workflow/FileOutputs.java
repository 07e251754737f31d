package sc.fiji.unet.workflow;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import net.imglib2.FinalDimensions;
import net.imglib2.RandomAccessibleInterval;
import net.imglib2.converter.Converters;
import net.imglib2.type.numeric.IntegerType;
import net.imglib2.type.numeric.integer.UnsignedByteType;
import net.imglib2.type.numeric.integer.UnsignedShortType;
import sc.fiji.unet.annotations.CocoText;
import sc.fiji.unet.annotations.GeoJsonText;
import sc.fiji.unet.base.InputException;
import sc.fiji.unet.config.ClassInfo;
import sc.fiji.unet.config.ClassList;
import sc.fiji.unet.config.SegmentOptions;
import sc.fiji.unet.config.SegmentOptions.Exchange;
import sc.fiji.unet.image.ImageSource;
import sc.fiji.unet.segment.FoundObjects;
import sc.fiji.unet.segment.ImageSegmenter;
import sc.fiji.unet.segment.SegmentRequest;
import sc.fiji.unet.segment.Segmentation;
import sc.fiji.unet.segment.SegmentationWriter;
import sc.fiji.unet.segment.SegmentedFile;

/**
 * Where the results of a segmented file go: labels into the output folder, all else into folders of their own beside them,
 * under the name of the image.
 *
 * @param writer of the files
 * @param options what is wanted, and where
 * @param coco collects the objects of all images
 */
record FileOutputs(SegmentationWriter writer, SegmentOptions options, CocoText coco) {
    Path labels(String name) {
        return options.output().resolve(name + ".tif");
    }

    /**
     * How the pixels of an image are asked for: objects of planes each of which memory has no room for row by row, where labels
     * and a table are all that is wanted; else what a person asks for of it is refused.
     *
     * @param planes of the image
     */
    SegmentRequest fitting(SegmentRequest request, List<ImageSource> planes) {
        FinalDimensions plane = new FinalDimensions(planes.get(0).size());
        if (plane.numDimensions() > 2 || ImageSegmenter.looksAtWhole(plane)) return request;
        if (!request.isTouch()) return request;
        SegmentOptions.Show show = options.show();
        boolean shapes = show.probabilities() || show.overlay() || show.rois() || show.exchange() != Exchange.NONE;
        boolean apart = request.objects().apart();
        if (!shapes && (apart || !show.table())) return request.byRows();
        if (!request.objects().asked()) return request;
        throw new InputException(String.format(
                Locale.ROOT,
                "%s has %d megapixels%s: memory suffices for its objects, but not for probabilities, overlays, ROIs, forms for"
                        + " other programs or a table of classes. Expected labels, or objects=components with labels and a"
                        + " table only%s.",
                planes.get(0).name(),
                plane.dimension(0) * plane.dimension(1) / 1_000_000,
                planes.size() > 1 ? " a plane" : "",
                ImageSegmenter.heap(plane)));
    }

    /** Labels are written last: where there are labels, the rest is there too. */
    void write(InputFiles.Found image, SegmentedFile file, Segmentation found) {
        String name = image.name();
        SegmentOptions.Show show = options.show();
        ClassList types = file.types();
        if (show.probabilities()) {
            writer.probabilities(below("probabilities", name, ".tif"), found.probabilities(), types, file.source());
        }
        if (show.overlay()) overlay(below("overlays", name, ".png"), file);
        if (show.rois()) writer.rois(below("rois", name, ".zip"), file);
        if (show.table()) writer.table(below("tables", name, ".csv"), file);
        writer.grid(below("nifti", name, ""), file.objects() == null ? values(file) : file.objects(), image.path());
        exchange(image, file);
        if (file.objects() == null) writer.labels(labels(name), values(file), types, file.source());
        else writer.objects(labels(name), file);
        if (show.exchange().asksFor(Exchange.COCO)) collect(image, file); // once, however often it is tried
    }

    private void exchange(InputFiles.Found image, SegmentedFile file) {
        String name = image.name();
        Exchange form = options.show().exchange();
        if (form.asksFor(Exchange.OME_TIFF)) {
            writer.omeTiff(Exchange.OME_TIFF.folder(options.output()).resolve(name + ".ome.tif"), file);
        }
        if (form.asksFor(Exchange.GEOJSON)) {
            Path path = Exchange.GEOJSON.folder(options.output()).resolve(name + ".geojson");
            GeoJsonText.write(path, FoundObjects.of(file));
        }
    }

    private void collect(InputFiles.Found image, SegmentedFile file) {
        if (file.classes().numDimensions() != 2) return;
        String written =
                Path.of(image.name()).resolveSibling(image.path().getFileName()).toString();
        coco.add(
                written.replace('\\', '/'),
                Math.toIntExact(file.classes().dimension(0)),
                Math.toIntExact(file.classes().dimension(1)),
                FoundObjects.of(file));
    }

    /** Of all images that were segmented by now; COCO's format has no stacks. */
    void writeCoco() {
        if (!coco.isEmpty()) coco.write(cocoFile());
    }

    /** A run that goes on leaves finished images out: the objects of those are in the files of the runs before only. */
    private Path cocoFile() {
        Path folder = Exchange.COCO.folder(options.output());
        Path file = folder.resolve("coco.json");
        for (int n = 2; options.batch().resume() && Files.exists(file); n++) {
            file = folder.resolve("coco-" + n + ".json");
        }
        return file;
    }

    /** Objects in a color each, else classes in theirs. */
    private void overlay(Path path, SegmentedFile file) {
        if (file.objects() == null) writer.overlay(path, file.source(), values(file), file.types());
        else writer.overlay(path, file.source(), file.objects(), ClassList.NONE);
    }

    private Path below(String folder, String name, String extension) {
        return options.output().resolve(folder).resolve(name + extension);
    }

    /** The values that stand for the classes. */
    private static RandomAccessibleInterval<? extends IntegerType<?>> values(SegmentedFile file) {
        int[] values = file.types().stream().mapToInt(ClassInfo::value).toArray();
        boolean small = IntStream.of(values).allMatch(value -> value < 256);
        if (!small) {
            return Converters.convert2(
                    file.classes(), (index, value) -> value.set(values[index.get()]), UnsignedShortType::new);
        }
        return Converters.convert2(
                file.classes(), (index, value) -> value.set(values[index.get()]), UnsignedByteType::new);
    }
}
