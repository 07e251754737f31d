package sc.fiji.unet.compare;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import sc.fiji.unet.metrics.Figure;

/**
 * The table of a comparison: one row a recipe, means and spreads over seeds and folds, the best on validation images
 * first. Test images order nothing.
 *
 * @param rows best first
 * @param best name of the winner; null where the lead is within the spread
 * @param verdict one sentence for people
 */
record ComparisonTable(List<Row> rows, String best, String verdict) {
    /**
     * A mean and the standard deviation of single runs about it.
     *
     * @param mean of the defined values, NaN where there are none
     * @param spread sample standard deviation, NaN where fewer than two are defined
     */
    record Value(double mean, double spread) {
        static Value of(double... values) {
            double[] defined = java.util.Arrays.stream(values)
                    .filter(v -> !Double.isNaN(v))
                    .toArray();
            double mean = java.util.Arrays.stream(defined).average().orElse(Double.NaN);
            double squares = java.util.Arrays.stream(defined)
                    .map(v -> (v - mean) * (v - mean))
                    .sum();
            return new Value(mean, defined.length < 2 ? Double.NaN : Math.sqrt(squares / (defined.length - 1)));
        }

        /** For people, with the spread where there were several runs; "-" for what does not exist. */
        String shown(int runs) {
            if (Double.isNaN(mean)) return Figure.NONE;
            String rounded = rounded(mean);
            return runs == 1 || Double.isNaN(spread) ? rounded : rounded + " ± " + rounded(spread);
        }

        private static String rounded(double value) {
            double size = Math.abs(value);
            if (size >= 1e9) return String.format(Locale.ROOT, "%.1fG", value / 1e9);
            if (size >= 1e6) return String.format(Locale.ROOT, "%.2fM", value / 1e6);
            if (size >= 1e4) return String.format(Locale.ROOT, "%.1fk", value / 1e3);
            return String.format(Locale.ROOT, size >= 10 ? "%.1f" : "%.4f", value);
        }
    }

    /**
     * One line of the table: a recipe with the mean and spread of its runs.
     *
     * @param name of the recipe
     * @param runs that were done
     * @param values by column, in the order to show them
     */
    record Row(String name, int runs, Map<String, Value> values) {
        double dice() {
            return values.get("dice").mean();
        }

        double spread() {
            return values.get("dice").spread();
        }
    }

    /** Gathers the runs of each recipe and judges. */
    static ComparisonTable of(List<RunResult> results) {
        Map<String, List<RunResult>> recipes = new LinkedHashMap<>();
        for (RunResult result : results) {
            recipes.computeIfAbsent(result.identity().name(), name -> new ArrayList<>())
                    .add(result);
        }
        List<Row> rows = new ArrayList<>();
        recipes.forEach((name, runs) -> rows.add(new Row(name, runs.size(), values(runs))));
        rows.sort(Comparator.comparingDouble((Row row) -> Double.isNaN(row.dice()) ? 1 : -row.dice()));
        return judged(rows);
    }

    private static Map<String, Value> values(List<RunResult> runs) {
        Map<String, Value> values = new LinkedHashMap<>();
        figures(values, "", runs, RunResult::validation);
        put(values, "epochseconds", runs, run -> run.costs().epochSeconds());
        put(values, "secondstobest", runs, run -> run.costs().secondsToBest());
        put(values, "megabytes", runs, run -> run.costs().megabytes());
        put(values, "parameters", runs, run -> run.costs().parameters());
        put(values, "flops", runs, run -> run.costs().flops());
        if (runs.stream().allMatch(run -> run.test() != null)) figures(values, "test ", runs, RunResult::test);
        return values;
    }

    private static void figures(
            Map<String, Value> values,
            String prefix,
            List<RunResult> runs,
            java.util.function.Function<RunResult, RunResult.Figures> part) {
        for (String figure : RunResult.FIGURES)
            put(values, prefix + figure, runs, run -> part.apply(run).get(figure));
        for (String name : part.apply(runs.get(0)).classes().keySet()) {
            for (String figure : List.of("dice", "iou")) {
                put(values, prefix + figure + " " + name, runs, run -> ofClass(part.apply(run), name, figure));
            }
        }
    }

    private static double ofClass(RunResult.Figures figures, String name, String figure) {
        Double value = figures.classes().getOrDefault(name, Map.of()).get(figure);
        return value == null ? Double.NaN : value;
    }

    private static void put(
            Map<String, Value> values, String name, List<RunResult> runs, ToDoubleFunction<RunResult> figure) {
        values.put(name, Value.of(runs.stream().mapToDouble(figure).toArray()));
    }

    private static ComparisonTable judged(List<Row> rows) {
        Row first = rows.get(0);
        if (Double.isNaN(first.dice())) return new ComparisonTable(rows, null, "No network has a defined Dice.");
        if (rows.size() == 1) return new ComparisonTable(rows, first.name(), "There was nothing to compare with.");
        Row second = rows.get(1);
        if (Double.isNaN(second.dice())) {
            return new ComparisonTable(rows, first.name(), "Only " + first.name() + " has a defined Dice.");
        }
        double lead = first.dice() - second.dice();
        double spread = Math.max(first.spread(), second.spread());
        String figures = String.format(
                Locale.ROOT, "Dice %.4f on validation images, %.4f ahead of %s", first.dice(), lead, second.name());
        if (Double.isNaN(spread)) {
            String caveat =
                    "; one run of a network says nothing about chance, so repeat with several seeds to be sure.";
            return new ComparisonTable(rows, first.name(), "Best: " + first.name() + ", " + figures + caveat);
        }
        String compared = String.format(Locale.ROOT, " (spread over runs %.4f).", spread);
        if (lead > spread) {
            return new ComparisonTable(rows, first.name(), "Best: " + first.name() + ", " + figures + compared);
        }
        return new ComparisonTable(
                rows,
                null,
                "No winner: " + first.name() + " has " + figures + ", which is within the spread" + compared);
    }
}
