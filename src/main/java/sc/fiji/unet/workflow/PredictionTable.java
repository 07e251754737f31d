package sc.fiji.unet.workflow;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.StringJoiner;
import java.util.function.IntUnaryOperator;
import net.imglib2.RandomAccessibleInterval;
import net.imglib2.type.numeric.IntegerType;
import net.imglib2.type.numeric.integer.IntType;
import net.imglib2.view.Views;
import sc.fiji.unet.base.AtomicFiles;
import sc.fiji.unet.config.ClassInfo;
import sc.fiji.unet.data.LabelImage;

/**
 * What became of each image of a folder, as the file segmentation.csv in the output folder: image, status (done, skipped,
 * failed), seconds, the share of each class in per cent, and why it failed.
 */
final class PredictionTable {
    private static final int LARGEST_LABEL = 0xFFFF;

    private final Path file;
    private final List<ClassInfo> classes;
    private final StringBuilder rows = new StringBuilder();

    PredictionTable(Path folder, List<ClassInfo> classes) {
        file = folder.resolve("segmentation.csv");
        this.classes = classes;
        StringJoiner header = new StringJoiner(",", "image,status,seconds,", ",message\n");
        classes.forEach(info -> header.add(cell(info.name() + " %")));
        rows.append(header);
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

    void failed(String name, String why) {
        row(name, "failed", "", noShares(), why);
    }

    /** Replaces the file. */
    void write() {
        AtomicFiles.writeString(file, rows.toString());
    }

    private void row(String name, String status, String seconds, String shares, String message) {
        rows.append(String.join(",", cell(name), status, seconds, shares, cell(message)))
                .append('\n');
    }

    private String noShares() {
        return ",".repeat(classes.size() - 1);
    }

    private String shares(
            List<? extends RandomAccessibleInterval<? extends IntegerType<?>>> planes, IntUnaryOperator index) {
        long[] counts = new long[classes.size()];
        long pixels = 0;
        for (RandomAccessibleInterval<? extends IntegerType<?>> plane : planes) {
            for (IntegerType<?> value : Views.iterable(plane)) counts[index.applyAsInt(value.getInteger())]++;
            pixels += plane.size();
        }
        StringJoiner shares = new StringJoiner(",");
        for (long count : counts) shares.add(String.format(Locale.ROOT, "%.3f", 100.0 * count / pixels));
        return shares.toString();
    }

    /** Quoted where the format asks for it (RFC 4180). */
    private static String cell(String text) {
        boolean plain = text.chars().noneMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r');
        return plain ? text : '"' + text.replace("\"", "\"\"") + '"';
    }
}
