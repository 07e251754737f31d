package sc.fiji.unet.imports;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import sc.fiji.unet.base.InputException;

/** Finds and reads the description of a package, in version 0.4 or 0.5 of the format. */
final class Described {
    private static final Pattern DESCRIPTION =
            Pattern.compile("(?:[^/]+/)?(?:rdf|model|bioimageio|[^/]+\\.bioimageio)\\.ya?ml");
    private static final int LONGEST = 2000;
    private final Fields all;
    private final Map<String, String> account = new LinkedHashMap<>();

    private Described(Fields all) {
        this.all = all;
    }

    /** The name of the description: rdf.yaml before others, the outermost first. */
    static String find(PackageFiles files) {
        Optional<String> found = files.names().stream()
                .filter(name -> DESCRIPTION.matcher(name).matches())
                .min(Comparator.comparingInt((String name) -> name.split("/").length)
                        .thenComparing(name -> !name.endsWith("rdf.yaml"))
                        .thenComparing(name -> !name.endsWith("bioimageio.yaml"))
                        .thenComparing(String::length));
        return found.orElseThrow(() -> new InputException(files.place()
                + " is no package of bioimage.io: there is no rdf.yaml in it. Expected a zip file or a folder with one,"
                + " or a file .onnx or .pt."));
    }

    /** Reads a description. */
    static ModelText read(Fields all) {
        String version = all.needed("format_version");
        String type = all.text("type");
        if (!type.isEmpty() && !type.equals("model")) throw all.refused("type", "it is " + type + ", expected model");
        Described described = new Described(all);
        described.tell();
        List<TensorText> inputs = new ArrayList<>();
        List<TensorText> outputs = new ArrayList<>();
        if (version.startsWith("0.5.")) {
            all.parts("inputs").forEach(part -> inputs.add(TensorReader05.read(part, "preprocessing")));
            all.parts("outputs").forEach(part -> outputs.add(TensorReader05.read(part, "postprocessing")));
        } else if (version.startsWith("0.4.")) {
            described.tensors04("input", "preprocessing", inputs);
            described.tensors04("output", "postprocessing", outputs);
        } else throw all.refused("format_version", "it is " + version + ", expected 0.4 or 0.5");
        String ours = all.within("config").within("fiji_unet").text("card");
        return new ModelText(
                all.needed("name"),
                described.account,
                inputs,
                outputs,
                described.weights(),
                described.tolerance(),
                ours);
    }

    private void tensors04(String kind, String steps, List<TensorText> tensors) {
        List<Fields> parts = all.parts(kind + "s");
        List<Object> tests = all.list("test_" + kind + "s");
        IntStream.range(0, parts.size()).forEach(i -> {
            String test = i < tests.size() ? String.valueOf(tests.get(i)) : "";
            tensors.add(TensorReader04.read(parts.get(i), steps, new TensorText.NamedFile(test, "")));
        });
    }

    private Map<String, TensorText.NamedFile> weights() {
        Map<String, TensorText.NamedFile> files = new LinkedHashMap<>();
        Fields weights = all.within("weights");
        for (Object kind : weights.map().keySet()) {
            Fields entry = weights.within(String.valueOf(kind));
            files.put(String.valueOf(kind), new TensorText.NamedFile(entry.text("source"), entry.text("sha256")));
        }
        return files;
    }

    private ModelText.Tolerance tolerance() {
        ModelText.Tolerance usual = ModelText.Tolerance.USUAL;
        return all.within("config").within("bioimageio").parts("reproducibility_tolerance").stream()
                .findFirst()
                .map(said -> new ModelText.Tolerance(
                        said.number("relative_tolerance", usual.relative()),
                        said.number("absolute_tolerance", usual.absolute()),
                        said.number("mismatched_elements_per_million", usual.perMillion())))
                .orElse(usual);
    }

    private void tell() {
        account("Title", all.text("name"));
        account("Description", all.text("description"));
        account("Version", all.text("version"));
        account("Authors", all.parts("authors").stream().map(Described::author).collect(Collectors.joining("; ")));
        account("License", all.text("license"));
        account("Cite", all.parts("cite").stream().map(Described::citation).collect(Collectors.joining("; ")));
        account("Made", all.text("timestamp"));
        account("Id", all.text("id"));
        if (all.map().get("training_data") instanceof Map)
            account("Dataset", all.within("training_data").text("id"));
        if (all.map().get("parent") instanceof Map)
            account("Parent", all.within("parent").text("id"));
        account("Repository", all.text("git_repo"));
    }

    private void account(String key, String text) {
        String line = text.replaceAll("\\s+", " ").strip();
        if (line.length() > LONGEST) line = line.substring(0, LONGEST) + "...";
        if (!line.isEmpty()) account.put(key, line);
    }

    private static String author(Fields author) {
        String affiliation = author.text("affiliation");
        return author.text("name") + (affiliation.isEmpty() ? "" : " (" + affiliation + ")");
    }

    private static String citation(Fields citation) {
        String doi = citation.has("doi") ? "doi:" + citation.text("doi") : citation.text("url");
        return (citation.text("text") + " " + doi).strip();
    }
}
