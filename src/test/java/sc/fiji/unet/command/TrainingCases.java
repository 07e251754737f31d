package sc.fiji.unet.command;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static sc.fiji.unet.command.CommandRun.file;
import static sc.fiji.unet.command.CommandRun.isThere;
import static sc.fiji.unet.command.CommandRun.requireNotIn;
import static sc.fiji.unet.command.CommandRun.says;

import ij.IJ;
import ij.ImagePlus;
import ij.gui.PointRoi;
import ij.gui.Roi;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import sc.fiji.unet.config.ModelCard;
import sc.fiji.unet.model.ModelFolder;
import sc.fiji.unet.nn.Weights;
import sc.fiji.unet.torchscript.TorchScriptReader;
import sc.fiji.unet.track.FakeMlflow;

/** What is seen of the parameters of trainings. */
final class TrainingCases {
    private static final FakeMlflow MLFLOW = FakeMlflow.start();

    private TrainingCases() {}

    static List<CommandRun> in(TinyWorld world) {
        CommandRun first = fromFolders(world);
        CommandRun coarse = computing(world, "bf16");
        return List.of(
                coarse.shows("precision", "bf16", "it trains", says("2 images: dice")),
                computing(world, "fp32")
                        .after(coarse)
                        .shows(
                                "precision",
                                "fp32",
                                "losses differ from those in bf16",
                                run -> assertNotEquals(losses(world, "bf16"), losses(world, "fp32"))),
                first,
                resumed(world).after(first),
                fromLabels(world),
                fromRois(world),
                fromTheOverlayOnly(world),
                fromOneChannel(world),
                fromAModel(world));
    }

    /** As small and short as can be. */
    private static CommandRun brief(Path model, String title) {
        return CommandRun.of(TrainCommand.class, title)
                .with("model", model.toFile())
                .with("architecture", "unet batchnorm=false")
                .with("width", 4)
                .with("depth", 1)
                .with("patch", 16)
                .with("batch", 2)
                .with("epochs", 1)
                .with("device", "cpu");
    }

    private static CommandRun computing(TinyWorld world, String precision) {
        return brief(world.at(precision + "-model"), "in " + precision)
                .with("images", world.images().toFile())
                .with("masks", world.masks().toFile())
                .with("split", world.split().toFile());
    }

    private static List<String> losses(TinyWorld world, String precision) throws Exception {
        return Files.readAllLines(world.at(precision + "-model/train.csv"));
    }

    private static CommandRun fromFolders(TinyWorld world) {
        Path model = world.at("trained");
        Path card = model.resolve("model.json");
        Path report = world.at("report.json");
        return CommandRun.of(TrainCommand.class, "from folders")
                .shows(
                        "images",
                        world.images().toFile(),
                        "they are learned from",
                        file(model.resolve("origin.json"), "images"))
                .shows(
                        "masks",
                        world.masks().toFile(),
                        "they are learned from",
                        file(model.resolve("origin.json"), "masks"))
                .shows("model", model.toFile(), "it is written", isThere(card))
                .shows("epochs", 2, "there are two", run -> assertEquals(2, rows(model)))
                .shows(
                        "classes",
                        "background=0,lung=255,ignore=128",
                        "the card has their names",
                        file(card, "\"lung\""))
                .shows("validation", "0.5", "half of the six images", says("3 images: dice"))
                .shows(
                        "dimensions",
                        "2D",
                        "the origin says so",
                        file(model.resolve("origin.json"), "\"dimensions\": \"2D\""))
                .shows("architecture", "unet dropout=0.25", "the card says so", file(card, "dropout=0.25"))
                .shows("normalization", "range min=0 max=250", "the card says so", file(card, "range min=0 max=250"))
                .shows("depth", 1, "the card says so", file(card, "depth=1"))
                .shows("width", 4, "the card says so", file(card, "width=4"))
                .shows("patch", 16, "the plan says so", file(card, "3 of [16, 16]"))
                .shows("batch", 3, "the plan says so", file(card, "3 of [16, 16]"))
                .shows("augmentation", "noise@1 max=0.05", "the plan says so", file(card, "\"Augmentation\": \"noise"))
                .shows("loss", "focal gamma=1.5", "the plan says so", file(card, "\"Loss\": \"focal gamma=1.5\""))
                .shows("optimizer", "sgd momentum=0.8", "the plan says so", file(card, "sgd momentum=0.8"))
                .shows("schedule", "constant", "the rate stays", file(model.resolve("train.csv"), ",0.005,"))
                .shows("learningrate", 0.005, "each step has it", file(model.resolve("train.csv"), ",0.005,"))
                .shows("ema", 0.9, "the tables say so", file(model.resolve("parameters.csv"), "ema,0.9"))
                .shows("seed", 7L, "the plan says so", file(card, "\"Seed\": \"7\""))
                .shows("device", "cpu", "MLflow is told", run -> tracked("\"cpu\""))
                .shows("watch", false, "nothing: there is no display", run -> {})
                .shows("report", report.toFile(), "it has the figures", file(report, "\"dice\""))
                .shows("tensorboard", world.at("logs").toFile(), "it has a folder", isThere(world.at("logs/trained")))
                .shows("mlflow", MLFLOW.address().toString(), "it is told of a run", run -> tracked("runs/create"))
                .shows("experiment", "tiny", "it is asked for", run -> tracked("experiment_name=tiny"));
    }

    private static void tracked(String words) {
        assertFalse(MLFLOW.requests(words).isEmpty(), MLFLOW.requests("").toString());
    }

    private static CommandRun resumed(TinyWorld world) {
        Path model = world.at("trained");
        return brief(model, "resumed")
                .with("images", world.images().toFile())
                .with("masks", world.masks().toFile())
                .with("classes", "background=0,lung=255,ignore=128")
                .with("validation", "0.5")
                .with("architecture", "unet dropout=0.25")
                .with("epochs", 3)
                .shows("resume", true, "the two epochs before it are kept", says("Resuming after step 40"));
    }

    private static long rows(Path model) throws Exception {
        return Files.readAllLines(model.resolve("history.csv")).size() - 1L;
    }

    private static CommandRun fromLabels(TinyWorld world) {
        Path model = world.at("labeled");
        return brief(model, "from a label image")
                .with("images", world.images().toFile())
                .shows(
                        "source",
                        "labels",
                        "not the folder",
                        run -> requireNotIn(origin(model), world.images().toString()))
                .shows("image", TinyWorld.cells(), "it is kept", isThere(model.resolve("annotated/images/cells.tif")))
                .shows(
                        "labels",
                        TinyWorld.labels(false),
                        "they are kept",
                        run -> assertEquals(TinyWorld.count(TinyWorld.labels(false), 1), count(model, 1)))
                .with("classes", "instances")
                .shows(
                        "auxiliary",
                        "border",
                        "the card says so",
                        file(model.resolve("model.json"), "\"auxiliary\": \"border\""))
                .with("epochs", 0)
                .with("width", 0)
                .shows("minutes", 0.02, "the plan is for a short time", says("augmentation = light"));
    }

    private static String card(Path model) throws Exception {
        return Files.readString(model.resolve("model.json"));
    }

    private static String origin(Path model) throws Exception {
        return Files.readString(model.resolve("origin.json"));
    }

    private static CommandRun fromRois(TinyWorld world) {
        Path model = world.at("drawn");
        List<Roi> rois = new ArrayList<>(TinyWorld.outlines());
        for (int i = 0; i < 3; i++) rois.get(i).setGroup(i == 2 ? 2 : 1);
        Roi point = new PointRoi(27, 27);
        point.setGroup(3);
        rois.add(point);
        return brief(model, "from ROIs")
                .with("source", "rois")
                .with("image", TinyWorld.cells(rois))
                .shows(
                        "outside",
                        "ignored",
                        "only the gap between cells is background",
                        run -> assertTrue(count(model, 0) < 10))
                .shows("naming", "group", "the classes are groups", file(model.resolve("model.json"), "group3"))
                .shows("radius", 2.0, "the point is a disk of 13 pixels", run -> assertEquals(13, count(model, 3)));
    }

    /** Pixels of a class in what the training kept. */
    private static int count(Path model, int value) {
        return TinyWorld.count(
                IJ.openImage(model.resolve("annotated/masks/cells.tif").toString()), value);
    }

    private static CommandRun fromTheOverlayOnly(TinyWorld world) {
        ImagePlus selected = TinyWorld.cells();
        selected.setRoi(TinyWorld.outlines().get(0));
        return brief(world.at("nothing"), "from the overlay only")
                .with("image", selected)
                .shows("rois", "overlay", "the selection is not taken", says("No ROIs on cells.tif"))
                .isRefused();
    }

    private static CommandRun fromOneChannel(TinyWorld world) {
        ImagePlus red = TinyWorld.cells(TinyWorld.outlines());
        red.setProcessor(red.getProcessor().convertToRGB());
        Path model = world.at("of-red");
        return brief(model, "from one channel").with("image", red).shows("channels", "1", "the card says so", run -> {
            ModelCard card = new ModelFolder(model).card();
            assertEquals(List.of(1), card.input().channels());
            assertEquals(1, card.network().channels());
        });
    }

    private static CommandRun fromAModel(TinyWorld world) {
        Path model = world.at("continued");
        return CommandRun.of(TrainCommand.class, "from a model")
                .with("images", world.images().toFile())
                .with("masks", world.masks().toFile())
                .with("classes", "background=0,lung=255,ignore=128")
                .with("model", model.toFile())
                .with("patch", 16)
                .with("batch", 2)
                .with("epochs", 1)
                .with("device", "cpu")
                .shows("split", world.split().toFile(), "c and d are to validate on", says("2 images: dice"))
                .shows("start", world.model().toFile(), "its arrays are taken", says("arrays taken as they are"))
                .shows("freeze", true, "the encoder stays", run -> {
                    String name = "down0_a_conv_weight";
                    assertArrayEquals(
                            weights(world.model()).get(name), weights(model).get(name));
                })
                .shows("refit", true, "its normalization is not taken", run -> {
                    requireNotIn(card(model), "\"range");
                    assertTrue(card(model).contains("\"zscore"));
                });
    }

    private static Weights weights(Path model) {
        return TorchScriptReader.read(model.resolve("model.pt"));
    }
}
