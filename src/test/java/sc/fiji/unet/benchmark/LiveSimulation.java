package sc.fiji.unet.benchmark;

import ij.ImagePlus;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.IntStream;
import sc.fiji.unet.base.Progress;
import sc.fiji.unet.config.ClassList;
import sc.fiji.unet.image.ImageSource;
import sc.fiji.unet.imagej.files.AnnotationTiffs;
import sc.fiji.unet.imagej.files.ImageFiles;
import sc.fiji.unet.imagej.pixels.ImagePlusSources;
import sc.fiji.unet.live.DoubtfulPlace;
import sc.fiji.unet.live.LiveListener;
import sc.fiji.unet.live.LivePrediction;
import sc.fiji.unet.live.LiveProject;
import sc.fiji.unet.live.LiveSession;
import sc.fiji.unet.live.LiveStrokes;
import sc.fiji.unet.live.LiveSubject;
import sc.fiji.unet.live.LiveView;
import sc.fiji.unet.live.Rect;
import sc.fiji.unet.live.StartFrom;
import sc.fiji.unet.live.StrokeReport;
import sc.fiji.unet.live.TruthPainter;
import sc.fiji.unet.metrics.Confusion;

/**
 * A live session without a person: strokes are painted from the truth, where the prediction is most wrong, every few seconds;
 * a line says how good each prediction is, when it came, how many pixels of the newest strokes have their class by then, and how
 * many of all pixels changed. The last lines sum up how long it took, after each round of strokes, until something that was
 * learned from them was seen: where the newest stroke is, and in all of the view. Strokes are left in a project folder, for
 * other methods to learn from. Arguments: image, mask (a value a class, or objects where "objects" is the fourth), project folder.
 */
public final class LiveSimulation implements LiveListener {
    private static final int EDGE = 512;
    private static final double SECONDS = Double.parseDouble(System.getProperty("seconds", "60"));
    private static final double PAUSE = Double.parseDouble(System.getProperty("pause", "8"));

    private final int[] truth;
    private final int width;
    private final int classes;
    private long started;
    private final int[] found;
    private final List<Double> firstSeen = new ArrayList<>();
    private final List<Double> allSeen = new ArrayList<>();
    private int[] before;
    private int[] newest;
    private boolean waits;
    private boolean knows;
    private volatile double painted = -1;

    private LiveSimulation(int[] truth, int width, int classes) {
        this.truth = truth;
        this.width = width;
        this.classes = classes;
        found = new int[truth.length];
        before = new int[truth.length];
        newest = new int[truth.length];
        Arrays.fill(found, -1);
    }

    /** See above. */
    public static void main(String[] args) throws InterruptedException {
        ImagePlus image = part(ImageFiles.open(Path.of(args[0]), Progress.NONE));
        ImagePlus mask = part(ImageFiles.open(Path.of(args[1]), Progress.NONE));
        boolean binary = args.length > 3 && args[3].equals("objects");
        int[] truth = IntStream.range(0, mask.getProcessor().getPixelCount())
                .map(i -> binary
                        ? Math.min(1, mask.getProcessor().get(i))
                        : mask.getProcessor().get(i))
                .toArray();
        int classes = IntStream.of(truth).max().orElseThrow() + 1;
        new LiveSimulation(truth, mask.getWidth(), classes).run(image, Path.of(args[2]));
    }

    private static ImagePlus part(ImagePlus image) {
        image.setRoi(0, 0, Math.min(EDGE, image.getWidth()), Math.min(EDGE, image.getHeight()));
        ImagePlus part = image.crop();
        part.setTitle("image");
        return part;
    }

    private void run(ImagePlus image, Path folder) throws InterruptedException {
        List<ImageSource> planes = ImagePlusSources.of(image, 2);
        LiveProject project = new LiveProject(folder, new AnnotationTiffs());
        List<String> names = new ArrayList<>();
        for (int k = 0; k < classes; k++) names.add("class" + k);
        LiveStrokes strokes = project.open(planes);
        TruthPainter painter = new TruthPainter(truth, width);
        started = System.nanoTime();
        LiveSubject subject = new LiveSubject(planes, strokes, "cpu", StartFrom.OWN, folder.resolve("network.pt"));
        try (LiveSession session = new LiveSession(subject, classes, this)) {
            session.start();
            session.look(new LiveView(0, new Rect(0, 0, width, truth.length / width)));
            Thread.sleep((long) (1000 * Double.parseDouble(System.getProperty("looking", "4"))));
            started = System.nanoTime();
            for (int round = 0; seconds() < SECONDS; round++) {
                int n = paint(painter, strokes, round);
                session.strokesChanged();
                project.save(planes, strokes, ClassList.named(names), StartFrom.OWN);
                long pixels = IntStream.of(strokes.target(0, strokes.whole(0), false))
                        .filter(i -> i >= 0)
                        .count();
                System.out.printf(
                        Locale.ROOT,
                        "%6.1f s  %d strokes painted, %.2f %% of the pixels%n",
                        painted,
                        n,
                        100.0 * pixels / truth.length);
                Thread.sleep((long) (1000 * (round == 0 ? 2 * PAUSE : PAUSE)));
            }
            session.close();
            session.awaitEnd(Long.MAX_VALUE);
        }
        report("where the newest stroke is", firstSeen);
        report("in all of the view", allSeen);
    }

    private int paint(TruthPainter painter, LiveStrokes strokes, int round) {
        int[] old = strokes.target(0, strokes.whole(0), false);
        int[] known = known();
        int n = 0;
        for (int k = 0; k < classes; k++) {
            for (int i = 0; i < (round == 0 ? 2 : 1); i++) if (painter.paint(strokes, 0, k, known)) n++;
        }
        int[] now = strokes.target(0, strokes.whole(0), false);
        for (int i = 0; i < now.length; i++) if (now[i] == old[i]) now[i] = -1;
        if (n > 0) wait(now);
        return n;
    }

    private synchronized int[] known() {
        return found[0] < 0 ? null : found.clone();
    }

    private synchronized void wait(int[] strokes) {
        newest = strokes;
        before = found.clone();
        if (allSeen.size() < firstSeen.size()) allSeen.add(Double.NaN); // painted over before it was complete
        waits = true;
        knows = false;
        painted = seconds();
    }

    private static void report(String where, List<Double> seconds) {
        List<Double> later =
                seconds.stream().skip(1).filter(s -> !s.isNaN()).sorted().toList();
        if (later.isEmpty()) return;
        System.out.printf(
                Locale.ROOT,
                "seen %s: %.1f s after the first strokes, later %.1f (median) to %.1f s, %d times%n",
                where,
                seconds.get(0),
                later.get(later.size() / 2),
                later.get(later.size() - 1),
                later.size());
    }

    private double seconds() {
        return (System.nanoTime() - started) / 1e9;
    }

    @Override
    public synchronized void predicted(LivePrediction prediction, long steps) {
        Rect box = prediction.box();
        for (int i = 0; i < box.size(); i++) {
            found[(box.y() + i / box.width()) * width + box.x() + i % box.width()] = prediction.classAt(i);
        }
        double after = seconds() - painted;
        boolean whole = box.size() == truth.length;
        if (knows && firstSeen.size() == allSeen.size()) firstSeen.add(after);
        if (knows && whole && allSeen.size() < firstSeen.size()) {
            allSeen.add(after);
            waits = false;
            knows = false;
        }
        if (whole) System.out.printf(Locale.ROOT, "%6.1f s  step %d  %s%n", seconds(), steps, words(after));
    }

    private String words(double after) {
        Confusion confusion = new Confusion(classes);
        confusion.add(truth, found);
        int strokes = 0;
        int right = 0;
        int changed = 0;
        for (int i = 0; i < found.length; i++) {
            if (newest[i] >= 0) strokes++;
            if (newest[i] >= 0 && found[i] == newest[i]) right++;
            if (found[i] != before[i]) changed++;
        }
        return String.format(
                Locale.ROOT,
                "Dice %.3f  %.1f s after the last strokes, %.0f %% of which are right, %.2f %% of all pixels changed",
                confusion.meanDice(),
                after,
                100.0 * right / Math.max(1, strokes),
                100.0 * changed / found.length);
    }

    @Override
    public void reported(StrokeReport report) {
        System.out.printf(
                Locale.ROOT,
                "          held-out Dice %.3f, %d places%n",
                report.meanDice(),
                report.places().size());
    }

    @Override
    public void doubtful(Optional<DoubtfulPlace> place) {
        // nobody asked
    }

    @Override
    public void waitsForMains(boolean value) {
        System.out.println(value ? "waits: on battery" : "goes on");
    }

    @Override
    public synchronized void says(String line) {
        if (line.startsWith("Learning,") && waits) knows = true; // new strokes are taken before anything is learned
        if (Boolean.getBoolean("verbose")) System.out.println(line);
    }

    @Override
    public void failed(Throwable failure) {
        failure.printStackTrace();
        System.exit(1);
    }
}
