package sc.fiji.unet.command;

import static org.junit.jupiter.api.Assertions.assertTrue;
import static sc.fiji.unet.command.CommandRun.isNotThere;
import static sc.fiji.unet.command.CommandRun.requireNotIn;
import static sc.fiji.unet.command.CommandRun.says;

import ij.IJ;
import ij.ImagePlus;
import ij.process.ImageProcessor;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** What is seen of the parameters that say what is judged or described. */
final class EvaluationCases {
    private EvaluationCases() {}

    static List<CommandRun> in(TinyWorld world) {
        return List.of(
                folderJudged(world),
                openImagesJudged(),
                openImagesJudgedInShort(world),
                info(world),
                export(world),
                storage(),
                device());
    }

    /** The tests before have loaded the library, which nobody may then delete. */
    private static CommandRun storage() {
        return CommandRun.of(StorageCommand.class, "of a library in use")
                .shows("clear", true, "it says why not", says("is in use"))
                .isRefused();
    }

    private static CommandRun folderJudged(TinyWorld world) {
        for (String name : new String[] {"a", "c", "d"}) {
            TinyWorld.save(
                    new ImagePlus(name, open(world.masks().resolve(name + ".tif"))),
                    world.at("found/" + name + ".tif"));
        }
        Path report = world.at("judged/report.json");
        return CommandRun.of(EvaluateCommand.class, "of folders")
                .shows("prediction", world.at("found").toFile(), "it is judged", says("dice 1.0000"))
                .shows("truth", world.masks().toFile(), "by the masks", says("dice 1.0000"))
                .shows("model", world.thirds().toFile(), "its names of the classes", says("corner"))
                .shows("split", world.split().toFile(), "only c and d", says("2 images: "))
                .shows("part", "val", "only c and d", CommandRun.file(report, "\"d\""))
                .shows("images", world.images().toFile(), "they are shown", run -> assertTrue(colors(report) > 3))
                .shows("report", report.toFile(), "it has the figures", CommandRun.file(report, "\"dice\": 1.0"));
    }

    /** Grays of the picture, which labels on black would not have. */
    private static long colors(Path report) {
        ImageProcessor picture = open(report.resolveSibling("report-worst.png"));
        java.util.Set<Integer> grays = new java.util.TreeSet<>();
        for (int y = 60; y < picture.getHeight() - 20; y++) {
            for (int x = 120; x < 300; x++) grays.add(picture.get(x, y) & 0xFFFFFF);
        }
        return grays.size();
    }

    private static CommandRun openImagesJudged() {
        return CommandRun.of(EvaluateCommand.class, "of open images")
                .shows("labels", TinyWorld.labels(false), "they are judged", says("1 image: dice 1.0000"))
                .shows("truelabels", TinyWorld.labels(false), "by these", says("1 image: dice 1.0000"))
                .shows("objects", "parts", "connected pixels are objects", says("Objects, AP at IoU"))
                .shows("table", false, "nothing: there is no display", run -> {});
    }

    private static CommandRun openImagesJudgedInShort(TinyWorld world) {
        return CommandRun.of(EvaluateCommand.class, "in short")
                .with("labels", TinyWorld.labels(false))
                .with("truelabels", TinyWorld.labels(false))
                .with("report", world.at("short/report.json").toFile())
                .shows("confusion", false, "it is not written", isNotThere(world.at("short/report-confusion.csv")))
                .shows("worst", 0, "they are not drawn", isNotThere(world.at("short/report-worst.png")));
    }

    private static CommandRun info(TinyWorld world) {
        return CommandRun.of(InfoCommand.class, "of a model")
                .shows("model", world.model().toFile(), "it is described", says("lung=200"));
    }

    private static CommandRun export(TinyWorld world) {
        Path file = world.at("exported/net");
        return CommandRun.of(ExportCommand.class, "as ONNX")
                .shows("model", world.model().toFile(), "its classes are told", says("lung"))
                .shows("output", file.toFile(), "it is written", CommandRun.isThere(file))
                .shows(
                        "format",
                        "onnx",
                        "the name does not say it",
                        run -> assertTrue(Files.readString(file, StandardCharsets.ISO_8859_1)
                                .contains("MaxPool")));
    }

    private static CommandRun device() {
        return CommandRun.of(DeviceCommand.class, "without a test")
                .shows("device", "cpu", "it does not ask for a GPU", run -> requireNotIn(run.said(), "GPU"))
                .shows("seconds", 0.0, "nothing is measured", run -> requireNotIn(run.said(), "Mpx"));
    }

    private static ImageProcessor open(Path file) {
        return IJ.openImage(file.toString()).getProcessor();
    }
}
