package sc.fiji.unet.export;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import net.imglib2.img.array.ArrayImgs;
import org.yaml.snakeyaml.DumperOptions;
import org.yaml.snakeyaml.Yaml;
import sc.fiji.unet.base.AtomicFiles;
import sc.fiji.unet.base.Sizes;
import sc.fiji.unet.config.ClassInfo;
import sc.fiji.unet.config.ClassList;
import sc.fiji.unet.nn.Inference;
import sc.fiji.unet.onnx.OnnxWriter;
import sc.fiji.unet.predict.ClassDecision;
import sc.fiji.unet.torchscript.Form;
import sc.fiji.unet.torchscript.TorchScriptWriter;

/** Writes a model as a package of the bioimage.io model zoo: a zip file with weights, test images and their description. */
record BioimageioPackage(Exported exported, Credits credits, SampleWriter writer) {
    /** Creates or replaces the file. */
    void write(Path target, SizeRule rule, TestTensors test) {
        AtomicFiles.write(target, temporary -> {
            try (PackageFolder files = new PackageFolder()) {
                Inference network = exported.network();
                TorchScriptWriter.write(files.file("weights.pt"), network.graph(), network.weights(), Form.portable());
                OnnxWriter.write(files.file("weights.onnx"), network.graph(), network.weights());
                Npy.write(files.file("test_input.npy"), test.input(), test.shape(test.input()));
                Npy.write(files.file("test_output.npy"), test.output(), test.shape(test.output()));
                pictures(files, test);
                describe(files, rule, test);
                files.zip(temporary);
            }
        });
    }

    private void pictures(PackageFolder files, TestTensors test) {
        ClassList classes = exported.card().classes().indexed();
        writer.image(files.file("sample_input.tif"), test.inputImage());
        writer.probabilities(files.file("sample_output.tif"), test.outputImage(), outputs(), test.inputImage());
        int n = exported.card().classOutputs(); // what the network says beside the classes comes after these
        int[] found = ClassDecision.of(Arrays.copyOf(test.output(), n * Sizes.count(test.size())), n);
        long[] size = new long[test.size().length];
        for (int d = 0; d < size.length; d++) size[d] = test.size()[d];
        writer.overlay(files.file("cover.png"), test.inputImage(), ArrayImgs.ints(found, size), classes);
    }

    /** The classes, and what the network says beside them. */
    private ClassList outputs() {
        List<ClassInfo> outputs = new ArrayList<>(exported.card().classes().indexed());
        for (String auxiliary : ChannelNames.auxiliary(exported.card())) {
            outputs.add(new ClassInfo(auxiliary, outputs.size(), ClassInfo.defaultColor(outputs.size())));
        }
        return ClassList.copyOf(outputs);
    }

    private void describe(PackageFolder files, SizeRule rule, TestTensors test) throws IOException {
        Description description = new Description(exported, credits);
        Credits.About about = new Credits.About(
                description.name(), description.text(), credits.about().documentation());
        Files.writeString(files.file("README.md"), Readme.of(exported, rule, description.name(), about));
        Files.writeString(files.file("rdf.yaml"), yaml(description.fields(files, rule, test)));
    }

    private static String yaml(Map<String, Object> fields) {
        DumperOptions options = new DumperOptions();
        options.setDefaultFlowStyle(DumperOptions.FlowStyle.BLOCK);
        options.setAllowUnicode(true);
        options.setSplitLines(false);
        return new Yaml(options).dump(fields);
    }
}
