package sc.fiji.unet.benchmark;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Supplier;
import sc.fiji.unet.base.Json;
import sc.fiji.unet.base.OptionException;

/**
 * Races this program against PyTorch for Python on this machine; {@code scripts/benchmark --help} says how. Loads no
 * libtorch itself: each side takes its turn in a process of its own, ours first, round by round.
 */
public final class Benchmark {
    private static final int QUICK_EDGE = 1024;
    private static final int EDGE = 2048;
    private static final int START_UPS = 2;
    private static final int MOST_ROUNDS = 2;
    private static final double MOST_SECONDS = 300; // start-up comes after it
    private static final double NOISE = 0.05;
    private static final String OTHERS = "others";

    private final Subject subject;
    private final Settings settings;
    private final Figures figures = new Figures();
    private final boolean python;

    /** What was asked for on the command line. */
    private record Settings(
            OptionalInt rounds,
            double seconds,
            int edge,
            boolean quick,
            boolean compile,
            boolean augmentation,
            Optional<Path> report) {
        static Settings parse(String[] args) {
            List<String> left = new ArrayList<>(Arrays.asList(args));
            boolean quick = left.remove("--quick");
            boolean compile = left.remove("--compile");
            boolean augmentation = left.remove("--augmentation");
            int edge = Integer.parseInt(value(left, "--edge").orElse(String.valueOf(quick ? QUICK_EDGE : EDGE)));
            Optional<Path> report = value(left, "--report").map(Path::of);
            OptionalInt rounds =
                    value(left, "--rounds").stream().mapToInt(Integer::parseInt).findAny();
            double seconds = Double.parseDouble(value(left, "--seconds").orElse("1"));
            if (!left.isEmpty()) throw new OptionException("Unknown option " + left.get(0) + ": see --help.");
            return new Settings(rounds, seconds, edge, quick, compile, augmentation, report);
        }

        private static Optional<String> value(List<String> left, String name) {
            int at = left.indexOf(name);
            if (at < 0 || at + 1 == left.size()) return Optional.empty();
            left.remove(at);
            return Optional.of(left.remove(at));
        }
    }

    private Benchmark(Subject subject, Settings settings) throws IOException {
        this.subject = subject;
        this.settings = settings;
        subject.write(settings.edge);
        python = BenchmarkProcess.hasTorch();
        if (!python) System.out.println("The Python of the variable PYTHON has no torch: only our own figures follow.");
    }

    /** See above. */
    public static void main(String[] args) throws IOException {
        Settings settings = Settings.parse(args);
        Path folder = Files.createTempDirectory("unet-benchmark");
        try {
            new Benchmark(new Subject(folder), settings).run();
        } finally {
            BenchmarkProcess.delete(folder);
        }
    }

    private void run() {
        if (python)
            System.out.println(
                    "Same network on both sides: " + BenchmarkProcess.python(subject, "check", settings.seconds));
        double spent = 0;
        int done = 0;
        do {
            spent += Stopwatch.once(this::round);
            done++;
        } while (goesOn(done, spent));
        Map<String, Object> report = new Report(figures, startUp()).toMap();
        report.put("date", LocalDate.now().toString());
        report.put("machine", BenchmarkProcess.machine());
        report.put("others", figures.best(OTHERS)); // the worst turn's share of the processors taken by other programs
        System.out.println(Json.text(report));
        settings.report.ifPresent(file -> Json.write(file, report));
    }

    /** As many rounds as were asked for; else one of the quick ones, or two where slow machines end them in time. */
    private boolean goesOn(int done, double spent) {
        if (settings.rounds.isPresent()) return done < settings.rounds.getAsInt();
        return !settings.quick && done < MOST_ROUNDS && spent + spent / done < MOST_SECONDS;
    }

    private void round() {
        Map<String, Double> all = new LinkedHashMap<>();
        List<String> own = new ArrayList<>(List.of(subject.folder().toString(), String.valueOf(settings.seconds)));
        if (!settings.quick) own.add(OwnFigures.COLOR);
        if (settings.augmentation) own.add(OwnFigures.AUGMENTATION);
        take(all, () -> BenchmarkProcess.java(OwnFigures.class, own.toArray(String[]::new)));
        if (python) take(all, () -> BenchmarkProcess.python(subject, "race", settings.seconds, options()));
        figures.add(all);
        System.out.println("One round: " + all);
    }

    private static void take(Map<String, Double> all, Supplier<BenchmarkProcess> turn) {
        OtherWork others = new OtherWork();
        Map<String, Double> figures = turn.get().figures();
        double share = others.share(figures.remove(OtherWork.CPU));
        if (share > NOISE) {
            System.out.printf("Other programs took %.0f %% of the processors: do not trust this turn.%n", 100 * share);
        }
        all.merge(OTHERS, share, Math::max);
        all.putAll(figures);
    }

    private String[] options() {
        List<String> options = new ArrayList<>();
        if (settings.compile) options.add("--compile");
        if (!settings.quick) options.add("--" + OwnFigures.COLOR);
        return options.toArray(String[]::new);
    }

    /** Seconds from the start of a process to the end of its first prediction; of ours also with a choice to measure. */
    private Map<String, Object> startUp() {
        Figures starts = new Figures();
        for (int i = 0; i < START_UPS; i++) {
            Map<String, Double> once = new LinkedHashMap<>();
            double seconds = BenchmarkProcess.java(
                            StartUp.class, subject.folder().toString())
                    .seconds();
            once.put(i == 0 ? "first" : "seconds", seconds); // the first measures which precision is faster
            if (python)
                once.put("python", BenchmarkProcess.python(subject, "start", 0).seconds());
            starts.add(once);
        }
        return new LinkedHashMap<>(starts.medians());
    }
}
