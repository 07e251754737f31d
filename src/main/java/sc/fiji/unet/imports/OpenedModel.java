package sc.fiji.unet.imports;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import sc.fiji.unet.base.InputException;
import sc.fiji.unet.base.OptionException;
import sc.fiji.unet.base.Sha256;
import sc.fiji.unet.config.Spec;
import sc.fiji.unet.steps.PixelSteps;
import sc.fiji.unet.steps.PreparationStep;
import sc.fiji.unet.steps.Prepared;

/**
 * A model of another program with its files, be it a package or a network alone.
 *
 * @param text what is said of it
 * @param normalization of its images
 * @param where its description, for messages
 * @param files of the package; null for a network alone
 * @param single the network alone; null for a package
 */
record OpenedModel(ModelText text, Spec normalization, String where, PackageFiles files, Path single)
        implements AutoCloseable {
    /** Opens whatever a person named. */
    static OpenedModel open(ImportOptions options) {
        Path input = options.input();
        String name = input.getFileName() == null
                ? ""
                : input.getFileName().toString().toLowerCase(Locale.ROOT);
        if (!Files.exists(input)) {
            throw new InputException("There is no " + input + ": expected a package of bioimage.io, as a zip file or a"
                    + " folder, or a file .onnx or .pt. Check the path.");
        }
        if (name.endsWith(".onnx")) return alone(options, "onnx");
        if (name.endsWith(".pt") || name.endsWith(".pth") || name.endsWith(".torchscript")) {
            return alone(options, "torchscript");
        }
        requirePackage(name, options);
        boolean description = name.endsWith(".yaml") || name.endsWith(".yml");
        Path place = description ? input.toAbsolutePath().getParent() : input;
        PackageFiles files = PackageFiles.open(place);
        try {
            String found = description ? input.getFileName().toString() : Described.find(files);
            String where = place.resolve(found).toString();
            ModelText text = Described.read(Fields.read(files.bytes(found, Fields.LARGEST), where));
            if (text.inputs().isEmpty() || text.outputs().isEmpty()) {
                throw new InputException(where + " says nothing of inputs or outputs: expected both."
                        + " Ask the author of the package for a complete one.");
            }
            return new OpenedModel(
                    text, prepared(JoinedInputs.of(text.inputs(), where).steps()), where, files, null);
        } catch (RuntimeException e) {
            files.close();
            throw e;
        }
    }

    private static void requirePackage(String name, ImportOptions options) {
        if (name.matches(".*\\.(h5|hdf5|keras|pb|tflite|pth\\.tar|ckpt|safetensors)")) {
            throw new InputException(options.input() + " cannot be imported: " + OtherWeights.ASK_FOR);
        }
        if (options.plain().isNothing()) return;
        throw new OptionException("axes, normalization, activation and classes are for a file .onnx or .pt: a package"
                + " says these itself. Leave them empty.");
    }

    private static OpenedModel alone(ImportOptions options, String kind) {
        ImportOptions.Plain said = options.plain();
        String axes = said.axes();
        List<PreparationStep> after = new ArrayList<>();
        if (!said.activation().equals("auto")) after.add(new PreparationStep(said.activation(), Map.of()));
        List<String> classes = Arrays.stream(said.classes().split(","))
                .map(String::strip)
                .filter(word -> !word.isEmpty())
                .toList();
        TensorText.NamedFile none = TensorText.NamedFile.NONE;
        TensorText input = new TensorText("input", axes, List.of(), Map.of(), Map.of(), List.of(), none);
        TensorText output = new TensorText("output", axes, classes, Map.of(), Map.of(), after, none);
        String file = options.input().getFileName().toString();
        TensorText.NamedFile weights = new TensorText.NamedFile(file, "");
        ModelText text = new ModelText(
                file.replaceFirst("\\.[^.]*$", ""),
                Map.of(),
                List.of(input),
                List.of(output),
                Map.of(kind, weights),
                ModelText.Tolerance.USUAL,
                "");
        boolean unsaid = said.normalization().isBlank() || said.normalization().equals("none");
        Spec normalization = unsaid ? prepared(List.of()) : Spec.parse(said.normalization());
        return new OpenedModel(text, normalization, options.input().toString(), null, options.input());
    }

    /** What precedes the network's first operation is not among these. */
    static Spec prepared(List<PreparationStep> steps) {
        List<PreparationStep> linear = PixelSteps.beforeNetwork(steps).image();
        Spec spec = Spec.parse(Prepared.ID);
        return linear.isEmpty() ? spec : spec.with("steps", PreparationStep.text(linear));
    }

    /** The content of a file, held to its checksum. */
    byte[] bytes(TensorText.NamedFile file) {
        if (file.name().contains("://")) {
            throw new InputException(where + " names " + file.name()
                    + ", which is not in the package. Download the complete package, or that file into it.");
        }
        byte[] content = files == null ? ofSingle() : files.bytes(file.name(), PackageFiles.LARGEST);
        if (!file.sha256().isEmpty() && !file.sha256().equalsIgnoreCase(Sha256.of(content))) {
            throw new InputException(
                    where + ": " + file.name() + " is not the file that was packed: its checksum" + " (sha256) is "
                            + Sha256.of(content) + ", expected " + file.sha256() + ". Download the package again.");
        }
        return content;
    }

    private byte[] ofSingle() {
        try {
            if (Files.size(single) > PackageFiles.LARGEST) throw new IOException("it is larger than 2 GB");
            return Files.readAllBytes(single);
        } catch (IOException e) {
            throw new InputException(single + " cannot be read: " + e.getMessage() + ".", e);
        }
    }

    @Override
    public void close() {
        if (files != null) files.close();
    }
}
