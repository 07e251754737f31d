package sc.fiji.unet.compare;

import java.nio.file.Path;
import java.util.List;
import sc.fiji.unet.config.CompareOptions;
import sc.fiji.unet.config.DataOptions.Dimensions;

/**
 * All trainings of a comparison: every recipe with every seed on every fold.
 *
 * @param options what is compared
 * @param folds in their order
 */
record ComparisonGrid(CompareOptions options, List<Fold> folds) {
    /** Fold by fold, as each has its own images to read. */
    List<ComparisonRun> runs() {
        return folds.stream().flatMap(fold -> runs(fold).stream()).toList();
    }

    List<ComparisonRun> runs(Fold fold) {
        Path folder = options.output().resolve("runs");
        return options.recipes().stream()
                .flatMap(recipe ->
                        options.seeds().stream().map(seed -> ComparisonRun.in(folder, recipe, seed, fold.number())))
                .toList();
    }

    /** Those without a result. */
    List<String> missing() {
        return folds.stream()
                .flatMap(fold -> runs(fold).stream()
                        .filter(run -> run.finished(fold.common(options)).isEmpty()))
                .map(ComparisonRun::name)
                .toList();
    }

    /** The ways to see stacks that there are. */
    List<Dimensions> ways() {
        return options.recipes().stream()
                .map(recipe -> recipe.apply(options.common()).data().dimensions())
                .distinct()
                .toList();
    }

    /** Pictures are drawn of one run of each recipe. */
    boolean isFirst(ComparisonRun run) {
        return run.seed() == options.seeds().get(0)
                && run.fold() == folds.get(0).number();
    }
}
