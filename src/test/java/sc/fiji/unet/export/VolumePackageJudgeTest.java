package sc.fiji.unet.export;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import sc.fiji.unet.Python;
import sc.fiji.unet.base.Progress;
import sc.fiji.unet.imagej.files.ImageFiles;
import sc.fiji.unet.imagej.files.OutputFiles;
import sc.fiji.unet.model.ModelFolder;
import sc.fiji.unet.nn.Anisotropy;

/**
 * Packages for volumes, also where slices lie farther apart than pixels: each axis has the sizes and the halo that the network
 * has along it. The runtime of the format takes sizes that follow, and what it computes of a tile is, without its halo, what
 * it computes of the whole.
 */
class VolumePackageJudgeTest {
    private static final String JUDGE =
            """
            import sys
            import numpy
            import torch
            from bioimageio.spec import load_description
            from bioimageio.core import create_prediction_pipeline, test_model
            from bioimageio.core.digest_spec import create_sample_for_model
            torch.set_num_threads(1)  # the networks are tiny
            random = numpy.random.default_rng(5)

            for file in sys.argv[1:]:
                model = load_description(file)
                assert load_description(file, format_version="latest").validation_summary.status == "valid-format", file
                for weights in ["torchscript", "onnx"]:
                    assert test_model(model, weight_format=weights).status == "passed", (file, weights)
                rules = [axis.size for axis in model.inputs[0].axes[2:]]
                halo = [getattr(axis, "halo", 0) for axis in model.outputs[0].axes[2:]]
                channels = len(model.inputs[0].axes[1].channel_names)
                whole = random.random([1, channels] + [rule.min + 2 * rule.step for rule in rules], dtype="float32")
                answers = []
                for weights in ["torchscript", "onnx"]:
                    with create_prediction_pipeline(model, weight_format=weights) as pipeline:
                        def predict(image):
                            sample = create_sample_for_model(model, inputs={"input": image})
                            done = pipeline.predict_sample_without_blocking(sample)
                            return done.members["output"].data.values

                        answers.append(predict(whole))
                        tile = predict(whole[(..., *[slice(r.step, r.step + r.min) for r in rules])])
                    assert answers[-1].shape[2:] == whole.shape[2:], (file, weights)
                    inside = tile[(..., *[slice(h, n - h) for h, n in zip(halo, tile.shape[2:])])]
                    there = [slice(r.step + h, r.step + r.min - h) for r, h in zip(rules, halo)]
                    assert inside.size > 0 and abs(inside - answers[-1][(..., *there)]).max() < 1e-4, (file, weights)
                    assert inside.std() > 1e-4, "all is the same"
                assert abs(answers[0] - answers[1]).max() < 1e-4, file
                print([(r.min, r.step, h) for r, h in zip(rules, halo)])
            """;

    @TempDir
    Path folder;

    @Test
    void eachAxisHasItsOwnSizesAndHalo() throws Exception {
        Python.assumeModule("torch, onnxruntime, bioimageio.core");
        Map<String, String> expected = new LinkedHashMap<>();
        make(expected, "cubes", "unet", Anisotropy.NONE);
        make(expected, "planes", "unet depth=2", new Anisotropy(1, 1));
        make(expected, "flat", "resunet", new Anisotropy(1, 0));
        Object[] files = expected.keySet().stream().map(folder::resolve).toArray();
        String printed = Python.run(folder, JUDGE, files);
        for (String rule : expected.values()) assertTrue(printed.contains(rule), printed + ", expected " + expected);
    }

    private void make(Map<String, String> expected, String name, String architecture, Anisotropy slices)
            throws Exception {
        ModelFolder model =
                SmallModels.write(folder.resolve(name), architecture, slices, "range min=0 max=1", expected.size());
        Path file = folder.resolve(name + ".zip");
        String told = new Export(new ImageFiles(), new OutputFiles())
                .run(model, ExportOptions.of(file, "auto"), Progress.NONE);
        SizeRule rule = SizeRule.of(model.card().network());
        assertEquals(model.card().network().depth().stride(), rule.along(2).step());
        assertTrue(told.contains("Input sizes: " + rule), told);
        expected.put(
                name + ".zip",
                "[" + said(rule.along(2)) + ", " + said(rule.along(1)) + ", " + said(rule.along(0)) + "]");
    }

    private static String said(SizeRule.Edge edge) {
        return "(" + edge.min() + ", " + edge.step() + ", " + edge.halo() + ")";
    }
}
