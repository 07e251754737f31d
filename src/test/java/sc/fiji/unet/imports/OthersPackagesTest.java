package sc.fiji.unet.imports;

import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Packages that others made, each in a folder of its own below the one that the environment variable PACKAGES names: every
 * description of each, with both kinds of weights, has to reproduce its test output.
 */
class OthersPackagesTest {
    @TempDir
    Path folder;

    @Test
    void theirTestsPass() throws Exception {
        String said = System.getenv("PACKAGES");
        assumeTrue(said != null, "PACKAGES names no folder of packages");
        List<Path> descriptions;
        try (Stream<Path> files = Files.walk(Path.of(said), 2)) {
            descriptions = files.filter(file -> file.toString().endsWith("bioimageio.yaml")
                            || file.getFileName().toString().equals("rdf.yaml"))
                    .toList();
        }
        assertTrue(!descriptions.isEmpty(), said + " has no packages");
        for (Path description : descriptions) {
            for (String weights : List.of("onnx", "torchscript")) {
                Path model = folder.resolve(descriptions.indexOf(description) + weights);
                String told = Packages.imported(
                        new ImportOptions(description, model, weights, "", ImportOptions.Plain.NOTHING));
                assertTrue(told.contains("Its test output is reproduced"), description + ": " + told);
            }
        }
    }
}
