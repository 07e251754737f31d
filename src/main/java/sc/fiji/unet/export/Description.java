package sc.fiji.unet.export;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import sc.fiji.unet.base.Counted;
import sc.fiji.unet.config.ClassInfo;
import sc.fiji.unet.config.ModelCard;

/**
 * The description of a package, the file rdf.yaml, field by field. It is written for version 0.5.7 of the format, which
 * programs of later versions read.
 */
final class Description {
    private static final String FORMAT = "0.5.7";
    /** The oldest PyTorch that these files were seen to run in: programs choose the engine by it. */
    private static final String PYTORCH = "2.0.1";

    private static final int OPERATOR_SET = 17;
    private static final double TOLERANCE = 1e-3;
    private static final int LONGEST_NAME = 60;

    private final Exported exported;
    private final ModelCard card;
    private final Credits credits;
    private final Map<String, Object> map = new LinkedHashMap<>();

    Description(Exported exported, Credits credits) {
        this.exported = exported;
        this.credits = credits;
        card = exported.card();
    }

    /** What was said, else the name of the model's folder. */
    String name() {
        if (!credits.about().name().isEmpty()) return credits.about().name();
        String folder = exported.members()
                .get(0)
                .path()
                .toAbsolutePath()
                .normalize()
                .getFileName()
                .toString();
        String name = ("U-Net " + folder.replaceAll("[^A-Za-z0-9_+()-]+", " ").strip()).strip();
        return name.substring(0, Math.min(name.length(), LONGEST_NAME)).strip();
    }

    /** What was said, else a sentence about the model. */
    String text() {
        if (!credits.about().description().isEmpty()) return credits.about().description();
        String classes = card.classes().stream().skip(1).map(ClassInfo::name).collect(Collectors.joining(", "));
        String sentence = "Finds " + classes + " in " + card.network().rank() + "-D images with "
                + Counted.of(card.network().channels(), "channel") + ". Trained with U-Net for Fiji.";
        return sentence.length() <= 1024 ? sentence : sentence.substring(0, 1021) + "...";
    }

    /** All fields, of files that are written already. */
    Map<String, Object> fields(PackageFolder files, SizeRule rule, TestTensors test) throws java.io.IOException {
        map.put("format_version", FORMAT);
        map.put("type", "model");
        map.put("name", name());
        map.put("description", text());
        map.put("authors", credits.authors().stream().map(Author::described).toList());
        map.put("cite", citations().stream().map(Citation::described).toList());
        put("license", credits.license());
        map.put("documentation", "README.md");
        map.put("covers", List.of("cover.png"));
        map.put("tags", tags());
        map.put("timestamp", Instant.now().truncatedTo(ChronoUnit.SECONDS).toString());
        id("training_data", credits.origin().dataset());
        id("parent", credits.origin().parent());
        TensorAxes axes = new TensorAxes(card, rule);
        Map<String, Object> input = tensor(files, TensorAxes.INPUT, axes.input());
        input.put("data", Map.of("type", "float32"));
        input.put("preprocessing", Preprocessing.of(card.input().spec(), rule.rank()));
        map.put("inputs", List.of(input));
        Map<String, Object> output = tensor(files, "output", axes.output());
        output.put("data", probabilities());
        map.put("outputs", List.of(output));
        map.put("weights", weights(files));
        map.put("config", config(test));
        return map;
    }

    private void put(String key, String said) {
        if (!said.isEmpty()) map.put(key, said);
    }

    private void id(String key, String said) {
        if (!said.isEmpty()) map.put(key, Map.of("id", said));
    }

    private List<Citation> citations() {
        List<Citation> all = new ArrayList<>(credits.citations());
        if (exported.architecture().contains("unet") && !all.contains(Citation.UNET)) all.add(Citation.UNET);
        return all;
    }

    private List<String> tags() {
        String goal = card.labels().instances() ? "instance-segmentation" : "semantic-segmentation";
        return List.of(card.network().spec().id(), card.network().rank() + "d", "segmentation", goal, "fiji");
    }

    private static Map<String, Object> tensor(PackageFolder files, String id, List<Map<String, Object>> axes)
            throws java.io.IOException {
        Map<String, Object> tensor = new LinkedHashMap<>();
        tensor.put("id", id);
        tensor.put("axes", axes);
        tensor.put("test_tensor", files.described("test_" + id + ".npy"));
        tensor.put("sample_tensor", files.described("sample_" + id + ".tif"));
        return tensor;
    }

    private static Map<String, Object> probabilities() {
        Map<String, Object> data = new LinkedHashMap<>();
        data.put("type", "float32");
        data.put("range", List.of(0.0, 1.0));
        return data;
    }

    private static Map<String, Object> weights(PackageFolder files) throws java.io.IOException {
        Map<String, Object> torchscript = files.described("weights.pt");
        torchscript.put("pytorch_version", PYTORCH);
        Map<String, Object> onnx = files.described("weights.onnx");
        onnx.put("opset_version", OPERATOR_SET);
        onnx.put("parent", "torchscript");
        Map<String, Object> weights = new LinkedHashMap<>();
        weights.put("torchscript", torchscript);
        weights.put("onnx", onnx);
        return weights;
    }

    /** How far others may be off, and what the format has no field for. */
    private Map<String, Object> config(TestTensors test) {
        Map<String, Object> tolerance = new LinkedHashMap<>();
        tolerance.put("relative_tolerance", TOLERANCE);
        tolerance.put("absolute_tolerance", Math.min(TOLERANCE, test.most() / 200.0));
        Map<String, Object> ours = new LinkedHashMap<>();
        ours.put("architecture", exported.architecture());
        ours.put("normalization", card.input().normalization());
        ours.put("margin", card.network().margin());
        ours.put("halo", card.network().halo());
        ours.put("card", card.withTraining(Map.of()).toJson());
        ours.put("classes", card.classes().stream().map(Description::described).toList());
        Map<String, Object> config = new LinkedHashMap<>();
        config.put("bioimageio", Map.of("reproducibility_tolerance", List.of(tolerance)));
        config.put("fiji_unet", ours);
        return config;
    }

    private static Map<String, Object> described(ClassInfo info) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("name", info.name());
        map.put("value", info.value());
        map.put("color", String.format(Locale.ROOT, "#%06X", info.color()));
        return map;
    }
}
