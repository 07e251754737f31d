package sc.fiji.unet.imports;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import net.imglib2.img.array.ArrayImgs;
import sc.fiji.unet.base.Counted;
import sc.fiji.unet.base.InputException;
import sc.fiji.unet.base.Progress;
import sc.fiji.unet.base.Sizes;
import sc.fiji.unet.config.ModelCard;
import sc.fiji.unet.config.PrecisionChoice;
import sc.fiji.unet.export.SampleWriter;
import sc.fiji.unet.image.PixelLayer;
import sc.fiji.unet.model.KnownModels;
import sc.fiji.unet.model.LoadedModel;
import sc.fiji.unet.model.ModelFolder;
import sc.fiji.unet.model.ModelNames;
import sc.fiji.unet.nn.Transfer;
import sc.fiji.unet.nn.op.Activation;
import sc.fiji.unet.onnx.ForeignOperatorException;
import sc.fiji.unet.onnx.OnnxLayout;
import sc.fiji.unet.onnx.OnnxReader;
import sc.fiji.unet.predict.ClassDecision;
import sc.fiji.unet.predict.PatchPredictor;
import sc.fiji.unet.segment.ImageSegmenter;
import sc.fiji.unet.segment.MemoryStore;
import sc.fiji.unet.segment.Normalizing;
import sc.fiji.unet.steps.PixelSteps;
import sc.fiji.unet.steps.PreparationStep;

/**
 * Brings a model that another program made into a model folder, where it is like any other: a package of bioimage.io, or a
 * network alone. Its graph is read into our own operations, nothing that came with it is run, and its own test is done.
 */
public final class Import {
    private final SampleWriter writer;

    /** Draws pictures of models with this. */
    public Import(SampleWriter writer) {
        this.writer = writer;
    }

    /**
     * Writes the model folder.
     *
     * @return what it is, and what came of its test
     */
    public String run(ImportOptions options, Progress progress) {
        try (OpenedModel opened = OpenedModel.open(options)) {
            Path folder =
                    options.output() == null ? ModelNames.propose(opened.text().name()) : options.output();
            return new Work(opened, options, progress).into(new ModelFolder(folder));
        }
    }

    private final class Work {
        private final OpenedModel opened;
        private final ImportOptions options;
        private final Progress progress;
        private final ModelText text;
        private List<JoinedInputs.Part> inputs;
        private final TensorText input;
        private final TensorText output;

        Work(OpenedModel opened, ImportOptions options, Progress progress) {
            this.opened = opened;
            this.options = options;
            this.progress = progress;
            text = opened.text();
            inputs = JoinedInputs.parts(text.inputs());
            input = JoinedInputs.of(text.inputs(), opened.where());
            output = JoinedInputs.referring(chosen(text.outputs()), text.inputs(), opened.where());
        }

        private TensorText chosen(List<TensorText> outputs) {
            String name = options.tensor();
            if (outputs.size() == 1 && (name.isEmpty() || opened.files() == null)) return outputs.get(0);
            String ids =
                    outputs.stream().map(t -> t.id() + " (" + t.axes() + ")").collect(Collectors.joining(", "));
            return outputs.stream()
                    .filter(tensor -> tensor.id().equals(name))
                    .findFirst()
                    .orElseThrow(() -> new InputException(opened.where() + " has the outputs " + ids
                            + ": choose one of them by tensor, got \"" + name + "\"."));
        }

        String into(ModelFolder folder) {
            String kind = OtherWeights.choose(text.weights(), options.weights(), opened.where());
            progress.update(0, 3, "Reading the network");
            ReadNetwork read = read(kind);
            if (opened.files() == null) requireOneEnding(read.source());
            Answer answer = output.makesObjects()
                    ? ObjectAnswer.of(read.source(), output, opened.where())
                    : Answer.of(read.source(), output, opened.where());
            ImportedCard card = ImportedCard.of(opened, input, output, answer);
            progress.update(1, 3, "Running its test");
            TestRun test = test();
            String result = test == null ? "It has no test." : run(test, read, card, answer);
            progress.update(2, 3, "Writing the model");
            folder.setAside()
                    .ifPresent(old -> progress.note("The model that was in " + folder.path() + " is now " + old));
            Map<String, String> account = account(kind, result, answer, read.note());
            read.write(folder, card.card().withTraining(account), answer, card.network());
            if (test != null) picture(folder, test, answer);
            KnownModels.ofThisPerson().remember(folder.path(), progress::note);
            return summary(folder, card.card(), account);
        }

        /** What a person says of a file alone is hardly meant to come on top of what it does itself; a package may well do both. */
        private void requireOneEnding(Transfer.Source network) {
            if (output.steps().isEmpty() || !(NetworkEnds.last(network) instanceof Activation last)) return;
            if (last.kind() != Activation.Kind.SIGMOID && last.kind() != Activation.Kind.SOFTMAX) return;
            throw new InputException(opened.where() + ": its answer goes through "
                    + output.steps().get(0).id() + " after the "
                    + last.kind().name().toLowerCase(Locale.ROOT)
                    + " that the network ends with, which would be done twice. Leave activation at auto.");
        }

        private ReadNetwork read(String kind) {
            TensorText.NamedFile file = text.weights().get(kind);
            String where = opened.where() + ": " + file.name();
            byte[] content = opened.bytes(file);
            OnnxLayout layout = layout();
            boolean onnx = kind.equals("onnx");
            if (!onnx) {
                content = TorchNetwork.asOnnx(content, layout, file.name());
                layout = layout.onlyChosen();
            }
            try {
                ReadNetwork own =
                        new ReadNetwork.Own(prepared(OnnxReader.read(ByteBuffer.wrap(content), layout, where)));
                if (onnx && opened.files() == null) inputs = JoinedInputs.parts(content, layout);
                return own;
            } catch (ForeignOperatorException e) {
                if (onnx && opened.files() == null) inputs = JoinedInputs.parts(content, layout);
                if (onnx) return foreign(content, layout, new ForeignFile.Said(input, output, e.getMessage(), where));
                throw new InputException(
                        where + " cannot be used: " + e.getMessage()
                                + " is none that this program computes. Ask its author"
                                + " for ONNX weights, which ONNX Runtime computes.",
                        e);
            }
        }

        private ReadNetwork foreign(byte[] content, OnnxLayout layout, ForeignFile.Said said) {
            ForeignFile file = ForeignFile.open(content, layout, said);
            return file.preparedBy(before(file.network().channels()));
        }

        private OnnxLayout layout() {
            List<String> inputs = new ArrayList<>();
            List<String> axes = new ArrayList<>();
            List<Integer> channels = new ArrayList<>();
            if (opened.files() != null) {
                text.inputs().forEach(one -> inputs.add(one.id()));
                text.inputs().forEach(one -> axes.add(one.axes()));
                text.inputs().forEach(one -> channels.add(JoinedInputs.channels(one)));
            }
            List<String> outputs = opened.files() == null
                    ? List.of()
                    : text.outputs().stream().map(TensorText::id).toList();
            String chosen = opened.files() == null ? options.tensor() : output.id();
            List<Integer> size = new ArrayList<>();
            for (char axis : input.axes().toCharArray()) {
                TensorText.Size rule = input.sizes().get(axis);
                boolean spatial = "zyx".indexOf(axis) >= 0;
                size.add(rule == null ? 0 : Math.max(0, spatial ? rule.min() + rule.step() : rule.min()));
            }
            return new OnnxLayout(
                    input.axes(),
                    output.axes(),
                    new OnnxLayout.Ends(inputs, axes, channels, outputs, chosen, output.grid()),
                    size);
        }

        private Transfer.Source prepared(Transfer.Source network) {
            List<PixelLayer> layers = before(network.graph().channels());
            return layers.isEmpty() ? network : NetworkEnds.after(layers, network);
        }

        /** What a normalization does not do, such as activations that some descriptions put before the network. */
        private List<PixelLayer> before(int channels) {
            List<PixelLayer> layers = new ArrayList<>();
            for (PreparationStep step : PixelSteps.beforeNetwork(input.steps()).pixel())
                layers.addAll(PixelSteps.layers(step, channels));
            return layers;
        }

        /** Null where there is none. */
        private TestRun test() {
            boolean complete =
                    text.inputs().stream().noneMatch(one -> one.test().name().isEmpty());
            if (!complete || output.test().name().isEmpty()) return null;
            Map<TensorText, NpyTensor> inputs = new LinkedHashMap<>();
            text.inputs().forEach(one -> inputs.put(one, tensor(one)));
            return TestRun.of(inputs, tensor(output), output, opened.where());
        }

        private NpyTensor tensor(TensorText described) {
            return NpyTensor.read(
                    opened.bytes(described.test()), described.test().name());
        }

        private String run(TestRun test, ReadNetwork network, ImportedCard card, Answer answered) {
            if (answered.isObjects()) {
                ObjectTest objects = new ObjectTest(test, card.card());
                try (PatchPredictor predictor = network.answering(card.card(), answered, card.network(), progress)) {
                    return objects.compare(objects.segmented(predictor, progress))
                            .text();
                }
            }
            try (PatchPredictor predictor = network.asItIs(progress)) {
                float[] answer = test.answer(
                        predictor, Normalizing.of(card.card().input().spec()), output.steps());
                return test.compare(answer, text.tolerance()).text();
            }
        }

        private Map<String, String> account(String kind, String result, Answer answer, String computed) {
            Map<String, String> account = new LinkedHashMap<>();
            account.put("Imported from", source() + " (" + kind + ")");
            account.putAll(text.account());
            if (!computed.isEmpty()) account.put("Computed by", computed);
            if (inputs.size() > 1) account.put("Inputs", JoinedInputs.told(inputs));
            if (text.outputs().size() > 1
                    || opened.files() == null && !options.tensor().isEmpty()) account.put("Output", options.tensor());
            account.put("Test", result);
            for (int i = 0; i < answer.notes().size(); i++)
                account.put("Note " + (i + 1), answer.notes().get(i));
            return account;
        }

        private String source() {
            Path file = options.input().toAbsolutePath().normalize();
            boolean description = file.getFileName().toString().matches("(?i).*\\.ya?ml");
            return description
                    ? file.getParent().getFileName() + "/" + file.getFileName()
                    : file.getFileName().toString();
        }

        /** The test image as the model segments it. */
        private void picture(ModelFolder folder, TestRun test, Answer answer) {
            if (test.size().length != 2) return;
            ModelCard card = folder.card();
            try (PatchPredictor predictor =
                    LoadedModel.libtorch(PrecisionChoice.FP32, progress).compile(folder.inference(), "cpu")) {
                int[] classes = classes(predictor, card, test, answer);
                long[] size = Arrays.stream(test.size()).asLongStream().toArray();
                writer.overlay(
                        folder.thumbnailFile(),
                        test.input(),
                        ArrayImgs.ints(classes, size),
                        card.classes().indexed());
            }
        }

        private int[] classes(PatchPredictor predictor, ModelCard card, TestRun test, Answer answer) {
            if (answer.isObjects())
                return new ObjectTest(test, card).segmented(predictor, progress).classArray();
            if (!answer.whole().isEmpty())
                return new ImageSegmenter(predictor, card)
                        .everything(test.input(), new MemoryStore(), progress)
                        .classArray();
            float[] said = test.answer(predictor, Normalizing.of(card.input().spec()), List.of());
            int n = card.classOutputs(); // what the network says beside the classes comes after these
            return ClassDecision.of(Arrays.copyOf(said, n * Sizes.count(test.size())), n);
        }

        private String summary(ModelFolder folder, ModelCard card, Map<String, String> account) {
            List<String> lines = new ArrayList<>(List.of("Imported into " + folder.path()));
            lines.add("Input: " + card.network().rank() + "-D, "
                    + Counted.of(card.network().channels(), "channel"));
            lines.add("Classes: " + String.join(", ", card.classes().names()));
            if (card.labels().instances()) lines.add("Objects: " + card.labels().autoObjects());
            account.forEach((key, value) -> lines.add(key + ": " + value));
            return String.join(System.lineSeparator(), lines);
        }
    }
}
