package sc.fiji.unet.imports;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import net.imglib2.RandomAccessibleInterval;
import net.imglib2.img.array.ArrayImgs;
import net.imglib2.type.numeric.IntegerType;
import net.imglib2.type.numeric.real.FloatType;
import net.imglib2.view.Views;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import sc.fiji.unet.auxiliary.AuxiliaryTargets;
import sc.fiji.unet.base.InputException;
import sc.fiji.unet.base.Progress;
import sc.fiji.unet.config.Averaging;
import sc.fiji.unet.config.ClassList;
import sc.fiji.unet.config.LabelOptions;
import sc.fiji.unet.config.ModelCard;
import sc.fiji.unet.config.ObjectRule;
import sc.fiji.unet.config.PrecisionChoice;
import sc.fiji.unet.config.TestTimeAugmentation;
import sc.fiji.unet.export.Export;
import sc.fiji.unet.export.ExportOptions;
import sc.fiji.unet.export.SampleWriter;
import sc.fiji.unet.export.SmallModels;
import sc.fiji.unet.image.ImageSource;
import sc.fiji.unet.imagej.files.ImageFiles;
import sc.fiji.unet.imagej.files.OutputFiles;
import sc.fiji.unet.model.LoadedModel;
import sc.fiji.unet.model.ModelFolder;
import sc.fiji.unet.nn.Architecture;
import sc.fiji.unet.nn.Graph;
import sc.fiji.unet.nn.RandomWeights;
import sc.fiji.unet.registry.Extensions;
import sc.fiji.unet.segment.MemoryStore;
import sc.fiji.unet.segment.SegmentRequest;
import sc.fiji.unet.segment.Segmentation;

/** Models of ours that go out as packages and come back: they say the same of every pixel. */
class RoundTripTest {
    @TempDir
    Path folder;

    static Stream<String> architectures() {
        return Stream.concat(
                Extensions.of(Architecture.class).labels().keySet().stream(),
                Stream.of("unet convolutions=valid", "unet upsampling=bilinear", "unet activation=leakyrelu"));
    }

    @ParameterizedTest
    @MethodSource("architectures")
    void everyArchitectureComesBackWithTheSameAnswer(String architecture) {
        comesBack(SmallModels.write(folder.resolve("out"), architecture, 2, "zscore", 5));
    }

    @ParameterizedTest
    @MethodSource("volumes")
    void volumesComeBack(String architecture) {
        comesBack(SmallModels.write(folder.resolve("out"), architecture, 3, "percentile low=2 high=99", 4));
    }

    static Stream<String> volumes() {
        return Stream.of("unet", "nnunet-plain");
    }

    @Test
    void aBinaryNetworkStaysOne() {
        ModelFolder back = comesBack(SmallModels.write(folder.resolve("out"), "unet", 2, "range min=10 max=900", 3, 1));
        assertEquals(1, back.card().network().outputs());
    }

    @ParameterizedTest
    @ValueSource(strings = {"border", "distance"})
    void whatANetworkSaysBesideClassesComesBack(String auxiliary) throws Exception {
        ModelCard plain = SmallModels.write(folder.resolve("plain"), "unet", 2, "zscore", 1, 2)
                .card();
        int outputs = 2
                + Extensions.of(AuxiliaryTargets.class).get(auxiliary).names(2).size();
        ModelFolder model = new ModelFolder(folder.resolve("out"));
        ModelCard.Network network = new ModelCard.Network(
                plain.network().architecture(),
                2,
                plain.network().channels(),
                outputs,
                plain.network().stride(),
                plain.network().halo(),
                plain.network().margin(),
                true,
                null);
        ModelCard card = plain.withNetwork(network)
                .withLabels(plain.labels().withObjects(new ObjectRule(auxiliary, "components", 0.4, 3)));
        Graph graph = ModelFolder.graph(card);
        model.write(card, graph, RandomWeights.of(graph, 3));
        assertEquals(outputs, comesBack(model).card().network().outputs());
        picturesShowClassesAlone(model, Packages.export(model, folder.resolve("shown.zip")), outputs);
    }

    private void picturesShowClassesAlone(ModelFolder model, Path file, int outputs) throws Exception {
        Overlays shown = new Overlays(new OutputFiles(), new ArrayList<>());
        new Export(new ImageFiles(), shown).run(model, ExportOptions.of(file, "auto"), Progress.NONE);
        new Import(shown).run(ImportOptions.of(file, folder.resolve("shown")), Progress.NONE);
        byte[] npy = Packages.read(file).file("test_output.npy");
        float[] said = NpyTensor.read(npy, "test_output.npy").inOrder("bcyx", "cyx", "test_output.npy");
        int[] expected = new int[said.length / outputs];
        int won = 0;
        for (int i = 0; i < expected.length; i++) {
            expected[i] = said[expected.length + i] > said[i] ? 1 : 0;
            if (said[2 * expected.length + i] > 0.5f) won++;
        }
        assertTrue(won > 0, "the test needs outputs beside the classes that say more than these");
        assertEquals(2, shown.labels().size(), "one of the export, one of the import");
        for (int[] labels : shown.labels()) assertArrayEquals(expected, labels);
    }

    /** Keeps the labels of pictures. */
    private record Overlays(OutputFiles files, List<int[]> labels) implements SampleWriter {
        @Override
        public void labels(
                Path file,
                RandomAccessibleInterval<? extends IntegerType<?>> labels,
                ClassList classes,
                ImageSource source) {
            files.labels(file, labels, classes, source);
        }

        @Override
        public void probabilities(
                Path file, RandomAccessibleInterval<FloatType> values, ClassList classes, ImageSource source) {
            files.probabilities(file, values, classes, source);
        }

        @Override
        public void image(Path file, ImageSource image) {
            files.image(file, image);
        }

        @Override
        public void overlay(
                Path file,
                ImageSource source,
                RandomAccessibleInterval<? extends IntegerType<?>> shown,
                ClassList classes) {
            files.overlay(file, source, shown, classes);
            List<Integer> all = new ArrayList<>();
            Views.flatIterable(shown).forEach(label -> all.add(label.getInteger()));
            labels.add(all.stream().mapToInt(label -> label).toArray());
        }
    }

    /** They were probabilities already, which nothing of the package says. */
    @ParameterizedTest
    @ValueSource(ints = {1, 3})
    void theMeanOfSeveralModelsIsRefused(int outputs) {
        ModelFolder a = SmallModels.write(folder.resolve("a"), "unet", 2, "zscore", 2, outputs);
        ModelFolder b = SmallModels.write(folder.resolve("b"), "unet", 2, "zscore", 4, outputs);
        Path file = folder.resolve("mean.zip");
        Averaging both = new Averaging(List.of(b.path()), false, TestTimeAugmentation.NONE);
        ExportOptions options = ExportOptions.of(file, "auto").withAveraging(both);
        new Export(new ImageFiles(), new OutputFiles()).run(a, options, Progress.NONE);
        for (String weights : List.of("onnx", "torchscript")) {
            ModelFolder back = new ModelFolder(folder.resolve("back"));
            ImportOptions of = new ImportOptions(file, back.path(), weights, "", ImportOptions.Plain.NOTHING);
            String message = assertThrows(InputException.class, () -> Packages.imported(of))
                    .getMessage();
            assertTrue(message.contains("the mean of several"), message);
            assertFalse(Files.exists(back.path()), "nothing is written");
        }
    }

    private ModelFolder comesBack(ModelFolder model) {
        Path file = Packages.export(model, folder.resolve("model.zip"));
        comesBack(model, file, "onnx");
        return comesBack(model, file, "torchscript");
    }

    private ModelFolder comesBack(ModelFolder model, Path file, String weights) {
        ModelFolder back = new ModelFolder(folder.resolve("back-" + weights));
        String summary =
                Packages.imported(new ImportOptions(file, back.path(), weights, "", ImportOptions.Plain.NOTHING));
        assertTrue(summary.contains("(" + weights + ")") && summary.contains("Its test output is reproduced"), summary);
        ModelCard old = model.card();
        ModelCard card = back.card();
        assertEquals(old.input(), card.input());
        assertEquals(old.labels(), card.labels());
        assertEquals(
                List.of(
                        old.network().stride(),
                        old.network().halo(),
                        old.network().margin()),
                List.of(
                        card.network().stride(),
                        card.network().halo(),
                        card.network().margin()));
        Segmentation expected = segment(model);
        Segmentation got = segment(back);
        assertArrayEquals(expected.probabilityArray(), got.probabilityArray());
        assertArrayEquals(expected.classArray(), got.classArray());
        if (expected.objects() != null) assertArrayEquals(expected.objectArray(), got.objectArray());
        return back;
    }

    private static Segmentation segment(ModelFolder folder) {
        try (LoadedModel model =
                        LoadedModel.open(folder, "cpu", LoadedModel.libtorch(PrecisionChoice.FP32, Progress.NONE));
                MemoryStore store = new MemoryStore()) {
            ModelCard card = model.card();
            SegmentRequest request = SegmentRequest.of(LabelOptions.defaults(), card, true);
            return model.segmenter()
                    .run(List.of(image(card)), null, request, store, Progress.NONE)
                    .get(0);
        }
    }

    private static ImageSource image(ModelCard card) {
        long[] size = card.network().rank() == 2
                ? new long[] {53, 41, card.network().channels()}
                : new long[] {29, 23, 19, card.network().channels()};
        float[] values = new float[(int) (size[0] * size[1] * size[2] * (size.length > 3 ? size[3] : 1))];
        for (int i = 0; i < values.length; i++) values[i] = 200 + 100 * (float) Math.sin(i * 0.7) + i % 17;
        return new ImageSource("waves", ArrayImgs.floats(values, size));
    }

    @Test
    void packagesLieInFoldersToo() throws Exception {
        ModelFolder model = SmallModels.write(folder.resolve("out"), "unet", 2, "zscore", 2);
        Path unpacked = Packages.read(Packages.export(model, folder.resolve("model.zip")))
                .unpacked(folder.resolve("unpacked"));
        for (Path named : List.of(unpacked, unpacked.resolve("rdf.yaml"))) {
            ModelFolder back = new ModelFolder(folder.resolve("back"));
            Packages.imported(named, back.path());
            assertEquals(model.card().classes(), back.card().classes());
            assertTrue(Files.isRegularFile(back.thumbnailFile()), "a picture of it");
        }
    }
}
