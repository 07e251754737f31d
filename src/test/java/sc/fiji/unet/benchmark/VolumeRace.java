package sc.fiji.unet.benchmark;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Races a 3-D U-Net of ours against the same in PyTorch for Python and ONNX Runtime, in turn every few seconds: each side is
 * a process that waits for its turn. Ratios are taken turn by turn, then their median. Arguments: rounds, seconds a turn, width,
 * depth, patches, x, y, z.
 */
public final class VolumeRace {
    private static final List<String> THEIRS = List.of("plain", "tuned", "onnxruntime");

    private final VolumeSubject subject;
    private final double seconds;
    private final Figures figures = new Figures();

    private VolumeRace(VolumeSubject subject, double seconds) {
        this.subject = subject;
        this.seconds = seconds;
    }

    /** A process that computes when it is asked to. */
    private record Side(Process process, BufferedReader said, Writer asked) implements AutoCloseable {
        static Side start(List<String> command) throws IOException {
            Process process = new ProcessBuilder(command)
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
            Side side = new Side(process, process.inputReader(), process.outputWriter());
            if (side.said.readLine() == null) throw new IllegalStateException("It ended at once: " + command);
            return side;
        }

        double take(String name, double seconds) throws IOException {
            asked.write(name + " " + seconds + "\n");
            asked.flush();
            String line = said.readLine();
            if (line == null) throw new IllegalStateException(name + ": no answer");
            return Double.parseDouble(line);
        }

        @Override
        public void close() throws IOException {
            asked.close();
            process.destroy();
        }
    }

    /** See above. */
    public static void main(String[] args) throws IOException {
        Path folder = Files.createTempDirectory("unet-volumes");
        List<String> words = new ArrayList<>(List.of(args).subList(2, args.length));
        words.add(0, folder.resolve("model").toString());
        VolumeSubject subject = VolumeSubject.of(words.toArray(String[]::new));
        try {
            subject.write();
            new VolumeRace(subject, Double.parseDouble(args[1])).run(Integer.parseInt(args[0]), words);
        } finally {
            BenchmarkProcess.delete(folder);
        }
    }

    private void run(int rounds, List<String> words) throws IOException {
        List<String> theirs = new ArrayList<>(List.of(BenchmarkProcess.interpreter(), "scripts/benchmark_volumes.py"));
        theirs.add(subject.folder().resolve("model.pt").toString());
        for (int at : new int[] {1, 2, 3, 6, 5, 4}) theirs.add(words.get(at)); // z, y, x there
        try (Side own = Side.start(BenchmarkProcess.command(OwnVolumes.class, own(words)));
                Side python = Side.start(theirs)) {
            for (int round = 0; round <= rounds; round++) round(own, python, round > 0);
        }
        print();
    }

    private static String[] own(List<String> words) {
        List<String> all = new ArrayList<>(words);
        all.add("FP32");
        return all.toArray(String[]::new);
    }

    /** The first is to warm up. */
    private void round(Side own, Side python, boolean counts) throws IOException {
        Map<String, Double> speeds = new LinkedHashMap<>();
        for (String what : List.of("predict", "train")) {
            for (String other : THEIRS) {
                double ours = own.take(what, seconds);
                double taken = python.take(what + " " + other, seconds);
                if (taken == 0) continue;
                speeds.put(what + " against " + other, taken / ours);
                speeds.merge(what + " Mvoxels/s", subject.voxels() / ours / 1e6, Math::max);
                speeds.put(what + " " + other + " Mvoxels/s", subject.voxels() / taken / 1e6);
            }
        }
        if (counts) figures.add(speeds);
        System.out.println((counts ? "One round: " : "Warming up: ") + speeds);
    }

    private void print() {
        System.out.println("Medians, float32: " + subject.words().subList(1, 7) + " (width, depth, patches, x, y, z)");
        figures.medians().forEach((name, value) -> System.out.printf(Locale.ROOT, "%-32s %8.3f%n", name, value));
    }
}
