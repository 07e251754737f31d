package sc.fiji.unet.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import ij.IJ;
import ij.ImagePlus;
import ij.gui.Roi;
import ij.process.ByteProcessor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.scijava.Context;
import org.scijava.command.CommandModule;
import org.scijava.command.CommandService;
import sc.fiji.unet.Cards;
import sc.fiji.unet.base.AtomicFiles;
import sc.fiji.unet.config.ModelCard;
import sc.fiji.unet.imagej.rois.RoiFiles;
import sc.fiji.unet.model.ModelFolder;

/** Scores two squares, of which one was found, against every kind of truth. */
class EvaluateCommandTest {
    private static final Context CONTEXT = new Context(CommandService.class);

    @TempDir
    Path folder;

    @AfterAll
    static void close() {
        CONTEXT.dispose();
    }

    /** Rectangles of x, y, width, height and value. */
    private static ImagePlus squares(String title, int[]... squares) {
        ByteProcessor plane = new ByteProcessor(31, 17);
        for (int[] square : squares) {
            plane.setColor(square[4]);
            plane.fill(new Roi(square[0], square[1], square[2], square[3]));
        }
        return new ImagePlus(title, plane);
    }

    private static Roi named(String name, int x, int y) {
        Roi roi = new Roi(x, y, 6, 6);
        roi.setName(name);
        return roi;
    }

    private Path save(ImagePlus imp, String file) throws IOException {
        Path path = folder.resolve(file);
        Files.createDirectories(path.getParent());
        IJ.saveAsTiff(imp, path.toString());
        return path.getParent();
    }

    private JsonObject run(Object... values) throws Exception {
        Path report = folder.resolve("out/report.json");
        Object[] all = java.util.Arrays.copyOf(values, values.length + 2);
        all[values.length] = "report";
        all[values.length + 1] = report.toFile();
        CommandModule done = CONTEXT.service(CommandService.class)
                .run(EvaluateCommand.class, true, all)
                .get();
        assertTrue(!done.isCanceled(), done.getCancelReason());
        return JsonParser.parseString(Files.readString(report)).getAsJsonObject();
    }

    /** One of two squares of 36 pixels: Dice 2 * 36 / (72 + 36), one hit and one miss at every IoU. */
    private static void assertHalf(JsonObject json) {
        assertEquals(2.0 / 3, json.get("dice").getAsDouble(), 1e-12);
        assertEquals(0.5, json.get("ap50").getAsDouble(), 1e-12);
        assertEquals(0.5, json.get("ap95").getAsDouble(), 1e-12);
        assertEquals(0.5, json.get("ap").getAsDouble(), 1e-12);
    }

    @Test
    void roisAreTruth() throws Exception {
        Path found = save(squares("a.tif", new int[] {2, 3, 6, 6, 1}), "found/a.tif");
        Path image = save(squares("a.tif", new int[] {2, 3, 6, 6, 200}, new int[] {12, 3, 6, 6, 190}), "images/a.tif");
        Path truth = Files.createDirectories(folder.resolve("truth"));
        RoiFiles.write(truth.resolve("a.zip"), List.of(named("cell", 2, 3), named("cell", 12, 3)));
        assertHalf(run("prediction", found.toFile(), "truth", truth.toFile(), "images", image.toFile()));
        String header =
                Files.readAllLines(folder.resolve("out/report-confusion.csv")).get(0);
        assertEquals("class,predicted background,predicted cell", header);
        assertTrue(ImageIO.read(folder.resolve("out/report-confusion.png").toFile())
                        .getWidth()
                > 200);
        assertTrue(ImageIO.read(folder.resolve("out/report-worst.png").toFile()).getWidth() > 900);
    }

    @Test
    void aSplitChoosesAmongImagesWithRoisToo() throws Exception {
        Path found = save(squares("a.tif", new int[] {2, 3, 6, 6, 1}), "found/a.tif");
        save(squares("b.tif", new int[] {2, 3, 6, 6, 1}), "found/b.tif");
        Path truth = Files.createDirectories(folder.resolve("truth"));
        RoiFiles.write(truth.resolve("a.zip"), List.of(named("cell", 2, 3), named("cell", 12, 3)));
        RoiFiles.write(truth.resolve("b.roi"), List.of(named("cell", 2, 3)));
        Path split = Files.writeString(folder.resolve("split.csv"), "name,split\na,test\nb,train\n");
        assertHalf(run("prediction", found.toFile(), "truth", truth.toFile(), "split", split.toFile()));
    }

    @Test
    void connectedPartsOfMasksAreObjects() throws Exception {
        Path found = save(squares("a.tif", new int[] {2, 3, 6, 6, 1}), "found/a.tif");
        Path truth = save(squares("a.tif", new int[] {2, 3, 6, 6, 1}, new int[] {12, 3, 6, 6, 1}), "truth/a.tif");
        assertHalf(run("prediction", found.toFile(), "truth", truth.toFile(), "objects", "parts"));
    }

    /** The model says that masks number objects: touching ones are two in the truth. */
    @Test
    void numbersOfObjectsAreTruth() throws Exception {
        ModelCard card = Cards.card(Cards.classic(2), true);
        ModelFolder model = new ModelFolder(folder.resolve("model"));
        AtomicFiles.writeString(model.cardFile(), card.toJson());
        Path found = save(squares("a.tif", new int[] {2, 3, 6, 6, 5}), "found/a.tif");
        Path truth = save(squares("a.tif", new int[] {2, 3, 6, 6, 1}, new int[] {8, 3, 6, 6, 2}), "truth/a.tif");
        assertHalf(run(
                "prediction",
                found.toFile(),
                "truth",
                truth.toFile(),
                "model",
                model.path().toFile()));
    }

    @Test
    void openImagesAreComparedWithoutFiles() throws Exception {
        ImagePlus found = squares("found", new int[] {2, 3, 6, 6, 1});
        ImagePlus truth = squares("truth", new int[] {2, 3, 6, 6, 255}, new int[] {12, 3, 6, 6, 255});
        assertHalf(run("labels", found, "truelabels", truth, "objects", "parts"));
    }

    @Test
    void nothingIsWrittenThatNobodyAskedFor() throws Exception {
        ImagePlus found = squares("found", new int[] {2, 3, 6, 6, 1});
        ImagePlus truth = squares("truth", new int[] {2, 3, 6, 6, 255});
        JsonObject json = run("labels", found, "truelabels", truth, "objects", "none", "confusion", false, "worst", 0);
        assertTrue(!json.has("ap50"));
        try (var files = Files.list(folder.resolve("out"))) {
            assertEquals(
                    List.of("report.csv", "report.json"),
                    files.map(f -> f.getFileName().toString()).sorted().toList());
        }
    }

    @Test
    void whatMakesNoSenseIsRefusedByName() throws Exception {
        ImagePlus found = squares("found", new int[] {2, 3, 6, 6, 1});
        for (Object[] bad : new Object[][] {{"objects", "many"}, {"worst", 101}, {"truelabels", null}}) {
            CommandModule refused = CONTEXT.service(CommandService.class)
                    .run(EvaluateCommand.class, true, "labels", found, "truelabels", found, bad[0], bad[1])
                    .get();
            assertTrue(refused.isCanceled(), bad[0].toString());
            assertTrue(refused.getCancelReason().contains(bad[0].toString()), refused.getCancelReason());
        }
    }
}
