package sc.fiji.unet.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import ij.ImagePlus;
import ij.gui.OvalRoi;
import ij.process.ByteProcessor;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.scijava.Context;
import org.scijava.command.Command;
import org.scijava.command.CommandModule;
import org.scijava.command.CommandService;
import sc.fiji.unet.base.Progress;
import sc.fiji.unet.command.CompareCommand;
import sc.fiji.unet.command.HeadlessMacros;
import sc.fiji.unet.command.TrainCommand;
import sc.fiji.unet.config.TrainOptions;
import sc.fiji.unet.imagej.files.ImageFiles;
import sc.fiji.unet.imagej.files.OutputFiles;
import sc.fiji.unet.imagej.training.TrainingPictures;
import sc.fiji.unet.workflow.Training;

/** A model folder holds the same files, whoever had it trained. */
class SameFilesTest {
    private static final TreeSet<String> EXPECTED = new TreeSet<>(List.of(
            "checkpoint.pt",
            "curves.png",
            "epoch.csv",
            "history.csv",
            "inference.pt",
            "model.json",
            "model.pt",
            "origin.json",
            "parameters.csv",
            "plan.json",
            "thumbnail.png",
            "train.csv",
            "validation.csv"));

    @TempDir
    static Path folder;

    @BeforeAll
    static void writeImages() {
        for (int i = 0; i < 5; i++) {
            OvalRoi disk = new OvalRoi(4 + i, 9 - i, 15, 14);
            ByteProcessor image = new ByteProcessor(33, 30);
            image.setColor(150);
            image.fill(disk);
            image.noise(10);
            ByteProcessor mask = new ByteProcessor(33, 30);
            mask.setColor(255);
            mask.fill(disk);
            OutputFiles.writeTiff(images().resolve(i + ".tif"), new ImagePlus("", image));
            OutputFiles.writeTiff(masks().resolve(i + ".tif"), new ImagePlus("", mask));
        }
    }

    private static Path images() {
        return folder.resolve("images");
    }

    private static Path masks() {
        return folder.resolve("masks");
    }

    /** Without the ranges of values in bytes, which only some processors have a use for. */
    private static TreeSet<String> filesIn(Path model) throws IOException {
        try (var files = Files.list(model)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> !name.equals("int8.json"))
                    .collect(Collectors.toCollection(TreeSet::new));
        }
    }

    /** What all are told, as arguments of the command line. */
    private static List<String> arguments() {
        return List.of(
                "--images", images().toString(),
                "--masks", masks().toString(),
                "--depth", "1",
                "--width", "4",
                "--patch", "16",
                "--batch", "2",
                "--epochs", "1",
                "--device", "cpu");
    }

    @Test
    void theCommandLine() throws IOException {
        Path model = folder.resolve("shell");
        List<String> line = new ArrayList<>(List.of("train", "--model", model.toString()));
        line.addAll(arguments());
        StringWriter said = new StringWriter();
        PrintWriter out = new PrintWriter(said, true);
        ConsoleProgress progress = new ConsoleProgress(System.err, false, System::nanoTime, () -> false);
        int code = new Shell(out, out, progress).run(Map.of("train", TrainCommand::new), line.toArray(String[]::new));
        assertEquals(0, code, said.toString());
        assertEquals(EXPECTED, filesIn(model));
    }

    @Test
    void aScript() throws Exception {
        Path model = folder.resolve("script");
        CommandModule done = run(TrainCommand.class, "model", model);
        assertFalse(done.isCanceled(), done.getCancelReason());
        assertEquals(EXPECTED, filesIn(model));
    }

    @Test
    void aMacro() throws Exception {
        Path model = folder.resolve("macro");
        StringBuilder said = new StringBuilder("model=[" + model + "]");
        for (int i = 0; i < arguments().size(); i += 2) {
            said.append(' ').append(arguments().get(i).substring(2));
            said.append("=[").append(arguments().get(i + 1)).append(']');
        }
        Path macro = folder.resolve("train.ijm");
        Files.writeString(macro, "run(\"Train U-Net...\", \"" + said.toString().replace("\\", "\\\\") + "\");");
        HeadlessMacros.main(new String[] {macro.toString()});
        assertEquals(EXPECTED, filesIn(model));
    }

    /** Comparisons left neither curves nor pictures. */
    @Test
    void aComparison() throws Exception {
        Path output = folder.resolve("comparison");
        CommandModule done = run(CompareCommand.class, "output", output);
        assertFalse(done.isCanceled(), done.getCancelReason());
        try (var runs = Files.list(output.resolve("runs"))) {
            assertEquals(EXPECTED, filesIn(runs.findFirst().orElseThrow().resolve("model")));
        }
    }

    @Test
    void theFacade() throws IOException {
        Path model = folder.resolve("facade");
        TrainOptions options = TrainOptions.defaults(images(), masks(), model);
        options = options.withNetwork(options.network().withSize(1, 4))
                .withInput(options.input().withPatch(16, 2))
                .withFit(options.fit().withLimits(1, 0))
                .withRun(options.run().withDevice("cpu"));
        new Training(new ImageFiles(), new TrainingPictures()).run(options, event -> {}, Progress.NONE);
        assertEquals(EXPECTED, filesIn(model));
    }

    private static CommandModule run(Class<? extends Command> type, String where, Path path) throws Exception {
        Map<String, Object> values = new HashMap<>(
                Map.of("images", images().toFile(), "masks", masks().toFile(), "device", "cpu", where, path.toFile()));
        values.putAll(Map.of("depth", 1, "width", 4, "patch", 16, "batch", 2, "epochs", 1));
        if (type == CompareCommand.class) values.put("architectures", "unet");
        try (Context context = new Context(CommandService.class)) {
            return context.service(CommandService.class).run(type, true, values).get();
        }
    }
}
