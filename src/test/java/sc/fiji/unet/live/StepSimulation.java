package sc.fiji.unet.live;

import ij.IJ;
import ij.ImagePlus;
import ij.process.ByteProcessor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import sc.fiji.unet.base.Progress;
import sc.fiji.unet.image.ImageSource;
import sc.fiji.unet.imagej.files.ImageFiles;
import sc.fiji.unet.imagej.pixels.ImagePlusSources;
import sc.fiji.unet.metrics.Confusion;

/**
 * What a live session comes to after so many steps, on however busy a machine: strokes are painted from the truth of a few
 * training images, some a round, and after each round a fixed number of steps is learned. A line a round says how much was
 * painted, and Dice on these images and on others of the set's test part. Images, truth, strokes and what was found are left
 * in a folder, for other methods to learn from. Arguments: the set's folder (images, masks, split.csv), the folder to write.
 *
 * <p>Properties: {@code images} painted on, {@code tests} images, {@code rounds}, {@code steps} in all, {@code edge} of the
 * part that is taken of larger images, {@code blind=true} for strokes that do not ask where the prediction is wrong,
 * {@code full=true} for all pixels instead of strokes, {@code start} for a model to begin with.
 */
public final class StepSimulation {
    private static final int EDGE = Integer.getInteger("edge", 512);
    private static final int ROUNDS = Integer.getInteger("rounds", 6);
    private static final int STEPS = Integer.getInteger("steps", 480);

    private final Path out;
    private final List<String> names = new ArrayList<>();
    private final List<ImageSource> planes = new ArrayList<>();
    private final List<int[]> truths = new ArrayList<>();
    private final int painted;
    private final int classes;
    private final LiveStrokes strokes;

    private StepSimulation(Path set, Path out) throws IOException {
        this.out = Files.createDirectories(out);
        Map<String, List<String>> split = Files.readAllLines(set.resolve("split.csv")).stream()
                .skip(1)
                .map(line -> line.split(","))
                .collect(Collectors.groupingBy(row -> row[1], Collectors.mapping(row -> row[0], Collectors.toList())));
        load(set, split.get("train"), Integer.getInteger("images", 2));
        painted = planes.size();
        load(set, split.get("test"), Integer.getInteger("tests", 4));
        classes = number();
        strokes = new LiveStrokes(planes.stream()
                .map(plane -> new int[] {(int) plane.size()[0], (int) plane.size()[1]})
                .toList());
    }

    /** See above. */
    public static void main(String[] args) throws IOException {
        new StepSimulation(Path.of(args[0]), Path.of(args[1])).run();
    }

    /** So many images, evenly spread over those of a part that have as much foreground as the median one, or more. */
    private void load(Path set, List<String> part, int wanted) throws IOException {
        Map<String, int[]> masks = new LinkedHashMap<>();
        for (String name : part) masks.put(name, pixels(open(set.resolve("masks"), name)));
        long[] sizes = masks.values().stream()
                .mapToLong(StepSimulation::foreground)
                .sorted()
                .toArray();
        masks.values().removeIf(mask -> foreground(mask) < sizes[sizes.length / 2]);
        List<String> left = List.copyOf(masks.keySet());
        for (int i = 0; i < wanted; i++) {
            String name = left.get(i * left.size() / wanted);
            names.add(name);
            planes.addAll(ImagePlusSources.of(open(set.resolve("images"), name), 2));
            truths.add(masks.get(name));
        }
    }

    private static int[] pixels(ImagePlus mask) {
        return IntStream.range(0, mask.getProcessor().getPixelCount())
                .map(mask.getProcessor()::get)
                .toArray();
    }

    private static long foreground(int[] mask) {
        return IntStream.of(mask).filter(value -> value > 0).count();
    }

    private static ImagePlus open(Path folder, String name) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            Path file = files.filter(f -> f.getFileName().toString().startsWith(name + "."))
                    .findFirst()
                    .orElseThrow();
            ImagePlus image = ImageFiles.open(file, Progress.NONE);
            image.setRoi(0, 0, Math.min(EDGE, image.getWidth()), Math.min(EDGE, image.getHeight()));
            return image.crop();
        }
    }

    /** Numbers the values of the masks from 0; many values, or one far above, are objects or a foreground. */
    private int number() {
        int[] values =
                truths.stream().flatMapToInt(IntStream::of).distinct().sorted().toArray();
        boolean binary = values.length > 6 || values.length == 2;
        for (int[] truth : truths) {
            for (int i = 0; i < truth.length; i++)
                truth[i] = binary ? Math.min(1, truth[i]) : Arrays.binarySearch(values, truth[i]);
        }
        return binary ? 2 : values.length;
    }

    private void run() {
        String start = System.getProperty("start");
        Path saved = out.resolve("network.pt");
        try (LiveWork work = new LiveWork(
                new LiveSubject(
                        planes, strokes, "cpu", start == null ? StartFrom.OWN : StartFrom.of(Path.of(start)), saved),
                classes)) {
            int[][] found = new int[planes.size()][];
            for (int round = 0; round < ROUNDS; round++) {
                paint(round, found);
                if (!work.takeStrokes()) throw new IllegalStateException("fewer than two classes are painted");
                for (int i = 0; i < STEPS / ROUNDS; i++) work.step();
                work.renew();
                for (int p = 0; p < found.length; p++) found[p] = predicted(work, p);
                System.out.printf(
                        Locale.ROOT,
                        "step %d  painted %.2f %%  Dice painted %.3f unseen %.3f%n",
                        work.steps(),
                        share(),
                        dice(found, 0, painted),
                        dice(found, painted, found.length));
            }
            write(found);
        }
    }

    private void paint(int round, int[][] found) {
        boolean blind = Boolean.getBoolean("blind");
        for (int p = 0; p < painted; p++) {
            if (Boolean.getBoolean("full")) {
                if (round == 0) strokes.load(p, truths.get(p), false);
                continue;
            }
            TruthPainter painter =
                    new TruthPainter(truths.get(p), (int) planes.get(p).size()[0]);
            for (int k = 0; k < classes; k++) {
                for (int i = 0; i < (round == 0 ? 2 : 1); i++) painter.paint(strokes, p, k, blind ? null : found[p]);
            }
        }
    }

    private int[] predicted(LiveWork work, int plane) {
        Rect whole = strokes.whole(plane);
        LivePrediction prediction = work.predict(plane, whole, Progress.NONE);
        return IntStream.range(0, (int) whole.size()).map(prediction::classAt).toArray();
    }

    private double dice(int[][] found, int from, int to) {
        Confusion confusion = new Confusion(classes);
        for (int p = from; p < to; p++) confusion.add(truths.get(p), found[p]);
        return confusion.meanDice();
    }

    private int[] stroked(int plane) {
        int[] learned = strokes.target(plane, strokes.whole(plane), false);
        int[] held = strokes.target(plane, strokes.whole(plane), true);
        return IntStream.range(0, learned.length)
                .map(i -> Math.max(learned[i], held[i]))
                .toArray();
    }

    private double share() {
        long pixels = 0;
        long all = 0;
        for (int p = 0; p < painted; p++) {
            pixels += IntStream.of(stroked(p)).filter(i -> i >= 0).count();
            all += truths.get(p).length;
        }
        return 100.0 * pixels / all;
    }

    private void write(int[][] found) {
        for (int p = 0; p < found.length; p++) {
            String name = (p < painted ? "painted-" : "unseen-") + p;
            int width = (int) planes.get(p).size()[0];
            IJ.saveAsTiff(ImagePlusSources.toImagePlus(planes.get(p)), file(name, "image"));
            save(name, "truth", truths.get(p), width, 0);
            save(name, "found", found[p], width, 0);
            save(name, "strokes", stroked(p), width, 1);
        }
    }

    private void save(String name, String kind, int[] values, int width, int added) {
        byte[] bytes = new byte[values.length];
        for (int i = 0; i < bytes.length; i++) bytes[i] = (byte) (values[i] + added);
        IJ.saveAsTiff(new ImagePlus(kind, new ByteProcessor(width, values.length / width, bytes)), file(name, kind));
    }

    private String file(String name, String kind) {
        return out.resolve(name + "-" + kind + ".tif").toString();
    }
}
