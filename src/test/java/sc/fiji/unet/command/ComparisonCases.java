package sc.fiji.unet.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static sc.fiji.unet.command.CommandRun.isThere;
import static sc.fiji.unet.command.CommandRun.says;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import sc.fiji.unet.base.AtomicFiles;
import sc.fiji.unet.track.FakeMlflow;

/** What is seen of the parameters of comparisons, of the test of learning rates and of the demo. */
final class ComparisonCases {
    private static final FakeMlflow MLFLOW = FakeMlflow.start();
    private static final String NO_GPU = "the machine has no such GPU";
    private static final String CLASSES = "background=0,lung=255,ignore=128";

    private ComparisonCases() {}

    static List<CommandRun> in(TinyWorld world) {
        List<CommandRun> runs =
                new ArrayList<>(List.of(grid(world), list(world), preset(world), demo(world), demoWithoutGpu(world)));
        runs.addAll(rates(world));
        runs.add(brief(world, "of a second channel", world.at("second-channel"))
                .with("architectures", "unet")
                .shows("channels", "2", "there is none", says("channels = 2: a has one channel"))
                .isRefused());
        runs.add(rate(world, "second-channel")
                .shows("channels", "2", "there is none", says("channels = 2: a has one channel"))
                .isRefused());
        return runs;
    }

    private static CommandRun grid(TinyWorld world) {
        Path output = world.at("grid");
        return CommandRun.of(CompareCommand.class, "of a grid")
                .shows(
                        "images",
                        world.images().toFile(),
                        "they are learned from",
                        settings(output, "images=" + world.images()))
                .shows(
                        "masks",
                        world.masks().toFile(),
                        "they are learned from",
                        settings(output, "masks=" + world.masks()))
                .shows("output", output.toFile(), "it has the runs", isThere(output.resolve("runs")))
                .shows("architectures", "unet batchnorm=false", "it is trained", settings(output, "batchnorm=false"))
                .shows(
                        "losses",
                        "cross-entropy, dice",
                        "both are trained",
                        run -> assertEquals(4, runs(output).size()))
                .shows("optimizers", "sgd", "it is used", settings(output, "sgd"))
                .shows("learningrates", "0.005", "it is used", settings(output, "0.005"))
                .shows("schedules", "constant", "it is used", settings(output, "constant"))
                .shows("dropouts", "0.1", "it is used", settings(output, "dropout=0.1"))
                .shows("stacks", "2d", "it is said", settings(output, "dimensions=2D"))
                .shows("seeds", "3", "it is used", settings(output, "seed=3"))
                .shows(
                        "folds",
                        2,
                        "each is trained on both",
                        run -> assertEquals(4, runs(output).size()))
                .shows("epochs", 1, "there is one", settings(output, "epochs=1"))
                .shows("minutes", 0.5, "each may take so long", settings(output, "minutes=0.5"))
                .shows("depth", 1, "networks are so deep", settings(output, "depth=1"))
                .shows("width", 4, "networks are so wide", settings(output, "width=4"))
                .shows("patch", 16, "pieces are so large", settings(output, "patch=16"))
                .shows("batch", 2, "steps are so large", settings(output, "batch=2"))
                .shows("classes", CLASSES, "they have their names", settings(output, "lung=255"))
                .shows("device", "cpu", "MLflow is told", run -> tracked("\"cpu\""))
                .shows(
                        "tensorboard",
                        world.at("grid-logs").toFile(),
                        "a folder a run",
                        run -> assertEquals(4, count(world.at("grid-logs"))))
                .shows(
                        "mlflow",
                        MLFLOW.address().toString(),
                        "it is told of each run",
                        run -> assertEquals(4, MLFLOW.requests("runs/create").size()))
                .shows("experiment", "tiny", "it is asked for", run -> tracked("experiment_name=tiny"))
                .shows(
                        "report",
                        world.at("grid.json").toFile(),
                        "it has the figures",
                        CommandRun.file(world.at("grid.json"), "dice"));
    }

    private static void tracked(String words) {
        assertFalse(MLFLOW.requests(words).isEmpty(), MLFLOW.requests("").toString());
    }

    private static CommandRun.Look settings(Path output, String words) {
        return run -> {
            for (Path one : runs(output)) CommandRun.requireIn(Files.readString(one.resolve("settings.txt")), words);
        };
    }

    private static List<Path> runs(Path output) throws IOException {
        try (var files = Files.list(output.resolve("runs"))) {
            return files.filter(Files::isDirectory).toList();
        }
    }

    private static long count(Path folder) throws IOException {
        try (var files = Files.list(folder)) {
            return files.count();
        }
    }

    private static CommandRun brief(TinyWorld world, String title, Path output) {
        return CommandRun.of(CompareCommand.class, title)
                .with("images", world.images().toFile())
                .with("masks", world.masks().toFile())
                .with("output", output.toFile())
                .with("classes", CLASSES)
                .with("epochs", 1)
                .with("depth", 1)
                .with("width", 2)
                .with("patch", 16)
                .with("batch", 1)
                .with("device", "cpu");
    }

    private static CommandRun list(TinyWorld world) {
        Path list = world.at("list.yaml");
        AtomicFiles.writeString(list, "runs:\n- {name: mine, architecture: unet, normalization: range}\n");
        Path output = world.at("listed");
        return brief(world, "of a list", output)
                .shows("list", list.toFile(), "its run is trained", says("mine"))
                .shows("split", world.split().toFile(), "its test images are judged", says("test"))
                .shows("validation", "0.4", "the settings say so", settings(output, "validation=0.4"));
    }

    private static CommandRun preset(TinyWorld world) {
        Path output = world.at("preset");
        return brief(world, "of a preset", output)
                .shows(
                        "preset",
                        "classic-unet",
                        "its three are trained",
                        run -> assertEquals(3, runs(output).size()));
    }

    private static CommandRun demo(TinyWorld world) {
        Path output = world.at("demo");
        for (String name : new String[] {"images", "masks"}) copy(world.at(name), world.at("sets/tiny/" + name));
        AtomicFiles.writeString(world.at("sets/tiny/split.csv"), read(world.split()));
        return CommandRun.of(DemoCommand.class, "of a set")
                .shows("input", world.at("sets").toFile(), "its set is trained on", says("tiny"))
                .shows("output", output.toFile(), "it has the model", isThere(output.resolve("tiny/model/model.json")))
                .shows("minutes", 0.1, "that is six seconds", says("training 6 s"))
                .with("device", "cpu")
                .shows("watch", false, "nothing: there is no display", run -> {})
                .shows(
                        "report",
                        world.at("demo.json").toFile(),
                        "it has the figures",
                        CommandRun.file(world.at("demo.json"), "tiny"));
    }

    private static CommandRun demoWithoutGpu(TinyWorld world) {
        return CommandRun.of(DemoCommand.class, "where there is no GPU")
                .with("input", world.at("sets").toFile())
                .with("output", world.at("no-demo").toFile())
                .shows("device", "gpu63", NO_GPU, says("device = gpu63: "))
                .isRefused();
    }

    private static void copy(Path from, Path to) {
        try (var files = Files.list(from)) {
            Files.createDirectories(to);
            for (Path file : files.toList()) Files.copy(file, to.resolve(file.getFileName()));
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    /** Each value gives another curve than its default. */
    private static List<CommandRun> rates(TinyWorld world) {
        Map<String, Object> others = new TreeMap<>();
        others.put("architecture", "unet batchnorm=false width=4 depth=1");
        others.put("loss", "cross-entropy");
        others.put("optimizer", "sgd");
        others.put("patch", 16);
        others.put("batch", 3);
        others.put("classes", CLASSES);
        others.put("split", world.split().toFile());
        List<CommandRun> runs = new ArrayList<>();
        CommandRun plain = rate(world, "plain")
                .shows("images", world.images().toFile(), "they are learned from", says("Table"))
                .shows("masks", world.masks().toFile(), "they are learned from", says("Table"))
                .shows(
                        "output",
                        world.at("rates/plain.csv").toFile(),
                        "it is written, with a plot",
                        isThere(world.at("rates/plain.png")))
                .shows(
                        "steps",
                        20,
                        "it has a row for each",
                        run -> assertTrue(curve(world, "plain").lines().count() <= 21));
        runs.add(plain);
        runs.add(rate(world, "device")
                .shows("device", "gpu63", NO_GPU, says("device = gpu63: "))
                .isRefused());
        others.forEach((parameter, value) -> runs.add(rate(world, parameter)
                .after(plain)
                .shows(
                        parameter,
                        value,
                        "the curve is another",
                        run -> assertNotEquals(curve(world, "plain"), curve(world, parameter)))));
        return runs;
    }

    private static CommandRun rate(TinyWorld world, String name) {
        return CommandRun.of(FindLearningRateCommand.class, name)
                .with("images", world.images().toFile())
                .with("masks", world.masks().toFile())
                .with("output", world.at("rates/" + name + ".csv").toFile())
                .with("architecture", "unet width=4 depth=1")
                .with("batch", 2)
                .with("steps", 20)
                .with("device", "cpu");
    }

    private static String curve(TinyWorld world, String name) {
        return read(world.at("rates/" + name + ".csv"));
    }
}
