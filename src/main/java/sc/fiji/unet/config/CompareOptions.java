package sc.fiji.unet.config;

import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import sc.fiji.unet.base.OptionException;

/**
 * Everything a person may say about a comparison of trainings. Immutable.
 *
 * @param common what all trainings share: data, time budget, device; its model folder is where the runs go
 * @param recipes what is compared
 * @param seeds each recipe is trained once with each
 * @param folds parts of a cross-validation, 0 for the split that the data have
 * @param report a JSON file for the figures, null for none beside those in the output folder
 */
public record CompareOptions(TrainOptions common, List<Recipe> recipes, List<Long> seeds, int folds, Path report) {
    /** Refuses nothing to compare, repeated names or seeds and a single fold. */
    public CompareOptions {
        Checks.given("common", common);
        recipes = List.copyOf(recipes);
        seeds = List.copyOf(seeds);
        if (recipes.isEmpty()) throw new OptionException("There is nothing to compare: expected at least one network.");
        if (seeds.isEmpty()) throw new OptionException("seeds is empty: expected at least one number, such as 1,2,3.");
        requireOnce("network", recipes.stream().map(Recipe::name).toList());
        requireOnce("seed", seeds);
        Checks.zeroOr("folds", folds, 2, 100);
    }

    private static void requireOnce(String what, List<?> values) {
        Set<Object> seen = new HashSet<>();
        for (Object value : values) {
            if (!seen.add(value)) {
                throw new OptionException("The " + what + " \"" + value + "\" is given twice: expected each once.");
            }
        }
    }

    /** The folder for runs, tables and pictures. */
    public Path output() {
        return common.run().model();
    }
}
