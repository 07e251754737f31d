package sc.fiji.unet.benchmark;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Figures of several rounds: ratios are taken within each round, then their median, so that slow minutes cancel out. */
final class Figures {
    private final List<Map<String, Double>> rounds = new ArrayList<>();

    void add(Map<String, Double> round) {
        rounds.add(Map.copyOf(round));
    }

    /** Null where no round has it. */
    Double median(String name) {
        return median(rounds.stream().map(round -> round.get(name)).toList());
    }

    /** The best of all rounds, null where none has it. */
    Double best(String name) {
        return rounds.stream()
                .map(round -> round.get(name))
                .filter(value -> value != null)
                .max(Double::compare)
                .orElse(null);
    }

    /** Ours over theirs; null where one is missing. */
    Double ratio(String ours, String theirs) {
        return median(rounds.stream()
                .map(round -> round.containsKey(ours) && round.containsKey(theirs)
                        ? (Double) (round.get(ours) / round.get(theirs))
                        : null)
                .toList());
    }

    Map<String, Double> medians() {
        Map<String, Double> all = new LinkedHashMap<>();
        rounds.forEach(round -> round.keySet().stream().sorted().forEach(name -> all.put(name, median(name))));
        return all;
    }

    private static Double median(List<Double> values) {
        List<Double> sorted =
                values.stream().filter(value -> value != null).sorted().toList();
        if (sorted.isEmpty()) return null;
        int middle = sorted.size() / 2;
        if (sorted.size() % 2 == 1) return sorted.get(middle);
        return (sorted.get(middle - 1) + sorted.get(middle)) / 2;
    }
}
