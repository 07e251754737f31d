package sc.fiji.unet.export;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import sc.fiji.unet.Python;
import sc.fiji.unet.base.Progress;
import sc.fiji.unet.config.Averaging;
import sc.fiji.unet.config.TestTimeAugmentation;
import sc.fiji.unet.imagej.files.ImageFiles;
import sc.fiji.unet.imagej.files.OutputFiles;
import sc.fiji.unet.model.ModelFolder;
import sc.fiji.unet.nn.Architecture;
import sc.fiji.unet.registry.Extensions;

/** What the makers of the format say of our packages: their validator, and their runtime with both kinds of weights. */
class PackageJudgeTest {
    /** Tests are no reason to look for a GitHub account in the net. */
    private static final String WITHOUT_NET =
            """
            import sys
            from bioimageio.spec import load_description, __version__
            from bioimageio.spec._internal import field_validation
            field_validation.KNOWN_GITHUB_USERS.add("jane")
            """;

    private static final String VALIDATE = WITHOUT_NET
            + """
            for file in sys.argv[1:]:
                summary = load_description(file, format_version="latest").validation_summary
                told = [e.msg for d in summary.details for e in d.errors]
                told += [w.msg for d in summary.details for w in d.warnings]
                assert summary.status == "valid-format" and not told, (file, __version__, told)
            print(len(sys.argv) - 1, "valid")
            """;

    private static final String RUN = WITHOUT_NET
            + """
            import torch
            from bioimageio.core import test_model
            torch.set_num_threads(1)  # the networks are tiny
            for file in sys.argv[1:]:
                model = load_description(file)
                for weights in ["torchscript", "onnx"]:
                    summary = test_model(model, weight_format=weights)
                    told = [e.msg for d in summary.details for e in d.errors]
                    assert summary.status == "passed", (file, weights, told)
            print(len(sys.argv) - 1, "passed")
            """;

    private static final List<String> NORMALIZATIONS = List.of(
            "minmax",
            "percentile",
            "percentile low=2 high=98 clip=true",
            "range min=-1000 max=3000",
            "range min=0 max=1");

    private static final Credits CREDITS = new Credits(
            new Credits.About("A model (judged)", "Finds things.", null),
            Author.list("Jane Doe; John Roe", "Somewhere", "0000-0002-1825-0097;", "jane;"),
            "CC-BY-4.0",
            Citation.list("Doe J. Things. 2026; A page", "10.1234/things; https://example.org/page"),
            new Credits.Origin("10.5281/zenodo.1234", "affable-shark"));

    @TempDir
    static Path folder;

    /** Made once, by the first test that has its judge. */
    private static final List<Object> PACKAGES = new ArrayList<>();

    @Test
    void packagesOfEveryArchitectureAndNormalizationAreValid() throws Exception {
        Python.assumeModule("bioimageio.spec");
        makeAll();
        String printed = Python.run(folder, VALIDATE, PACKAGES.toArray());
        assertTrue(printed.contains(PACKAGES.size() + " valid"), printed);
    }

    @Test
    void bothWeightsOfEveryPackageGiveItsTestOutput() throws Exception {
        Python.assumeModule("torch, onnxruntime, bioimageio.core");
        makeAll();
        String printed = Python.run(folder, RUN, PACKAGES.toArray());
        assertTrue(printed.contains(PACKAGES.size() + " passed"), printed);
    }

    private static void makeAll() throws Exception {
        if (!PACKAGES.isEmpty()) return;
        int seed = 0;
        for (String architecture : Extensions.of(Architecture.class).labels().keySet()) {
            make("a" + seed, SmallModels.write(folder.resolve("m" + seed), architecture, 2, "zscore", seed++));
        }
        for (String architecture : List.of("unet", "unet convolutions=valid", "nnunet-plain")) {
            make("a" + seed, SmallModels.write(folder.resolve("m" + seed), architecture, 3, "zscore", seed++));
        }
        for (String normalization : NORMALIZATIONS) {
            make("a" + seed, SmallModels.write(folder.resolve("m" + seed), "unet", 2, normalization, seed++));
        }
        make("binary", SmallModels.write(folder.resolve("binary"), "unet", 2, "zscore", 1, 1));
        ModelFolder first = SmallModels.write(folder.resolve("first"), "unet", 2, "minmax", 6);
        Path second = SmallModels.write(folder.resolve("second"), "segnet", 2, "minmax", 12)
                .path();
        make("committee", first, new Averaging(List.of(second), false, TestTimeAugmentation.NONE));
    }

    private static void make(String name, ModelFolder model) throws Exception {
        make(name, model, Averaging.NONE);
    }

    private static void make(String name, ModelFolder model, Averaging averaging) throws Exception {
        Path file = folder.resolve(name + ".zip");
        ExportOptions options =
                ExportOptions.of(file, "auto").withAveraging(averaging).withCredits(CREDITS);
        new Export(new ImageFiles(), new OutputFiles()).run(model, options, Progress.NONE);
        assertTrue(Files.isRegularFile(file));
        PACKAGES.add(file);
    }
}
