package sc.fiji.unet.workflow;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import sc.fiji.unet.Python;
import sc.fiji.unet.base.InputException;
import sc.fiji.unet.base.OptionException;
import sc.fiji.unet.base.Progress;
import sc.fiji.unet.config.ModelCard;
import sc.fiji.unet.config.Spec;
import sc.fiji.unet.config.StartOptions;
import sc.fiji.unet.config.TrainOptions;
import sc.fiji.unet.model.ModelFolder;
import sc.fiji.unet.nn.Tensor;
import sc.fiji.unet.nn.Weights;
import sc.fiji.unet.torchscript.TorchScriptReader;
import sc.fiji.unet.torchscript.WeightFile;

/** Trainings whose encoder begins with a file of weights; frozen, so that what was taken can be found again. */
class PretrainedStartTest {
    /** A VGG-16 with batch normalization and a ResNet-18 by the layer names of torchvision, of 4 channels for 64. */
    private static final String NETWORKS =
            """
            import json, struct, sys, torch
            from torch import nn

            class Vgg(nn.Module):
                def __init__(self, w):
                    super().__init__()
                    layers, c = [], 3
                    for stage in [[w, w], [2 * w] * 2, [4 * w] * 3, [8 * w] * 3, [8 * w] * 3]:
                        for out in stage:
                            layers += [nn.Conv2d(c, out, 3, padding=1), nn.BatchNorm2d(out), nn.ReLU()]
                            c = out
                        layers.append(nn.MaxPool2d(2))
                    self.features = nn.Sequential(*layers)
                    self.classifier = nn.Sequential(nn.Linear(c, 7))

                def forward(self, x):
                    return self.classifier(self.features(x).mean((2, 3)))

            class Block(nn.Module):
                def __init__(self, c, out, stride):
                    super().__init__()
                    self.conv1 = nn.Conv2d(c, out, 3, stride, 1, bias=False)
                    self.bn1 = nn.BatchNorm2d(out)
                    self.conv2 = nn.Conv2d(out, out, 3, 1, 1, bias=False)
                    self.bn2 = nn.BatchNorm2d(out)
                    point = [nn.Conv2d(c, out, 1, stride, bias=False), nn.BatchNorm2d(out)]
                    self.downsample = nn.Sequential(*point) if c != out else nn.Sequential()

                def forward(self, x):
                    y = self.bn2(self.conv2(self.bn1(self.conv1(x)).relu()))
                    return (y + self.downsample(x)).relu()

            class ResNet(nn.Module):
                def __init__(self, w):
                    super().__init__()
                    self.conv1 = nn.Conv2d(3, w, 7, 2, 3, bias=False)
                    self.bn1 = nn.BatchNorm2d(w)
                    self.layer1 = nn.Sequential(Block(w, w, 1), Block(w, w, 1))
                    self.layer2 = nn.Sequential(Block(w, 2 * w, 2), Block(2 * w, 2 * w, 1))
                    self.layer3 = nn.Sequential(Block(2 * w, 4 * w, 2), Block(4 * w, 4 * w, 1))

                def forward(self, x):
                    return self.layer3(self.layer2(self.layer1(self.bn1(self.conv1(x)).relu())))

            torch.manual_seed(1)
            for name, net in (("vgg", Vgg(4)), ("resnet", ResNet(4))):
                for value in net.state_dict().values():
                    if value.is_floating_point():
                        value.add_(torch.rand_like(value))
                path = f"{sys.argv[1]}/{name}"
                torch.jit.script(net).save(path + ".pt")
                torch.save(net.state_dict(), path + ".pth")
                header, data = {}, b""
                for key, value in sorted(net.state_dict().items()):
                    if value.is_floating_point():
                        start, data = len(data), data + value.numpy().tobytes()
                        place = [start, len(data)]
                        header[key] = {"dtype": "F32", "shape": list(value.shape), "data_offsets": place}
                text = json.dumps(header).encode()
                open(path + ".safetensors", "wb").write(struct.pack("<Q", len(text)) + text + data)
            """;

    @TempDir
    static Path networks;

    @TempDir
    Path folder;

    private final List<String> notes = new ArrayList<>();

    /** Made by PyTorch when the first test asks. */
    private static Path network(String name) throws IOException, InterruptedException {
        Python.assumeModule("torch");
        if (!Files.exists(networks.resolve(name))) Python.run(networks, NETWORKS, networks);
        return networks.resolve(name);
    }

    private ModelFolder train(Path start, String architecture, boolean freeze) {
        Path model = folder.resolve("model");
        TrainOptions options = TrainOptions.defaults(model, model, model);
        options = options.withNetwork(options.network().withArchitecture(Spec.parse(architecture)))
                .withInput(options.input().withPatch(32, 2))
                .withFit(options.fit().withLimits(1, 0))
                .withRun(options.run().withDevice("cpu"))
                .withStart(new StartOptions(start, freeze, false));
        Progress progress = new Progress() {
            @Override
            public void note(String line) {
                notes.add(line);
            }
        };
        Training.run(TinySet.of(1, "background", "disk"), options, event -> {}, progress);
        return new ModelFolder(model);
    }

    private static Map<String, Tensor> tensors(Path file) {
        return WeightFile.read(file).stream().collect(Collectors.toMap(Tensor::name, Function.identity()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"pt", "pth", "safetensors"})
    void segnetBeginsWithTheThirteenConvolutionsOfAVgg16(String extension) throws Exception {
        Path file = network("vgg." + extension);
        ModelFolder model = train(file, "segnet", true);
        assertTrue(notes.contains("Taken: 13 of 13 convolutions of the encoder."), notes.toString());
        Weights learned = TorchScriptReader.read(model.networkFile());
        Map<String, Tensor> vgg = tensors(file);
        assertArrayEquals(vgg.get("features.3.weight").values(), learned.get("down0_b_conv_weight"));
        assertArrayEquals(vgg.get("features.41.bias").values(), learned.get("down4_c_norm_bias"));
        ModelCard card = model.card();
        assertEquals("4", card.network().spec().options().get("width"), "that of the file");
        String start = card.training().get("Plan: start");
        assertTrue(start.contains(file.toString()) && start.contains("down4_c_conv"), start);
    }

    @ParameterizedTest
    @ValueSource(strings = {"pt", "pth", "safetensors"})
    void residualUNetBeginsWithBlocksOfAResNet(String extension) throws Exception {
        Path file = network("resnet." + extension);
        ModelFolder model = train(file, "resunet depth=2", true);
        assertTrue(notes.contains("Taken: 7 of 9 convolutions of the encoder."), notes.toString());
        Weights learned = TorchScriptReader.read(model.networkFile());
        Map<String, Tensor> resnet = tensors(file);
        assertArrayEquals(resnet.get("layer2.0.conv1.weight").values(), learned.get("down1_a_conv_weight"));
        assertArrayEquals(
                resnet.get("layer2.0.downsample.0.weight").values(), learned.get("down1_shortcut_conv_weight"));
        assertArrayEquals(resnet.get("layer3.0.bn2.weight").values(), learned.get("bottom_b_norm_weight"));
        assertTrue(
                notes.stream().anyMatch(note -> note.startsWith("down0_a_conv") && note.contains("starts anew")),
                "its first layer is 7 x 7, and no inner one reads images");
    }

    @Test
    void anyNetworkOfOursGivesItsEncoderByShape() {
        Path first = folder.resolve("first");
        Training.run(TinySet.of(1, "background", "disk"), FineTuningTest.options(first), event -> {}, Progress.NONE);
        Path file = new ModelFolder(first).networkFile();
        Weights before = TorchScriptReader.read(file);
        Weights after =
                TorchScriptReader.read(train(file, "unetplusplus depth=2", true).networkFile());
        assertArrayEquals(before.get("bottom_b_conv_weight"), after.get("down1_b_conv_weight"));
        assertTrue(notes.contains("Taken: 4 of 6 convolutions of the encoder."), notes.toString());
    }

    @Test
    void theCardStandsForItsModel() {
        Path first = folder.resolve("first");
        Training.run(TinySet.of(1, "background", "disk"), FineTuningTest.options(first), event -> {}, Progress.NONE);
        StartOptions card = StartOptions.from(new ModelFolder(first).cardFile());
        assertTrue(StartingPoints.read(card).orElseThrow() instanceof StartingModel);
    }

    @Test
    void whatIsNotThereOrCannotBeMeantIsRefused() {
        Path nothing = folder.resolve("vgg16.pth");
        assertThrows(InputException.class, () -> StartingPoints.requireThere(StartOptions.from(nothing)));
        StartOptions refit = new StartOptions(nothing, false, true);
        assertThrows(OptionException.class, () -> StartingEncoder.read(refit));
    }
}
