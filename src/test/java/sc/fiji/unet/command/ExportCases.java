package sc.fiji.unet.command;

import static sc.fiji.unet.command.CommandRun.requireIn;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.ZipFile;
import sc.fiji.unet.base.AtomicFiles;

/** What is seen of the parameters that say what a package tells about a model. */
final class ExportCases {
    private ExportCases() {}

    static List<CommandRun> in(TinyWorld world) {
        return List.of(packed(world), averaged(world));
    }

    private static CommandRun packed(TinyWorld world) {
        Path file = world.at("exported/package.zip");
        Path notes = world.at("notes.md");
        AtomicFiles.writeString(notes, "Not on Mondays.");
        return CommandRun.of(ExportCommand.class, "as a package")
                .with("model", world.model().toFile())
                .with("output", file.toFile())
                .shows("format", "bioimageio", "it has weights of both kinds", rdf(file, "source: weights.onnx"))
                .shows("name", "Bright lungs", "it is the title", rdf(file, "name: Bright lungs"))
                .shows("description", "Finds what is bright.", "it is there", rdf(file, "Finds what is bright."))
                .shows("documentation", notes.toFile(), "the page begins with it", entry(file, "README.md", "Mondays"))
                .shows("authors", "Jane Doe; John Roe", "both are named", rdf(file, "- name: John Roe"))
                .shows("affiliations", "Here; There", "each has one", rdf(file, "affiliation: There"))
                .shows("orcids", "0000-0002-1825-0097;", "the first has one", rdf(file, "0000-0002-1825-0097"))
                .shows("github", "; jroe", "the second has one", rdf(file, "github_user: jroe"))
                .shows("license", "MIT", "it is said", rdf(file, "license: MIT"))
                .shows("cite", "Doe 2026", "it is said", rdf(file, "text: Doe 2026"))
                .shows("doi", "10.1234/lungs", "it is said", rdf(file, "doi: 10.1234/lungs"))
                .shows(
                        "sample",
                        world.images().resolve("a.tif").toFile(),
                        "a person is warned",
                        CommandRun.says("everybody who gets the file"))
                .shows("dataset", "lungs", "it is said", rdf(file, "training_data:\n  id: lungs"))
                .shows("parent", "affable-shark", "it is said", rdf(file, "parent:\n  id: affable-shark"));
    }

    private static CommandRun averaged(TinyWorld world) {
        Path file = world.at("exported/mean.zip");
        return CommandRun.of(ExportCommand.class, "of several networks")
                .with("model", world.copyOfModel("exported-copy").toFile())
                .with("output", file.toFile())
                .shows("models", world.shifted().toString(), "it answers too", rdf(file, "the mean of 3 networks"))
                .shows("snapshots", true, "there are two", rdf(file, "the mean of 3 networks"));
    }

    private static CommandRun.Look rdf(Path file, String words) {
        return entry(file, "rdf.yaml", words);
    }

    private static CommandRun.Look entry(Path file, String name, String words) {
        return run -> requireIn(text(file, name), words);
    }

    private static String text(Path file, String name) throws IOException {
        try (ZipFile zip = new ZipFile(file.toFile())) {
            return new String(zip.getInputStream(zip.getEntry(name)).readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
