package sc.fiji.unet.fuzz;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.fail;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.UnaryOperator;
import sc.fiji.unet.base.InputException;

/**
 * Gives a reader damaged files, the same ones for the same seed, and takes nothing but a refusal in words or a result. Few
 * rounds in a build; scripts/torture fuzz asks for more, with other seeds.
 *
 * @param folder where the files are made
 * @param file their name
 * @param reader what is tried
 */
public record Fuzzing(Path folder, String file, Reader reader) {
    private static final int ROUNDS = Integer.getInteger("unet.fuzz.rounds", 120);
    private static final long SEED = Long.getLong("unet.fuzz.seed", 1);
    private static final long HANGS_SECONDS = 100;
    private static final long SMALL = 1 << 22;
    private static final Path FOUND = Path.of("target", "fuzz");

    /** Opens a file, or refuses it. */
    @FunctionalInterface
    public interface Reader {
        void read(Path file) throws Exception;
    }

    /** Bytes without a meaning of their own. */
    public void binary(List<byte[]> seeds) throws Exception {
        run(seeds, false, UnaryOperator.identity());
    }

    /** Text, such as JSON. */
    public void text(String... seeds) throws Exception {
        List<byte[]> bytes = new ArrayList<>();
        for (String seed : seeds) bytes.add(seed.getBytes(java.nio.charset.StandardCharsets.UTF_8));
        run(bytes, true, UnaryOperator.identity());
    }

    /** What is inside of a container with checksums, which would refuse all else. */
    public void inside(List<byte[]> seeds, UnaryOperator<byte[]> container) throws Exception {
        run(seeds, false, container);
    }

    private void run(List<byte[]> seeds, boolean text, UnaryOperator<byte[]> container) throws Exception {
        List<String> faults = new ArrayList<>();
        for (byte[] seed : seeds) readable(container.apply(seed));
        for (int round = 0; round < ROUNDS; round++) {
            Mutations mutations = new Mutations(SEED * 1_000_003 + round);
            byte[] seed = seeds.get(mutations.below(seeds.size()));
            byte[] content = container.apply(mutations.of(seed, text));
            if (content.length == 0) continue;
            Path path = Files.write(folder.resolve(file), content);
            Throwable failure = failure(path);
            if (isFault(failure, content.length)) faults.add(kept(path, round) + ": " + told(failure));
        }
        assertEquals(List.of(), faults);
    }

    /** A seed that cannot be read tests nothing. */
    private void readable(byte[] seed) throws Exception {
        reader.read(Files.write(folder.resolve(file), seed));
    }

    private Throwable failure(Path path) throws InterruptedException {
        FutureTask<Void> task = new FutureTask<>(() -> {
            reader.read(path);
            return null;
        });
        Thread thread = new Thread(task, "fuzz");
        thread.setDaemon(true);
        thread.start();
        try {
            task.get(HANGS_SECONDS, TimeUnit.SECONDS);
            return null;
        } catch (ExecutionException e) {
            return e.getCause();
        } catch (TimeoutException e) {
            StringBuilder where = new StringBuilder("hangs:");
            for (StackTraceElement frame : thread.getStackTrace())
                where.append("\n  ").append(frame);
            return fail(kept(path, -1) + " " + where);
        }
    }

    /** Memory that a small file wants in gigabytes is one, though it is refused in words. */
    private static boolean isFault(Throwable failure, int length) {
        if (failure == null) return false;
        boolean starved = failure.getCause() instanceof OutOfMemoryError && length < SMALL;
        return !(failure instanceof InputException) || starved;
    }

    private static String told(Throwable failure) {
        StringBuilder text = new StringBuilder(failure.toString());
        Throwable deepest = failure;
        while (deepest.getCause() != null) deepest = deepest.getCause();
        StackTraceElement[] frames = deepest.getStackTrace();
        for (int i = 0; i < Math.min(frames.length, 12); i++)
            text.append("\n    ").append(frames[i]);
        return text.append('\n').toString();
    }

    private String kept(Path path, int round) {
        try {
            Files.createDirectories(FOUND);
            Path copy = FOUND.resolve("seed" + SEED + "-round" + round + "-" + path.getFileName());
            Files.copy(path, copy, java.nio.file.StandardCopyOption.REPLACE_EXISTING);
            return copy.toString();
        } catch (IOException e) {
            return path.toString();
        }
    }
}
