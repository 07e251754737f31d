package sc.fiji.unet.export;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import sc.fiji.unet.base.CacheFolder;
import sc.fiji.unet.base.InputException;
import sc.fiji.unet.base.OptionException;
import sc.fiji.unet.config.Spec;

/** What a person says about a model, and what the format would not take. */
class CreditsTest {
    @Test
    void listsBelongToEachOther() {
        List<Author> authors = Author.list("Jane; John", "Uni", "; https://orcid.org/0000-0002-1694-233X", "jane;");
        assertEquals(new Author("Jane", "Uni", "", "jane"), authors.get(0));
        assertEquals(new Author("John", "Uni", "0000-0002-1694-233X", ""), authors.get(1));
        assertEquals(List.of(), Author.list(" ", "", "", ""));
    }

    @Test
    void whoMadeTheLastModelIsProposedWhereNothingIsSaid() throws IOException {
        Path file = CacheFolder.path().resolve("credits.json");
        Files.deleteIfExists(file);
        Map<String, String> nobody =
                Map.of("authors", "", "affiliations", "", "orcids", "", "github", "", "license", "none", "cite", "");
        RememberedCredits.keep(nobody);
        assertTrue(Files.notExists(file), "nothing was said");
        Map<String, String> said = new HashMap<>(nobody);
        said.putAll(Map.of("authors", "Jane; John", "license", "MIT", "cite", "Doe 2026"));
        RememberedCredits.keep(said);
        Map<String, String> proposed = RememberedCredits.forWhatIsOpen(nobody);
        assertEquals("Jane; John", proposed.get("authors"));
        assertEquals("MIT", proposed.get("license"));
        assertFalse(proposed.containsKey("cite"), "what to cite is another one for each model");
        said.put("license", "CC0-1.0");
        assertFalse(RememberedCredits.forWhatIsOpen(said).containsKey("license"));
        Files.delete(file);
    }

    @Test
    void whatTheFormatWouldNotTakeIsRefusedByName() {
        refused("orcids", () -> Author.list("Jane; John", "", "0000-0002-1825-0097", ""));
        refused("check digit", () -> Author.list("Jane", "", "0000-0002-1825-0098", ""));
        refused("authors", () -> Author.list("Jane/John", "", "", ""));
        refused("github", () -> Author.list("Jane", "", "", "jane doe"));
        refused("doi", () -> Citation.list("Doe 2026", ""));
        refused("without cite", () -> Citation.list("", "10.1234/x"));
        refused("doi", () -> Citation.list("Doe 2026", "soon"));
        refused("name", () -> new Credits.About("v1.0", "", null));
        refused("1025", () -> new Credits.About("", "x".repeat(1025), null));
        refused("documentation", () -> new Credits.About("", "", Path.of("there-is-none.md")));
        refused("parent", () -> new Credits.Origin("", "Affable Shark"));
    }

    private static void refused(String words, Executable saying) {
        String message = assertThrows(OptionException.class, saying).getMessage();
        assertTrue(message.contains(words), message);
    }

    @Test
    void normalizationsAreOperationsOfTheFormat() {
        assertEquals(
                List.of(
                        Map.of("id", "ensure_dtype", "kwargs", Map.of("dtype", "float32")),
                        Map.of("id", "clip", "kwargs", Map.of("min", -1000.0, "max", 3000.0)),
                        Map.of("id", "scale_linear", "kwargs", Map.of("gain", 1 / 4000.0, "offset", 0.25))),
                Preprocessing.of(Spec.parse("range min=-1000 max=3000"), 2));
        assertEquals(2, Preprocessing.of(Spec.parse("range min=0 max=1"), 2).size(), "what changes nothing is invalid");
        String message = assertThrows(
                        InputException.class, () -> Preprocessing.of(Spec.parse("percentile low=0 high=0.5"), 2))
                .getMessage();
        assertTrue(message.contains("high = 0.5") && message.contains("onnx"), message);
    }

    @Test
    void sizesStayWithinWhatAMemoryHolds() {
        SizeRule volume =
                SizeRule.of(new sc.fiji.unet.config.ModelCard.Network("unet", 3, 1, 2, 16, 96, 16, true, null));
        assertEquals(new SizeRule(3, 80, 16, 32), volume);
        assertEquals("80 + n * 16 along each axis", volume.toString());
        SizeRule plane =
                SizeRule.of(new sc.fiji.unet.config.ModelCard.Network("unet", 2, 1, 2, 16, 96, 16, true, null));
        assertEquals(new SizeRule(2, 208, 16, 96), plane);
        assertEquals(256, plane.testSize()[0]);
    }

    @Test
    void sizesAlongZAreItsOwnWhereSlicesLieFarApart() {
        var network = new sc.fiji.unet.config.ModelCard.Network(
                "unet", 3, 1, 2, 16, 32, 0, true, new sc.fiji.unet.config.ModelCard.Depth(2, 1, 2, 6, 0));
        SizeRule rule = SizeRule.of(network);
        assertEquals("80 + n * 16 along x and y, 14 + n * 2 along z", rule.toString());
        assertEquals("32, along z 6", rule.halo());
        assertEquals(
                List.of(80, 80, 14),
                java.util.Arrays.stream(rule.testSize()).boxed().toList());
        assertEquals(Map.of("min", 14, "step", 2), rule.described(2));
    }
}
