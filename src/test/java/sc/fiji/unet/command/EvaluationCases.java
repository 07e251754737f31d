package sc.fiji.unet.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static sc.fiji.unet.command.CommandRun.isNotThere;
import static sc.fiji.unet.command.CommandRun.requireNotIn;
import static sc.fiji.unet.command.CommandRun.says;

import ij.IJ;
import ij.ImagePlus;
import ij.process.ImageProcessor;
import java.io.IOException;
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
                check(world),
                checkOfCopies(world),
                checkOfSplit(world),
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

    /** The masks of the world hold a corner of 25 pixels, here said to be a class, which the split keeps from training. */
    private static CommandRun check(TinyWorld world) {
        Path page = world.at("checked/page.html");
        Path table = world.at("checked/page.csv");
        TinyWorld.save(new ImagePlus("odd", open(world.images().resolve("a.tif"))), world.at("odd/a_image.tif"));
        TinyWorld.save(new ImagePlus("odd", open(world.masks().resolve("a.tif"))), world.at("odd/a_image_mask.tif"));
        TinyWorld.save(new ImagePlus("odd", open(world.images().resolve("b.tif"))), world.at("odd/lonely.tif"));
        return CommandRun.of(CheckCommand.class, "of folders")
                .shows("images", world.at("odd").toFile(), "a lonely image is found", says("lonely.tif"))
                .shows("masks", world.at("odd").toFile(), "that of the other is found", says("1 pairs were found"))
                .shows("channels", "1", "there is one", says("1 image checked"))
                .shows("classes", "background=0,corner=128", "the disks are no class", says("no class (a_image)"))
                .shows("output", page.toFile(), "the page has pictures", CommandRun.file(page, "data:image/png"))
                .shows("worst", 1, "one a finding", run -> assertEquals(2, pictures(page)))
                .shows("table", false, "it is written, not shown", CommandRun.file(table, "lonely.tif"));
    }

    /** Four times the same image: whichever are to judge by are found among the others, too. */
    private static CommandRun checkOfCopies(TinyWorld world) {
        for (String name : new String[] {"k", "l", "m", "n"}) {
            TinyWorld.save(
                    new ImagePlus(name, open(world.images().resolve("a.tif"))), world.at("copies/" + name + ".tif"));
            TinyWorld.save(
                    new ImagePlus(name, open(world.masks().resolve("a.tif"))), world.at("copies/" + name + "_gt.tif"));
        }
        return CommandRun.of(CheckCommand.class, "of copies")
                .with("images", world.at("copies").toFile())
                .with("masks", world.at("copies").toFile())
                .with("output", world.at("checked/copies.html").toFile())
                .shows("validation", "0.5", "half are to judge", says("2 images to validate or test on are also"))
                .shows("seed", 7L, "these are drawn", says("k = m, l = m"));
    }

    private static CommandRun checkOfSplit(TinyWorld world) {
        return CommandRun.of(CheckCommand.class, "of a split")
                .with("images", world.images().toFile())
                .with("masks", world.masks().toFile())
                .with("output", world.at("checked/short.html").toFile())
                .with("worst", 0)
                .shows("split", world.split().toFile(), "what it lists is checked", says("6 images checked"));
    }

    private static int pictures(Path page) throws IOException {
        return Files.readString(page).split("<img ").length - 1;
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
