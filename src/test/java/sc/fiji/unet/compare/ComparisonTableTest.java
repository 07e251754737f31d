package sc.fiji.unet.compare;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import sc.fiji.unet.base.OptionException;
import sc.fiji.unet.config.CompareOptions;
import sc.fiji.unet.config.Recipe;
import sc.fiji.unet.nn.Architecture;
import sc.fiji.unet.registry.Extensions;

class ComparisonTableTest {
    private static RunResult run(String name, long seed, double dice) {
        RunResult.Identity identity = new RunResult.Identity(name, name, "dice", "cosine", 0.1, seed, 0, "");
        RunResult.Costs costs = new RunResult.Costs(10, 50, 20, 1000, 5000, 0.5);
        RunResult.Figures figures = new RunResult.Figures(
                Map.of("dice", dice, "iou", dice / 2), Map.of("cell", Map.of("dice", dice, "iou", dice / 2)));
        return new RunResult(identity, costs, figures, null);
    }

    private static ComparisonTable table(Map<String, double[]> dice) {
        List<RunResult> runs = new ArrayList<>();
        dice.forEach((name, values) -> {
            for (int i = 0; i < values.length; i++) runs.add(run(name, i, values[i]));
        });
        return ComparisonTable.of(runs);
    }

    @Test
    void meansAndSpreadsAreThoseOfTheBooks() {
        ComparisonTable.Value value = ComparisonTable.Value.of(1, 2, Double.NaN, 3);
        assertEquals(2, value.mean());
        assertEquals(1, value.spread());
    }

    @Test
    void aLeadBeyondTheSpreadWins() {
        ComparisonTable table = table(Map.of("a", new double[] {0.80, 0.82}, "b", new double[] {0.90, 0.91}));
        assertEquals("b", table.best());
        assertEquals("b", table.rows().get(0).name());
        assertEquals(5, table.rows().get(0).values().get("epochseconds").mean());
        assertEquals(0.905, table.rows().get(0).values().get("dice cell").mean(), 1e-12);
    }

    @Test
    void aLeadWithinTheSpreadDoesNot() {
        ComparisonTable table = table(Map.of("a", new double[] {0.80, 0.92}, "b", new double[] {0.85, 0.89}));
        assertNull(table.best());
        assertTrue(table.verdict().startsWith("No winner"), table.verdict());
    }

    @Test
    void oneRunEachNamesTheBestWithACaveat() {
        ComparisonTable table =
                table(Map.of("a", new double[] {0.8}, "b", new double[] {0.7}, "c", new double[] {Double.NaN}));
        assertEquals("a", table.best());
        assertEquals("c", table.rows().get(2).name());
        assertTrue(table.verdict().contains("chance"), table.verdict());
    }

    @Test
    void whatDoesNotExistIsADashAndNull() {
        ComparisonTable table = table(Map.of("a", new double[] {0.8}, "b", new double[] {Double.NaN}));
        assertEquals("Only a has a defined Dice.", table.verdict());
        assertEquals("-", table.rows().get(1).values().get("dice").shown(1));
        assertEquals("0.8000", ComparisonTable.Value.of(0.8, Double.NaN).shown(2));
        String json = sc.fiji.unet.base.Json.text(table.rows());
        assertTrue(json.contains("\"mean\": 0.8,") && json.contains("\"spread\": null"), json);
        assertTrue(json.contains("\"mean\": null"), json);
    }

    @Test
    void everyPresetNamesNetworksThatExist() {
        for (ComparisonPresets preset : ComparisonPresets.values()) {
            assertEquals(preset, ComparisonPresets.of(preset.id()));
            for (Recipe recipe : preset.recipes()) {
                var spec = recipe.apply(
                        sc.fiji.unet.config.TrainOptions.defaults(Path.of("i"), Path.of("m"), Path.of("o")));
                Extensions.of(Architecture.class).get(spec.network().spec());
                new sc.fiji.unet.schedule.Schedule(
                        spec.fit().schedule().id().equals("auto")
                                ? sc.fiji.unet.config.Spec.parse("constant")
                                : spec.fit().schedule());
            }
        }
    }

    @Test
    void recipesAreReadFromYaml(@TempDir Path folder) throws java.io.IOException {
        Path file = folder.resolve("list.yaml");
        Files.writeString(
                file,
                """
                runs:
                  - {name: mine, architecture: unet, dropout: 0.3}
                  - loss: focal gamma=2
                grid:
                  architecture: [unet, segnet]
                  learningrate: [0.1, 0.01]
                """);
        List<Recipe> recipes = Recipes.read(file);
        assertEquals(
                List.of(
                        "mine",
                        "focal gamma=2",
                        "unet, learningrate=0.1",
                        "unet, learningrate=0.01",
                        "segnet, learningrate=0.1",
                        "segnet, learningrate=0.01"),
                recipes.stream().map(Recipe::name).toList());
        Files.writeString(file, "runs:\n  - {archtecture: unet}\n");
        org.junit.jupiter.api.Assertions.assertThrows(OptionException.class, () -> Recipes.read(file));
        Files.writeString(file, "- unet\n");
        org.junit.jupiter.api.Assertions.assertThrows(sc.fiji.unet.base.InputException.class, () -> Recipes.read(file));
    }

    @Test
    void repeatedNamesAreRefused() {
        var common = sc.fiji.unet.config.TrainOptions.defaults(Path.of("i"), Path.of("m"), Path.of("o"));
        Recipe recipe = Recipe.of(Map.of("loss", "dice"));
        org.junit.jupiter.api.Assertions.assertThrows(
                OptionException.class, () -> new CompareOptions(common, List.of(recipe, recipe), List.of(1L), 0, null));
    }
}
