package sc.fiji.unet.imports;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import sc.fiji.unet.Python;
import sc.fiji.unet.model.ModelFolder;

/** Inputs and outputs whose axes come each in another order, beside the same network with all in one order. */
class AxesOfSeveralTest {
    private static final int WIDTH = 12;
    private static final int HEIGHT = 8;
    private static final int PIXELS = WIDTH * HEIGHT;
    private static final String DESCRIPTION =
            """
            format_version: 0.5.4
            type: model
            name: Several
            inputs:
            - {id: dna, axes: [DNA], preprocessing: [{id: scale_linear, kwargs: {gain: [0.5, 2], axis: channel}}],
               test_tensor: {source: dna.npy}}
            - {id: actin, axes: [ACTIN], test_tensor: {source: actin.npy}}
            outputs:
            - {id: cells, axes: [CELLS], test_tensor: {source: cells.npy}}
            - {id: borders, axes: [BORDERS], postprocessing: [{id: sigmoid}], test_tensor: {source: borders.npy}}
            weights:
              KIND: {source: net}
            """;

    @TempDir
    Path folder;

    private static float dna(int c, int y, int x) {
        return (x * (c + 2) + y * y) % 5 - 2;
    }

    private static float actin(int c, int y, int x) {
        return (x * x + 3 * y) % 7 - 3;
    }

    private static float at(Values image, int c, int y, int x) {
        return y < 0 || x < 0 || y >= HEIGHT || x >= WIDTH ? 0 : image.at(c, y, x);
    }

    @FunctionalInterface
    private interface Values {
        float at(int c, int y, int x);
    }

    /** Sees the pixel below and the one to the right, each in its own way. */
    private static float cells(int c, int y, int x) {
        if (c == 0) return 2 * dna(1, y, x);
        return 0.5f * dna(0, y, x)
                + 3 * at(AxesOfSeveralTest::actin, 0, y + 1, x)
                - at(AxesOfSeveralTest::actin, 0, y, x + 1);
    }

    private static float borders(int c, int y, int x) {
        return (float) (1 / (1 + Math.exp(2 * dna(1, y, x) - actin(0, y, x))));
    }

    private void tensor(String name, String axes, int channels, Values values) throws IOException {
        int[] shape = axes.chars()
                .map(letter -> letter == 'b' ? 1 : letter == 'c' ? channels : letter == 'y' ? HEIGHT : WIDTH)
                .toArray();
        float[] all = new float[channels * PIXELS];
        for (int i = 0; i < all.length; i++) {
            int[] place = new int[128];
            for (int d = shape.length - 1, rest = i; d >= 0; rest /= shape[d--])
                place[axes.charAt(d)] = rest % shape[d];
            all[i] = values.at(place['c'], place['y'], place['x']);
        }
        Files.write(folder.resolve("package").resolve(name + ".npy"), NpyFiles.of(shape, all));
    }

    private static String described(String axes, List<String> channels, boolean first) {
        StringBuilder text = new StringBuilder();
        for (char letter : axes.toCharArray()) {
            String size = first ? "{min: 4, step: 4}" : "{tensor_id: dna, axis_id: " + letter + "}";
            text.append(text.isEmpty() ? "" : ", ")
                    .append(
                            letter == 'b'
                                    ? "{type: batch}"
                                    : letter == 'c'
                                            ? "{type: channel, channel_names: " + channels + "}"
                                            : "{type: space, id: " + letter + ", size: " + size + "}");
        }
        return text.toString();
    }

    private static List<Integer> order(String from, String to) {
        return to.chars().map(from::indexOf).boxed().toList();
    }

    private static int[] shape(String axes, int channels) {
        return axes.chars()
                .map(letter -> letter == 'b' ? 1 : letter == 'c' ? channels : 0)
                .toArray();
    }

    private static void into(OnnxFiles net, String from, String axes, String to) {
        String whole = axes.indexOf('c') < 0 ? axes + "c" : axes;
        String image = from;
        if (axes.indexOf('c') < 0) {
            image = from + "_c";
            net.node("Unsqueeze", List.of(from, "last"), image);
        }
        net.node("Transpose", List.of(image), to, "perm", order(whole, "bcyx"));
    }

    private static byte[] onnx(String dna, String actin, String cells, String borders, boolean foreign) {
        float[] w = new float[2 * 3 * 9];
        w[9 + 4] = 1; // background: the second channel
        w[27 + 4] = 1;
        w[27 + 18 + 7] = 3; // below
        w[27 + 18 + 5] = -1; // to the right
        OnnxFiles net = new OnnxFiles()
                .input("dna", shape(dna, 2))
                .input("actin", shape(actin, 1))
                .constant("three", new int[] {1}, 3)
                .node("Cast", List.of("three"), "last", "to", 7)
                .constant("w", new int[] {2, 3, 3, 3}, w)
                .constant("v", new int[] {1, 3, 1, 1}, 0, -1, 1);
        into(net, "dna", dna, "d");
        into(net, "actin", actin, "a");
        net.node("Concat", List.of("d", "a"), "joined", "axis", 1);
        if (foreign) net.node("Neg", List.of("joined"), "minus").node("Neg", List.of("minus"), "all");
        else net.node("Identity", List.of("joined"), "all");
        return net.node("Conv", List.of("all", "w"), "c", "pads", List.of(1, 1, 1, 1))
                .node("Conv", List.of("all", "v"), "o")
                .node("Transpose", List.of("c"), "cells", "perm", order("bcyx", cells))
                .node("Transpose", List.of("o"), "borders", "perm", order("bcyx", borders))
                .output("cells")
                .output("borders")
                .bytes();
    }

    private String imported(String dna, String actin, String cells, String borders, Weights weights, String tensor)
            throws IOException {
        Path made = Files.createDirectories(folder.resolve("package"));
        tensor("dna", dna, 2, AxesOfSeveralTest::dna);
        tensor("actin", actin, 1, AxesOfSeveralTest::actin);
        tensor("cells", cells, 2, AxesOfSeveralTest::cells);
        tensor("borders", borders, 1, AxesOfSeveralTest::borders);
        Files.write(made.resolve("net"), weights.bytes());
        Files.writeString(
                made.resolve("rdf.yaml"),
                DESCRIPTION
                        .replace("DNA", described(dna, List.of("a", "b"), true))
                        .replace("ACTIN", described(actin, List.of("c"), false))
                        .replace("CELLS", described(cells, List.of("background", "cell"), false))
                        .replace("BORDERS", described(borders, List.of("border"), false))
                        .replace("KIND", weights.kind()));
        return Packages.imported(
                new ImportOptions(made, folder.resolve("model"), "auto", tensor, ImportOptions.Plain.NOTHING));
    }

    private record Weights(String kind, byte[] bytes) {}

    private int[] labels() {
        ModelFolder model = new ModelFolder(folder.resolve("model"));
        float[] image = new float[3 * PIXELS];
        for (int i = 0; i < image.length; i++) {
            int x = i % WIDTH;
            int y = i / WIDTH % HEIGHT;
            image[i] = i < 2 * PIXELS ? dna(i / PIXELS, y, x) : actin(0, y, x);
        }
        return Packages.classes(model, image, WIDTH, HEIGHT);
    }

    @ParameterizedTest
    @CsvSource({
        "false, cells, byxc, byx, bcyx, bxyc",
        "false, borders, bcyx, byxc, bxyc, byxc",
        "false, cells, bxyc, bcyx, byxc, bcyx",
        "true, cells, byxc, byx, bxyc, bcyx",
        "true, borders, bcxy, yxbc, bcyx, byxc"
    })
    void axesComeInAnyOrder(boolean foreign, String tensor, String dna, String actin, String cells, String borders)
            throws IOException {
        byte[] alike = onnx("bcyx", "bcyx", "bcyx", "bcyx", foreign);
        imported("bcyx", "bcyx", "bcyx", "bcyx", new Weights("onnx", alike), tensor);
        int[] expected = labels();
        assertTrue(IntStream.of(expected).distinct().count() > 1, "all pixels are alike");
        byte[] mixed = onnx(dna, actin, cells, borders, foreign);
        String told = imported(dna, actin, cells, borders, new Weights("onnx", mixed), tensor);
        assertTrue(told.contains("is reproduced"), told);
        assertEquals(foreign, told.contains("ONNX Runtime"), told);
        assertArrayEquals(expected, labels());
    }

    @Test
    void axesOfTorchScriptToo() throws Exception {
        Python.assumeModule("torch");
        byte[] alike = onnx("bcyx", "bcyx", "bcyx", "bcyx", false);
        imported("bcyx", "bcyx", "bcyx", "bcyx", new Weights("onnx", alike), "cells");
        int[] expected = labels();
        Python.run(
                folder,
                """
                import sys, torch
                class Two(torch.nn.Module):
                    def __init__(self):
                        super().__init__()
                        self.cells = torch.nn.Conv2d(3, 2, 3, padding=1, bias=False)
                        self.borders = torch.nn.Conv2d(3, 1, 1, bias=False)
                        w = torch.zeros(2, 3, 3, 3)
                        w[0, 1, 1, 1] = 1
                        w[1, 0, 1, 1] = 1
                        w[1, 2, 2, 1] = 3
                        w[1, 2, 1, 2] = -1
                        self.cells.weight.data = w
                        self.borders.weight.data = torch.tensor([0., -1, 1]).reshape(1, 3, 1, 1)
                    def forward(self, dna, actin):
                        both = torch.cat([dna.permute(0, 3, 1, 2), actin.transpose(1, 2).unsqueeze(1)], 1)
                        return self.cells(both).permute(0, 2, -1, 1), self.borders(both).squeeze(1)
                net = torch.jit.trace(Two().eval(), (torch.zeros(1, 8, 12, 2), torch.zeros(1, 12, 8)))
                net.save(sys.argv[1])
                """,
                folder.resolve("net.pt"));
        byte[] net = Files.readAllBytes(folder.resolve("net.pt"));
        for (String tensor : List.of("borders", "cells")) {
            String told = imported("byxc", "bxy", "byxc", "byx", new Weights("torchscript", net), tensor);
            assertTrue(told.contains("is reproduced"), told);
        }
        assertArrayEquals(expected, labels());
    }
}
