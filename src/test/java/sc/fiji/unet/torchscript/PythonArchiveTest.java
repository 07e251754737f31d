package sc.fiji.unet.torchscript;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import sc.fiji.unet.Python;
import sc.fiji.unet.nn.Graph;
import sc.fiji.unet.nn.Inference;
import sc.fiji.unet.nn.RandomWeights;
import sc.fiji.unet.nn.Tensor;
import sc.fiji.unet.nn.Weights;

/** Archives that PyTorch for Python opens, and archives that it wrote. */
class PythonArchiveTest {
    private static final String RUN =
            """
            import sys, torch
            x = torch.frombuffer(bytearray(open(sys.argv[1] + "/image", "rb").read()), dtype=torch.float32)
            for name in sys.argv[2:]:
                net = torch.jit.load(sys.argv[1] + "/" + name + ".pt").eval()
                with torch.no_grad():
                    y = net(x.reshape(2, 1, 12, 8))
                open(sys.argv[1] + "/" + name + ".out", "wb").write(y.numpy().tobytes())
            net = torch.jit.load(sys.argv[1] + "/training.pt").train()
            net(x.reshape(2, 1, 12, 8)).square().sum().backward()
            assert all(p.grad is not None and p.grad.abs().max() > 0 for p in net.parameters())
            print(sum(p.numel() for p in net.parameters()))
            """;
    private static final String SAVE =
            """
            import sys, torch
            from torch import nn
            class Block(nn.Module):
                def __init__(self):
                    super().__init__()
                    self.convs = nn.Sequential(nn.Conv2d(2, 3, 3), nn.BatchNorm2d(3), nn.ReLU())
                    self.short = nn.Parameter(torch.tensor([0.5, -2.0, 65504.0]).half())
                    self.wide = nn.Parameter(torch.tensor([1.25]).double())
                    self.turned = nn.Parameter(torch.arange(6.0).reshape(2, 3).t())
                def forward(self, x):
                    return self.convs(x)
            class Net(nn.Module):
                def __init__(self):
                    super().__init__()
                    self.block = Block()
                    self.scale = 3
                def forward(self, x):
                    return self.block(x) * self.scale
            net = Net()
            with torch.no_grad():
                net.block.convs[0].weight.copy_(torch.arange(54.0).reshape(3, 2, 3, 3))
            torch.jit.script(net).save(sys.argv[1] + "/foreign.pt")
            torch.save(net.state_dict(), sys.argv[1] + "/state.pth")
            """;

    @TempDir
    Path folder;

    @BeforeAll
    static void needsTorch() {
        Python.assumeModule("torch");
    }

    @Test
    void pythonComputesTheSame() throws Exception {
        Graph graph = ArchiveTest.unet();
        Weights weights = RandomWeights.of(graph, 7);
        Inference inference = Inference.of(graph, weights);
        float[] image = LoadedNet.noise(1, 2, 1, 12, 8);
        ByteBuffer bytes = ByteBuffer.allocate(4 * image.length).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asFloatBuffer().put(image);
        Files.write(folder.resolve("image"), bytes.array());
        TorchScriptWriter.write(folder.resolve("plain.pt"), inference.graph(), inference.weights(), Form.portable());
        Form half = new Form(Form.Precision.BF16, false, false);
        TorchScriptWriter.write(folder.resolve("half.pt"), inference.graph(), inference.weights(), half);
        Path training = folder.resolve("training.pt");
        TorchScriptWriter.write(training, graph, weights, Form.training(Form.Precision.FP32));
        String printed = Python.run(folder, RUN, folder, "plain", "half", "training");
        assertEquals(String.valueOf(graph.parameterCount()), printed.strip());
        assertSame("plain", false, image, 1e-5f);
        assertSame("half", false, image, 0.02f);
        assertSame("training", true, image, 1e-4f);
    }

    private void assertSame(String name, boolean training, float[] image, float tolerance) throws Exception {
        float[] python = new float[2 * 3 * 12 * 8];
        ByteBuffer.wrap(Files.readAllBytes(folder.resolve(name + ".out")))
                .order(ByteOrder.LITTLE_ENDIAN)
                .asFloatBuffer()
                .get(python);
        try (LoadedNet net = new LoadedNet(folder.resolve(name + ".pt"), training)) {
            assertArrayEquals(python, net.run(image, false, 2, 1, 12, 8), tolerance, name);
        }
    }

    @Test
    void readsNestedModulesAndStateDictionariesThatPythonSaved() throws Exception {
        Python.run(folder, SAVE, folder);
        for (String name : List.of("foreign.pt", "state.pth")) {
            Map<String, Tensor> read = TorchScriptReader.tensors(folder.resolve(name)).stream()
                    .collect(Collectors.toMap(Tensor::name, Function.identity()));
            assertEquals(9, read.size(), name + " " + read.keySet());
            Tensor weight = read.get("block.convs.0.weight");
            assertArrayEquals(new int[] {3, 2, 3, 3}, weight.shape());
            for (int i = 0; i < 54; i++) assertEquals(i, weight.values()[i]);
            assertArrayEquals(
                    new float[] {0.5f, -2, 65504}, read.get("block.short").values());
            assertArrayEquals(new float[] {1.25f}, read.get("block.wide").values());
            assertArrayEquals(
                    new float[] {0, 3, 1, 4, 2, 5}, read.get("block.turned").values());
        }
    }
}
