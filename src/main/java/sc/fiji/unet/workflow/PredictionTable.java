package sc.fiji.unet.workflow;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.IntUnaryOperator;
import java.util.stream.Stream;
import net.imglib2.RandomAccessibleInterval;
import net.imglib2.type.numeric.IntegerType;
import net.imglib2.type.numeric.integer.IntType;
import net.imglib2.view.Views;
import sc.fiji.unet.base.AtomicFiles;
import sc.fiji.unet.base.Csv;
import sc.fiji.unet.config.ClassList;
import sc.fiji.unet.data.LabelImage;

/**
 * What became of each image of a folder, as the file segmentation.csv in the output folder: image, status (done, skipped,
 * failed), seconds, the share of each class in per cent, and why it failed.
 */
final class PredictionTable {
    private static final int LARGEST_LABEL = 0xFFFF;

    private final Path file;
    private final ClassList classes;
    private final StringBuilder rows = new StringBuilder();

    PredictionTable(Path folder, ClassList classes) {
        file = folder.resolve("segmentation.csv");
        this.classes = classes;
        row("image", "status", "seconds", classes.stream().map(info -> info.name() + " %"), "message");
    }

    /** Says how much each class covers of an image, given by class indices. */
    void done(String name, RandomAccessibleInterval<? extends IntegerType<?>> indices, double seconds) {
        row(name, "done", String.format(Locale.ROOT, "%.2f", seconds), shares(List.of(indices), index -> index), "");
    }

    /** Was segmented by an earlier run: into classes, or objects. */
    void skipped(String name, List<LabelImage> labels) {
        List<RandomAccessibleInterval<IntType>> planes =
                labels.stream().map(LabelImage::values).toList();
        LabelImage first = labels.get(0);
        int[] indices = new int[LARGEST_LABEL + 1];
        for (int k = 0; k < classes.size(); k++) indices[classes.get(k).value()] = k;
        boolean objects = !first.objects().isEmpty();
        IntUnaryOperator index = objects ? number -> first.classOf(number, classes) : value -> indices[value];
        row(name, "skipped", "", shares(planes, index), "");
    }

    /** Is an OME-Zarr, which nobody reads again only to count. */
    void stored(String name, boolean skipped, double seconds) {
        String time = skipped ? "" : String.format(Locale.ROOT, "%.2f", seconds);
        row(name, skipped ? "skipped" : "done", time, classes.stream().map(info -> ""), "");
    }

    void failed(String name, String why) {
        row(name, "failed", "", classes.stream().map(info -> ""), why);
    }

    /** Replaces the file by all rows so far, at once. */
    void write() {
        AtomicFiles.writeString(file, rows.toString());
    }

    private void row(String name, String status, String seconds, Stream<String> shares, String message) {
        List<String> cells = new ArrayList<>(List.of(name, status, seconds));
        shares.forEach(cells::add);
        cells.add(message);
        rows.append(Csv.line(cells));
    }

    private Stream<String> shares(
            List<? extends RandomAccessibleInterval<? extends IntegerType<?>>> planes, IntUnaryOperator index) {
        long[] counts = new long[classes.size()];
        long pixels = 0;
        for (RandomAccessibleInterval<? extends IntegerType<?>> plane : planes) {
            for (IntegerType<?> value : Views.iterable(plane)) counts[index.applyAsInt(value.getInteger())]++;
            pixels += plane.size();
        }
        double all = pixels;
        return Arrays.stream(counts).mapToObj(count -> String.format(Locale.ROOT, "%.3f", 100.0 * count / all));
    }
}
