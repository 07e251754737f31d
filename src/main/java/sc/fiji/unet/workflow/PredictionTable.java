package sc.fiji.unet.workflow;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import net.imglib2.RandomAccessibleInterval;
import net.imglib2.type.numeric.IntegerType;
import net.imglib2.view.Views;
import sc.fiji.unet.base.AtomicFiles;
import sc.fiji.unet.base.Csv;
import sc.fiji.unet.config.ClassInfo;
import sc.fiji.unet.data.LabelImage;

/**
 * What became of each image of a folder, as the file segmentation.csv in the output folder: image, status (done, skipped,
 * failed), seconds, the share of each class in per cent, and why it failed.
 */
final class PredictionTable {
    private final Path file;
    private final List<ClassInfo> classes;
    private final StringBuilder rows = new StringBuilder();

    PredictionTable(Path folder, List<ClassInfo> classes) {
        file = folder.resolve("segmentation.csv");
        this.classes = classes;
        row("image", "status", "seconds", classes.stream().map(info -> info.name() + " %"), "message");
    }

    void done(String name, RandomAccessibleInterval<? extends IntegerType<?>> labels, double seconds) {
        row(name, "done", String.format(Locale.ROOT, "%.2f", seconds), shares(List.of(labels)), "");
    }

    /** Was segmented by an earlier run. */
    void skipped(String name, List<LabelImage> labels) {
        row(name, "skipped", "", shares(labels.stream().map(LabelImage::values).toList()), "");
    }

    void failed(String name, String why) {
        row(name, "failed", "", classes.stream().map(info -> ""), why);
    }

    /** Replaces the file. */
    void write() {
        AtomicFiles.writeString(file, rows.toString());
    }

    private void row(String name, String status, String seconds, Stream<String> shares, String message) {
        List<String> cells = new ArrayList<>(List.of(name, status, seconds));
        shares.forEach(cells::add);
        cells.add(message);
        rows.append(Csv.line(cells));
    }

    private Stream<String> shares(List<? extends RandomAccessibleInterval<? extends IntegerType<?>>> planes) {
        long[] counts = new long[0x10000]; // labels have 16 bits at most
        long pixels = 0;
        for (RandomAccessibleInterval<? extends IntegerType<?>> plane : planes) {
            for (IntegerType<?> value : Views.iterable(plane)) counts[value.getInteger()]++;
            pixels += plane.size();
        }
        double all = pixels;
        return classes.stream().map(info -> String.format(Locale.ROOT, "%.3f", 100.0 * counts[info.value()] / all));
    }
}
