package sc.fiji.unet.imports;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import sc.fiji.unet.Python;
import sc.fiji.unet.base.InputException;
import sc.fiji.unet.config.ModelCard;
import sc.fiji.unet.model.ModelFolder;

/** Models that read several images of one size, or answer with several: one is made of them, or one is chosen. */
class SeveralImagesTest {
    private static final int EDGE = 8;
    private static final int PIXELS = EDGE * EDGE;
    private static final String DESCRIPTION =
            """
            format_version: 0.5.4
            type: model
            name: Several
            inputs:
            - id: dna
              axes: [{type: batch}, {type: channel, channel_names: [a, b]}, {type: space, id: y, size: {min: 4, step: 4}},
                {type: space, id: x, size: {min: 4, step: 4}}]
              preprocessing: [{id: scale_linear, kwargs: {gain: [0.5, 2], offset: [0, 1], axis: channel}}]
              test_tensor: {source: dna.npy}
            - id: actin
              axes: [{type: batch}, {type: channel, channel_names: [c]}, {type: space, id: y, size: {tensor_id: dna, axis_id: y}},
                {type: space, id: x, size: {tensor_id: dna, axis_id: x}}]
              preprocessing: [{id: zero_mean_unit_variance, kwargs: {axes: [channel, y, x]}}]
              test_tensor: {source: actin.npy}
            outputs:
            - id: cells
              axes: [{type: batch}, {type: channel, channel_names: [background, cell]},
                {type: space, id: y, size: {tensor_id: dna, axis_id: y}}, {type: space, id: x, size: {tensor_id: dna, axis_id: x}}]
              test_tensor: {source: cells.npy}
            - id: borders
              axes: [{type: batch}, {type: channel, channel_names: [border]}, {type: space, id: y, size: {tensor_id: dna, axis_id: y}},
                {type: space, id: x, size: {tensor_id: dna, axis_id: x}}]
              postprocessing: [{id: sigmoid}]
              test_tensor: {source: borders.npy}
            weights:
              KIND: {source: net}
            """;

    @TempDir
    Path folder;

    private Path made;
    private String steps = "preprocessing: [";
    private String after = "[{id: sigmoid}]";

    /** dna: a, b; actin: c. cells: b', a' + 3 c'; borders: c' - b'. */
    @BeforeEach
    void write() throws IOException {
        made = Files.createDirectory(folder.resolve("package"));
        float[] dna = new float[2 * PIXELS];
        float[] actin = new float[PIXELS];
        double mean = 0;
        for (int i = 0; i < PIXELS; i++) {
            dna[i] = i % 5;
            dna[PIXELS + i] = i % 3;
            actin[i] = i % 7;
            mean += actin[i] / PIXELS;
        }
        double variance = 0;
        for (float value : actin) variance += (value - mean) * (value - mean) / PIXELS;
        float[] cells = new float[2 * PIXELS];
        float[] borders = new float[PIXELS];
        for (int i = 0; i < PIXELS; i++) {
            double a = 0.5 * dna[i];
            double b = 2 * dna[PIXELS + i] + 1;
            double c = (actin[i] - mean) / (Math.sqrt(variance) + 1e-6);
            cells[i] = (float) b;
            cells[PIXELS + i] = (float) (a + 3 * c);
            borders[i] = (float) (1 / (1 + Math.exp(b - c)));
        }
        Files.write(made.resolve("dna.npy"), NpyFiles.of(new int[] {1, 2, EDGE, EDGE}, dna));
        Files.write(made.resolve("actin.npy"), NpyFiles.of(new int[] {1, 1, EDGE, EDGE}, actin));
        Files.write(made.resolve("cells.npy"), NpyFiles.of(new int[] {1, 2, EDGE, EDGE}, cells));
        Files.write(made.resolve("borders.npy"), NpyFiles.of(new int[] {1, 1, EDGE, EDGE}, borders));
    }

    /**
     * The network as ONNX.
     *
     * @param names what the file calls its two inputs
     * @param cells what it calls its first output
     */
    private byte[] onnx(List<String> names, String cells) {
        return net(names, cells, false, false);
    }

    private static byte[] net(List<String> names, String cells, boolean foreign, boolean sigmoid) {
        OnnxFiles net = new OnnxFiles()
                .input(names.get(0), 1, 2, 0, 0)
                .input(names.get(1), 1, 1, 0, 0)
                .constant("w", new int[] {2, 3, 1, 1}, 0, 1, 0, 1, 0, 3)
                .constant("v", new int[] {1, 3, 1, 1}, 0, -1, 1)
                .node("Concat", names, "all", "axis", 1);
        if (foreign) net.node("Neg", List.of("all"), "minus").node("Neg", List.of("minus"), "same");
        String all = foreign ? "same" : "all";
        net.node("Conv", List.of(all, "w"), cells).node("Conv", List.of(all, "v"), sigmoid ? "raw" : "borders");
        if (sigmoid) net.node("Sigmoid", List.of("raw"), "borders");
        return net.output(cells).output("borders").bytes();
    }

    private String imported(byte[] net, String kind, String tensor) throws IOException {
        Files.write(made.resolve("net"), net);
        String text = DESCRIPTION.replace("KIND", kind).replaceFirst("preprocessing: \\[", steps);
        Files.writeString(made.resolve("rdf.yaml"), text.replace("[{id: sigmoid}]", after));
        return Packages.imported(
                new ImportOptions(made, folder.resolve("model"), "auto", tensor, ImportOptions.Plain.NOTHING));
    }

    @ParameterizedTest
    @CsvSource({"false, cells", "false, borders", "true, cells", "true, borders"})
    void inputsBecomeChannelsAndOneOutputIsChosen(boolean foreign, String tensor) throws IOException {
        byte[] net = foreign ? foreign() : onnx(List.of("dna", "actin"), "cells");
        String told = imported(net, "onnx", tensor);
        assertTrue(told.contains("is reproduced"), told);
        assertEquals(foreign, told.contains("ONNX Runtime"), told);
        ModelCard card = new ModelFolder(folder.resolve("model")).card();
        assertEquals(3, card.network().channels());
        assertEquals(
                "dna is channel 1 to 2, actin is channel 3", card.training().get("Inputs"));
        assertEquals(tensor, card.training().get("Output"));
        assertEquals(
                tensor.equals("cells") ? List.of("background", "cell") : List.of("background", "border"),
                card.classes().names());
    }

    /** cells: b', a' + 3 c', where a' and b' are known numbers of a sigmoid; c' is no part of that. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void anActivationOfOneInputLeavesTheOthersAlone(boolean foreign) throws IOException {
        float[] dna = NpyTensor.read(Files.readAllBytes(made.resolve("dna.npy")), "dna")
                .values();
        float[] cells = NpyTensor.read(Files.readAllBytes(made.resolve("cells.npy")), "cells")
                .values();
        for (int i = 0; i < PIXELS; i++) {
            cells[i] += (float) (2 / (1 + Math.exp(-dna[PIXELS + i])) - 2 * dna[PIXELS + i]);
            cells[PIXELS + i] += (float) (0.5 / (1 + Math.exp(-dna[i])) - 0.5 * dna[i]);
        }
        Files.write(made.resolve("cells.npy"), NpyFiles.of(new int[] {1, 2, EDGE, EDGE}, cells));
        steps = "preprocessing: [{id: sigmoid}, ";
        String told = imported(foreign ? foreign() : onnx(List.of("dna", "actin"), "cells"), "onnx", "cells");
        assertTrue(told.contains("is reproduced"), told);
    }

    /** As above with two operators that undo each other, which ours have not. */
    private byte[] foreign() {
        return net(List.of("dna", "actin"), "cells", true, false);
    }

    /** Of the file itself, or of the description: sigmoid(c' - b'), by hand too. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aSigmoidOfTheAnswerIsTheSameByOnnxRuntime(boolean inFile) throws IOException {
        float[] image = new float[3 * 9 * 11];
        for (int i = 0; i < image.length; i++) image[i] = (i * i % 29) / 10f;
        float[][] said = new float[2][];
        for (int foreign = 0; foreign < 2; foreign++) {
            if (inFile) after = "[]";
            String told = imported(net(List.of("dna", "actin"), "cells", foreign == 1, inFile), "onnx", "borders");
            assertTrue(told.contains("is reproduced"), told);
            assertEquals(foreign == 1, told.contains("ONNX Runtime"), told);
            said[foreign] = Packages.segmented(new ModelFolder(folder.resolve("model")), image, 9, 11)
                    .probabilityArray();
        }
        assertArrayEquals(said[0], said[1], 1e-6f);
        double mean = 0;
        double squares = 0;
        for (int i = 198; i < 297; i++) mean += image[i] / 99;
        for (int i = 198; i < 297; i++) squares += (image[i] - mean) * (image[i] - mean) / 99;
        for (int i = 0; i < 99; i++) {
            double c = (image[198 + i] - mean) / (Math.sqrt(squares) + 1e-6);
            assertEquals(1 / (1 + Math.exp(2 * image[99 + i] + 1 - c)), said[1][99 + i], 1e-5, "pixel " + i);
        }
    }

    @Test
    void namesOfAFileCountBeforeItsOrder() throws IOException {
        byte[] net = new OnnxFiles()
                .input("actin", 1, 1, 0, 0)
                .input("dna", 1, 2, 0, 0)
                .constant("w", new int[] {2, 3, 1, 1}, 0, 1, 0, 1, 0, 3)
                .node("Concat", List.of("dna", "actin"), "all", "axis", 1)
                .node("Conv", List.of("all", "w"), "cells")
                .node("Sigmoid", List.of("all"), "borders")
                .output("borders")
                .output("cells")
                .bytes();
        String told = imported(net, "onnx", "cells");
        assertTrue(told.contains("is reproduced"), told);
    }

    @Test
    void whereAFileHasOtherNamesItsOrderCounts() throws IOException {
        String told = imported(onnx(List.of("i0", "i1"), "o0"), "onnx", "cells");
        assertTrue(told.contains("is reproduced"), told);
    }

    @Test
    void aFileAloneIsAskedForOneOfItsOutputs() throws IOException {
        Path file = Files.write(folder.resolve("net.onnx"), onnx(List.of("dna", "actin"), "cells"));
        ImportOptions unsaid = ImportOptions.of(file, folder.resolve("model"));
        String message = assertThrows(InputException.class, () -> Packages.imported(unsaid))
                .getMessage();
        assertTrue(message.contains("[cells, borders], expected one: choose one by tensor"), message);
        Packages.imported(
                new ImportOptions(file, folder.resolve("model"), "auto", "borders", ImportOptions.Plain.NOTHING));
        ModelCard card = new ModelFolder(folder.resolve("model")).card();
        assertEquals(
                "dna is channel 1 to 2, actin is channel 3", card.training().get("Inputs"));
        assertEquals("borders", card.training().get("Output"));
    }

    @Test
    void whatIsNoImageOfTheSameKindIsRefusedByName() throws IOException {
        Files.write(made.resolve("net"), onnx(List.of("dna", "actin"), "cells"));
        Files.writeString(
                made.resolve("rdf.yaml"),
                DESCRIPTION
                        .replace("KIND", "onnx")
                        .replace(
                                "{type: channel, channel_names: [c]}, {type: space, id: y, size: {tensor_id: dna, axis_id: y}}",
                                "{type: space, id: z}, {type: space, id: y}")
                        .replace("axes: [channel, y, x]", "axes: [y, x]"));
        String message = assertThrows(
                        InputException.class,
                        () -> Packages.imported(new ImportOptions(
                                made, folder.resolve("model"), "auto", "cells", ImportOptions.Plain.NOTHING)))
                .getMessage();
        assertTrue(message.contains("reads the images dna (bcyx), actin (bzyx)"), message);
    }

    @ParameterizedTest
    @ValueSource(strings = {"trace", "script"})
    void torchScriptToo(String way) throws Exception {
        Python.assumeModule("torch");
        Python.run(
                folder,
                """
                import sys, torch
                class Two(torch.nn.Module):
                    def __init__(self):
                        super().__init__()
                        self.cells = torch.nn.Conv2d(3, 2, 1, bias=False)
                        self.borders = torch.nn.Conv2d(3, 1, 1, bias=False)
                        self.cells.weight.data = torch.tensor([0., 1, 0, 1, 0, 3]).reshape(2, 3, 1, 1)
                        self.borders.weight.data = torch.tensor([0., -1, 1]).reshape(1, 3, 1, 1)
                    def forward(self, dna, actin):
                        both = torch.cat([dna, actin], 1)
                        return self.cells(both), self.borders(both)
                net = Two().eval()
                example = (torch.zeros(1, 2, 8, 8), torch.zeros(1, 1, 8, 8))
                made = torch.jit.script(net) if sys.argv[2] == "script" else torch.jit.trace(net, example)
                made.save(sys.argv[1])
                """,
                folder.resolve("net.pt"),
                way);
        byte[] net = Files.readAllBytes(folder.resolve("net.pt"));
        for (String tensor : List.of("cells", "borders")) {
            String told = imported(net, "torchscript", tensor);
            assertTrue(told.contains("is reproduced"), told);
        }
    }
}
