package sc.fiji.unet.imports;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import sc.fiji.unet.Python;
import sc.fiji.unet.model.ModelFolder;

/**
 * Networks that PyTorch wrote: traced, scripted, and exported as ONNX, with what ours have in other words. Each comes with its
 * answer to an image, which the import has to find as well.
 */
class ForeignNetworksTest {
    private static final String MAKE =
            """
            import os, sys, numpy, torch
            from torch import nn
            torch.manual_seed(1)

            class UNet(nn.Module):
                def __init__(self, up, norm, pool, act):
                    super().__init__()
                    self.a = nn.Sequential(nn.Conv2d(2, 6, 3, padding=1), norm(6), act)
                    self.pool = pool
                    self.b = nn.Sequential(nn.Conv2d(6, 8, 3, padding=2, dilation=2, bias=False), norm(8), act)
                    self.up = up
                    self.c = nn.Sequential(nn.Conv2d(14, 6, 3, padding=1, groups=2), act, nn.Conv2d(6, 3, 1))
                def forward(self, x):
                    skip = self.a(x)
                    return self.c(torch.cat([skip, self.up(self.b(self.pool(skip)))], 1))

            class Volume(nn.Module):
                def __init__(self):
                    super().__init__()
                    self.a = nn.Conv3d(2, 4, (1, 3, 3), padding=(0, 1, 1))
                    self.b = nn.Conv3d(4, 4, 3, padding=1)
                    self.c = nn.Conv3d(4, 3, 1)
                def forward(self, x):
                    y = torch.relu(self.a(x))
                    return self.c(y + torch.relu(self.b(y)) * 0.5)

            class Sizes(nn.Module):
                def __init__(self):
                    super().__init__()
                    self.a = nn.Conv2d(2, 5, 3, padding=1)
                    self.b = nn.Conv2d(10, 3, 3, padding=1)
                def forward(self, x):
                    y = torch.nn.functional.leaky_relu(self.a(x), 0.2)
                    low = torch.nn.functional.max_pool2d(y, 2)
                    back = torch.nn.functional.interpolate(low, size=(y.shape[2], y.shape[3]), mode="bilinear",
                                                           align_corners=False)
                    return self.b(torch.cat([y, back], dim=1)) - 0.25

            def norm(c):
                n = nn.BatchNorm2d(c)
                n.running_mean.uniform_(-1, 1); n.running_var.uniform_(0.5, 2); n.weight.data.uniform_(0.5, 2)
                return n
            nets = {
                "transposed": UNet(nn.ConvTranspose2d(8, 8, 2, 2), norm, nn.MaxPool2d(2), nn.ReLU()),
                "nearest": UNet(nn.Upsample(scale_factor=2), norm, nn.AvgPool2d(2), nn.LeakyReLU(0.1)),
                "bilinear": UNet(nn.Upsample(scale_factor=2, mode="bilinear", align_corners=False), norm,
                                 nn.MaxPool2d(3, 2, 1), nn.PReLU()),
                "instance": UNet(nn.ConvTranspose2d(8, 8, 2, 2, bias=False), lambda c: nn.InstanceNorm2d(c, affine=True),
                                 nn.MaxPool2d(2), nn.ReLU()),
                "volume": Volume(), "sizes": Sizes(),
            }
            RDF = '''
            format_version: 0.5.4
            type: model
            name: Network {name}
            inputs:
            - id: raw
              axes:
              - type: batch
              - {{type: channel, channel_names: [a, b]}}
            {z}  - {{type: space, id: y, size: {{min: 8, step: 4}}}}
              - {{type: space, id: x, size: {{min: 8, step: 4}}}}
              preprocessing: [{{id: scale_linear, kwargs: {{gain: [0.5, 2.0], offset: 1.0, axis: channel}}}}]
              test_tensor: {{source: in.npy}}
            outputs:
            - id: classes
              axes:
              - type: batch
              - {{type: channel, channel_names: [cell, background, border]}}
            {z}  - {{type: space, id: y, size: {{tensor_id: raw, axis_id: y}}}}
              - {{type: space, id: x, size: {{tensor_id: raw, axis_id: x}}}}
              postprocessing: [{{id: softmax}}]
              test_tensor: {{source: out.npy}}
            weights:
              {kind}: {{source: net}}
            '''
            for name, net in nets.items():
                net.eval()
                shape = (1, 2, 12, 16, 20) if name == "volume" else (1, 2, 32, 44)
                x = torch.rand(shape) * 3
                scaled = x.clone(); scaled[:, 0] *= 0.5; scaled[:, 1] *= 2; scaled += 1
                with torch.no_grad():
                    y = torch.softmax(net(scaled), 1)
                ways = {"traced": ("torchscript", lambda f: torch.jit.trace(net, scaled).save(f)),
                        "scripted": ("torchscript", lambda f: torch.jit.script(net).save(f)),
                        "onnx": ("onnx", lambda f: torch.onnx.export(net, (scaled,), f, opset_version=17, dynamo=False,
                            input_names=["i"], output_names=["o"], dynamic_axes={"i": {2: "y", 3: "x"}, "o": {2: "y", 3: "x"}}))}
                for way, (kind, save) in ways.items():
                    folder = os.path.join(sys.argv[1], name + "-" + way)
                    os.makedirs(folder)
                    save(os.path.join(folder, "net"))
                    numpy.save(os.path.join(folder, "in.npy"), x.numpy())
                    numpy.save(os.path.join(folder, "out.npy"), y.numpy())
                    z = "  - {type: space, id: z, size: {min: 8, step: 4}}\\n" if name == "volume" else ""
                    with open(os.path.join(folder, "rdf.yaml"), "w") as file:
                        file.write(RDF.format(name=name, kind=kind, z=z))
            """;

    @TempDir
    Path folder;

    @Test
    void eachGivesItsAnswer() throws Exception {
        Python.assumeModule("torch, onnx, numpy");
        Path made = Files.createDirectory(folder.resolve("made"));
        Python.run(folder, MAKE, made);
        List<String> failed = new ArrayList<>();
        try (Stream<Path> packages = Files.list(made)) {
            for (Path one : packages.sorted().toList()) {
                ModelFolder model = new ModelFolder(folder.resolve("models").resolve(one.getFileName()));
                try {
                    String told = Packages.imported(one, model.path());
                    if (!told.contains("is reproduced")) failed.add(one.getFileName() + ": " + told);
                    assertEquals(
                            List.of("background", "cell", "border"),
                            model.card().classes().names());
                } catch (RuntimeException e) {
                    failed.add(one.getFileName() + ": " + e.getMessage());
                }
            }
        }
        assertTrue(failed.isEmpty(), String.join("\n", failed));
    }
}
