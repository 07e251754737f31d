package sc.fiji.unet.command;

import static sc.fiji.unet.command.CommandRun.isThere;
import static sc.fiji.unet.command.CommandRun.says;

import java.io.File;
import java.nio.file.Path;
import java.util.List;
import sc.fiji.unet.base.Progress;
import sc.fiji.unet.export.Export;
import sc.fiji.unet.export.ExportOptions;
import sc.fiji.unet.imagej.files.ImageFiles;
import sc.fiji.unet.imagej.files.OutputFiles;
import sc.fiji.unet.model.ModelFolder;

/** What is seen of the parameters of imports: of a package, and of a network alone. */
final class ImportCases {
    private ImportCases() {}

    static List<CommandRun> in(TinyWorld world) {
        return List.of(packed(world), alone(world), otherAxes(world), twice(world));
    }

    private static File exported(TinyWorld world, String name) {
        Path file = world.at("imported/" + name);
        new Export(new ImageFiles(), new OutputFiles())
                .run(new ModelFolder(world.model()), ExportOptions.of(file, "auto"), Progress.NONE);
        return file.toFile();
    }

    private static CommandRun packed(TinyWorld world) {
        Path model = world.at("imported/of-package");
        return CommandRun.of(ImportCommand.class, "of a package")
                .shows("input", exported(world, "package.zip"), "its title is told", says("Title: U-Net threshold"))
                .shows("output", model.toFile(), "the model is there", isThere(model.resolve("model.json")))
                .shows("weights", "torchscript", "these were taken", says("package.zip (torchscript)"))
                .shows("tensor", "output", "it is found", says("test output is reproduced"));
    }

    private static CommandRun alone(TinyWorld world) {
        Path model = world.at("imported/of-network");
        return CommandRun.of(ImportCommand.class, "of a network alone")
                .with("input", exported(world, "net.onnx"))
                .with("output", model.toFile())
                .shows("classes", "nothing, lung", "they are told", says("Classes: nothing, lung"))
                .shows(
                        "normalization",
                        "range min=0 max=255",
                        "it is in the card",
                        CommandRun.file(model.resolve("model.json"), "range min=0 max=255"));
    }

    private static CommandRun otherAxes(TinyWorld world) {
        return CommandRun.of(ImportCommand.class, "of a network with other axes")
                .with("input", exported(world, "net.onnx"))
                .with("output", world.at("imported/nothing").toFile())
                .shows("axes", "bczyx", "the network has four", says("has 4 axes, expected those of bczyx"))
                .isRefused();
    }

    private static CommandRun twice(TinyWorld world) {
        return CommandRun.of(ImportCommand.class, "of probabilities")
                .with("input", exported(world, "net.onnx"))
                .with("output", world.at("imported/nothing").toFile())
                .shows("activation", "softmax", "it has one already", says("its answer goes through softmax after"))
                .isRefused();
    }
}
