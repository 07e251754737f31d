package sc.fiji.unet.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import ij.ImagePlus;
import ij.gui.OvalRoi;
import ij.gui.Overlay;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.scijava.Context;
import org.scijava.command.Command;
import org.scijava.command.CommandModule;
import org.scijava.command.CommandService;
import sc.fiji.unet.imports.OnnxFiles;
import sc.fiji.unet.imports.Packages;

/** A model that only ONNX Runtime computes segments, and is refused before anything is written by whatever would train it. */
class ForeignModelTest {
    private static final Context CONTEXT = new Context(CommandService.class);

    @TempDir
    Path folder;

    private Path model;
    private String told;

    @BeforeEach
    void importModel() throws IOException {
        model = folder.resolve("bent");
        told = Packages.imported(Files.write(folder.resolve("net.onnx"), OnnxFiles.elu(0)), model);
    }

    @AfterAll
    static void close() {
        CONTEXT.dispose();
    }

    private static CommandModule run(Class<? extends Command> command, Object... values) throws Exception {
        return CONTEXT.service(CommandService.class).run(command, true, values).get();
    }

    private List<String> folders() throws IOException {
        try (var files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    /** By what it says, and as nothing is left behind beside the model and its file. */
    private void requireRefused(CommandModule run, String... others) throws IOException {
        assertTrue(run.isCanceled(), () -> "not refused: " + run.getOutput("summary"));
        String reason = run.getCancelReason();
        assertTrue(reason.contains(model + " has operations that only ONNX Runtime computes"), reason);
        assertTrue(reason.contains("it cannot be trained on. It segments only: expected a model"), reason);
        List<String> expected = new ArrayList<>(List.of(others));
        expected.addAll(List.of("bent", "net.onnx"));
        assertEquals(expected.stream().sorted().toList(), folders());
    }

    @Test
    void itSegments() throws Exception {
        CommandModule run = run(
                SegmentImageCommand.class,
                "image",
                TinyWorld.cells(),
                "model",
                model.toFile(),
                "device",
                "cpu",
                "overlay",
                false);
        assertFalse(run.isCanceled(), run.getCancelReason());
        assertEquals("Input: 2-D, 1 channel", told.lines().skip(1).findFirst().orElseThrow());
        assertTrue(((ImagePlus) run.getOutput("labelimage")).getStatistics().max > 0);
    }

    @Test
    void noTrainingBeginsWithIt() throws Exception {
        TinyWorld world = new TinyWorld(Files.createDirectories(folder.resolve("world")));
        CommandModule run = run(
                TrainExpertCommand.class,
                "images",
                world.images().toFile(),
                "masks",
                world.masks().toFile(),
                "model",
                folder.resolve("next").toFile(),
                "start",
                model.toFile(),
                "minutes",
                0.02,
                "device",
                "cpu",
                "watch",
                false);
        requireRefused(run, "world");
    }

    @Test
    void noLiveProjectBeginsWithIt() throws Exception {
        CommandModule run = run(
                LiveCommand.class,
                "image",
                TinyWorld.cells(),
                "project",
                folder.resolve("live").toFile(),
                "start",
                model.toFile(),
                "device",
                "cpu");
        requireRefused(run);
    }

    /** As one that an earlier version began with it does: its strokes are kept. */
    @Test
    void aLiveProjectThatRemembersItGoesOnWithoutIt() throws Exception {
        requireLeftOut(model, model + " has operations that only ONNX Runtime computes");
    }

    @Test
    void aLiveProjectWhoseModelIsGoneGoesOnWithoutIt() throws Exception {
        Path gone = folder.resolve("bent, deleted since");
        requireLeftOut(gone, gone + " is not a model folder");
    }

    private void requireLeftOut(Path start, String reason) throws Exception {
        Path project = folder.resolve("live");
        CommandModule first = live(project);
        assertFalse(first.isCanceled(), first.getCancelReason());
        Path state = project.resolve("live.json");
        JsonObject remembering = JsonParser.parseString(Files.readString(state)).getAsJsonObject();
        remembering.addProperty("start", start.toString());
        Files.writeString(state, remembering.toString());
        CommandModule run = live(project);
        assertFalse(run.isCanceled(), run.getCancelReason());
        String said = run.getOutput("summary").toString();
        assertTrue(said.contains("goes on without: " + reason), said);
        assertFalse(Files.readString(state).contains("bent"), "it is said once");
    }

    private static CommandModule live(Path project) throws Exception {
        return run(LiveCommand.class, "image", TinyWorld.cells(), "project", project.toFile(), "device", "cpu");
    }

    @Test
    void noCorrectionIsStoredForIt() throws Exception {
        ImagePlus image = TinyWorld.cells();
        OvalRoi cell = new OvalRoi(4, 4, 9, 9);
        cell.setName("foreground");
        image.setOverlay(new Overlay(cell));
        for (boolean train : new boolean[] {false, true}) {
            requireRefused(
                    run(CorrectCommand.class, "image", image, "model", model.toFile(), "train", train, "watch", false));
        }
    }
}
