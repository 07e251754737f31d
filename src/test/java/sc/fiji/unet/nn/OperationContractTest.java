package sc.fiji.unet.nn;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.syntax.ArchRuleDefinition;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import sc.fiji.unet.nn.op.Activation;
import sc.fiji.unet.nn.op.Add;
import sc.fiji.unet.nn.op.BatchNorm;
import sc.fiji.unet.nn.op.Concat;
import sc.fiji.unet.nn.op.Conv;
import sc.fiji.unet.nn.op.Crop;
import sc.fiji.unet.nn.op.Dropout;
import sc.fiji.unet.nn.op.Foreign;
import sc.fiji.unet.nn.op.Heads;
import sc.fiji.unet.nn.op.Input;
import sc.fiji.unet.nn.op.InstanceNorm;
import sc.fiji.unet.nn.op.MaxPool;
import sc.fiji.unet.nn.op.Mirror;
import sc.fiji.unet.nn.op.Multiply;
import sc.fiji.unet.nn.op.Op;
import sc.fiji.unet.nn.op.Readout;
import sc.fiji.unet.nn.op.Unpool;
import sc.fiji.unet.nn.op.UpConv;
import sc.fiji.unet.nn.op.Upsample;
import sc.fiji.unet.onnx.OnnxWriter;
import sc.fiji.unet.torchscript.Form;
import sc.fiji.unet.torchscript.TorchScriptWriter;

/** What holds for every operation of the program. */
class OperationContractTest {
    private static final List<Op> ALL = List.of(
            new Input(2),
            new Conv(2, 3, 3, 2, 1, true),
            new UpConv(2, 3, 2),
            new BatchNorm(2),
            new InstanceNorm(2, 1e-5),
            new Activation(Activation.Kind.SIGMOID),
            new Readout(1),
            new Readout(1, false),
            new MaxPool(3, 1, 1),
            new Unpool(2),
            new Upsample(2),
            new Concat(),
            new Add(),
            new Multiply(),
            new Dropout(0.5),
            new Heads(),
            new Crop(1),
            new Mirror(1));

    @TempDir
    Path folder;

    /** All but the image, which begins every graph. */
    static List<Op> ops() {
        return ALL.subList(1, ALL.size());
    }

    @Test
    void noneIsMissingHere() {
        Set<String> known = new ClassFileImporter()
                        .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                        .importPackages(Op.class.getPackageName())
                        .stream()
                        .filter(type -> type.isAssignableTo(Op.class) && !type.isInterface())
                        // a network of another runtime, not an operation that we write in any language
                        .filter(type -> !type.isEquivalentTo(Foreign.class))
                        .map(JavaClass::getSimpleName)
                        .collect(Collectors.toCollection(TreeSet::new));
        assertEquals(
                known,
                ALL.stream().map(op -> op.getClass().getSimpleName()).collect(Collectors.toCollection(TreeSet::new)));
    }

    @ParameterizedTest
    @MethodSource("ops")
    void everyFileFormatHasWordsForIt(Op op) {
        for (int rank = 2; rank <= 3; rank++) {
            Graph graph = graph(op, rank);
            Weights weights = Weights.initial(graph, 1);
            OnnxWriter.write(folder.resolve(rank + ".onnx"), graph, weights);
            TorchScriptWriter.write(folder.resolve(rank + ".pt"), graph, weights, Form.portable());
            TorchScriptWriter.write(folder.resolve(rank + "t.pt"), graph, weights, Form.training(Form.Precision.BF16));
            assertTrue(Files.exists(folder.resolve(rank + ".onnx")));
        }
        Graph plane = graph(op, 2);
        Form fused = new Form(Form.Precision.FP32, false, true);
        TorchScriptWriter.write(folder.resolve("fused.pt"), plane, Weights.initial(plane, 1), fused);
    }

    /** Pooled, so that there is something to put back where it was. */
    private static Graph graph(Op op, int rank) {
        GraphBuilder graph = new GraphBuilder(rank, 2);
        int pool = graph.add("pool", new MaxPool(2), 0);
        int twice = graph.add("twice", new Activation(Activation.Kind.RELU), pool);
        boolean joins = List.of(Unpool.class, Concat.class, Add.class, Multiply.class, Heads.class)
                .contains(op.getClass());
        graph.add("op", op, joins ? new int[] {twice, pool} : new int[] {twice});
        return graph.build();
    }

    @Test
    void operationsKnowNoGraphs() {
        ArchRuleDefinition.noClasses()
                .that()
                .resideInAPackage("sc.fiji.unet.nn.op")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("sc.fiji.unet.nn")
                .check(new ClassFileImporter()
                        .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                        .importPackages("sc.fiji.unet.nn"));
    }
}
