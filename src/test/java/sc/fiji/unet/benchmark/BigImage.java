package sc.fiji.unet.benchmark;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CancellationException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import net.imglib2.FinalInterval;
import net.imglib2.RandomAccessibleInterval;
import net.imglib2.img.Img;
import net.imglib2.img.planar.PlanarImgFactory;
import net.imglib2.position.FunctionRandomAccessible;
import net.imglib2.type.numeric.integer.UnsignedByteType;
import net.imglib2.type.numeric.integer.UnsignedShortType;
import net.imglib2.view.Views;
import sc.fiji.unet.base.Progress;
import sc.fiji.unet.config.PrecisionChoice;
import sc.fiji.unet.image.ImageSource;
import sc.fiji.unet.model.LoadedModel;
import sc.fiji.unet.model.ModelFolder;
import sc.fiji.unet.predict.LabelSink;
import sc.fiji.unet.predict.TileOutput;
import sc.fiji.unet.predict.TileSink;

/**
 * Segments a large 16-bit image that exists nowhere but as a formula, and prints the peak of resident memory, which is all
 * ours then: Java, libtorch, tiles and the label image. Linux only. Arguments: folder, edge in pixels, network width,
 * precision, after how many tiles to stop: the first few take all the memory there is to take.
 */
public final class BigImage {
    private static final Path STATUS = Path.of("/proc/self/status");

    private BigImage() {}

    /** See above. */
    public static void main(String[] args) throws IOException {
        int edge = Integer.parseInt(args[1]);
        int width = Integer.parseInt(args[2]);
        Few progress = new Few(Long.parseLong(args[4]));
        Img<UnsignedByteType> labels = new PlanarImgFactory<>(new UnsignedByteType()).create(edge, edge);
        ModelFolder folder = new ModelFolder(Path.of(args[0], "small-model"));
        Subject.writeModel(folder, 1, width);
        double seconds;
        try (LoadedModel model =
                LoadedModel.open(folder, "cpu", LoadedModel.libtorch(PrecisionChoice.of(args[3]), Progress.NONE))) {
            ImageSource source = new ImageSource("formula", formula(edge));
            seconds = Stopwatch.once(() -> segment(model, source, new LabelSink(labels), progress));
        }
        System.out.printf(
                "{\"edge\": %d, \"width\": %d, \"precision\": \"%s\", \"tiles\": %d, \"gib\": %.3f, \"labels gib\": %.3f,"
                        + " \"seconds\": %.1f}%n",
                edge,
                width,
                args[3],
                progress.done,
                peakBytes() / (double) (1 << 30),
                (double) edge * edge / (1 << 30),
                seconds);
    }

    private static void segment(LoadedModel model, ImageSource source, LabelSink sink, Few progress) {
        try {
            model.segmenter().fill(source, sink.and(progress), progress);
        } catch (CancellationException e) {
            if (!progress.canceled()) throw e;
        }
    }

    /** Cancels after some tiles. */
    private static final class Few implements Progress, TileSink {
        private final long most;
        private volatile long done;

        Few(long most) {
            this.most = most;
        }

        @Override
        public void write(TileOutput output) {
            done++;
        }

        @Override
        public boolean canceled() {
            return done >= most;
        }
    }

    private static RandomAccessibleInterval<UnsignedShortType> formula(int edge) {
        var pixels = new FunctionRandomAccessible<>(
                3,
                (position, value) -> {
                    long x = position.getLongPosition(0);
                    long y = position.getLongPosition(1);
                    value.set((int) (1000 + (x >> 4 ^ y >> 4) % 61 * 100 + (x * 31 + y * 17) % 97));
                },
                UnsignedShortType::new);
        return Views.interval(pixels, new FinalInterval(edge, edge, 1));
    }

    /** The most memory that this process ever had. */
    static long peakBytes() throws IOException {
        Matcher line = Pattern.compile("VmHWM:\\s+(\\d+) kB").matcher(Files.readString(STATUS));
        if (!line.find()) throw new IOException(STATUS + " does not tell VmHWM");
        return Long.parseLong(line.group(1)) * 1024;
    }
}
